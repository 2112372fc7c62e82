package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.Close;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.BottleneckAttention;
import io.github.attention4j.vision.BottleneckOptions;
import io.github.attention4j.vision.BottleneckOptions.Join;
import io.github.attention4j.vision.BottleneckOptions.Norms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds the fused bottleneck to the written definition, and sees that it is a good neighbour. */
class FusedBottleneckTest {

  /** A module none of whose parameters is what it starts with. */
  private static BottleneckAttention bottleneck(
      Random random, DataType type, long channels, BottleneckOptions options) {
    Parameters parameters = Parameters.seeded(type, random.nextLong());
    BottleneckAttention bottleneck = BottleneckAttention.create(parameters, channels, options);
    for (String path : parameters.paths()) {
      if (path.endsWith("bias")) {
        parameters.get(path).assign(normal(random, parameters.get(path).shape()).muli(0.5));
      } else if (path.contains("Norm")) {
        parameters.get(path).assign(normal(random, parameters.get(path).shape()).addi(1));
      }
    }
    for (String path : parameters.buffers()) {
      INDArray numbers = normal(random, parameters.get(path).shape());
      parameters.get(path).assign(path.endsWith("var") ? numbers.mul(numbers).add(0.3) : numbers);
    }
    return bottleneck;
  }

  private static INDArray assertAgrees(BottleneckAttention module, INDArray input, String what) {
    assertTrue(FusedGates.take(input) && MatrixProducts.areAvailable());
    INDArray fused = module.output(input);
    assertEquals(DataType.FLOAT, fused.dataType());
    assertClose(module.attend(input).output(), fused, Close.FUSED, what);
    return fused;
  }

  @ParameterizedTest
  @CsvSource({
    "8, 64, 32, 32, 16, 4",
    "1, 1, 1, 1, 1, 1",
    "3, 7, 1, 1, 2, 4",
    "2, 5, 1, 300, 5, 299",
    "2, 6, 300, 1, 2, 7",
    "1, 48, 57, 61, 16, 4",
    "5, 37, 13, 11, 37, 11",
    "2, 3, 5, 5, 1, 1000",
    "2, 3, 27, 19, 3, 18",
    "9, 512, 7, 7, 16, 4",
    "70, 2, 3, 2, 1, 2",
    "1, 2, 224, 224, 2, 4",
  })
  void anySizes(
      long samples, long channels, long height, long width, long reduction, long dilation) {
    Random random = new Random(1);
    INDArray input = normal(random, samples, channels, height, width);
    for (BottleneckOptions options :
        List.of(BottleneckOptions.withDefaults(), BottleneckOptions.ofAuthors())) {
      BottleneckOptions all = options.withReduction(reduction).withDilation(dilation);
      assertAgrees(bottleneck(random, DataType.FLOAT, channels, all), input, all.toString());
    }
  }

  @Test
  void randomSizesAndOptions() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      long channels = 1 + random.nextInt(20);
      long height = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
      long width = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
      BottleneckOptions options =
          new BottleneckOptions(
              1 + random.nextInt(8),
              1 + random.nextInt(random.nextBoolean() ? 3 : 30),
              Join.values()[random.nextInt(2)],
              Norms.values()[random.nextInt(2)]);
      INDArray input = normal(random, 1 + random.nextInt(4), channels, height, width);
      BottleneckAttention module = bottleneck(random, DataType.FLOAT, channels, options);
      assertAgrees(module, input.add(random.nextGaussian()), "seed " + seed + " " + options);
    }
  }

  @Test
  void takesViewsInAnyLayoutAndLeavesThem() {
    Random random = new Random(2);
    INDArray input = normal(random, 2, 3, 5, 4);
    BottleneckOptions options = BottleneckOptions.withDefaults().withReduction(1).withDilation(2);
    BottleneckAttention module = bottleneck(random, DataType.FLOAT, 3, options);
    INDArray expected = assertAgrees(module, input, "dense");
    for (INDArray view : FusedGatesUseTest.laidOut(input)) {
      assertEquals(expected, module.output(view));
      assertEquals(input, view);
    }
  }

  @Test
  void seesParametersThatChange() {
    Random random = new Random(3);
    for (BottleneckOptions options :
        List.of(BottleneckOptions.withDefaults(), BottleneckOptions.ofAuthors())) {
      Parameters parameters = Parameters.seeded(DataType.FLOAT, 3);
      BottleneckAttention module =
          BottleneckAttention.create(parameters, 4, options.withReduction(1).withDilation(2));
      INDArray input = normal(random, 2, 4, 5, 6);
      INDArray before = assertAgrees(module, input, "before");
      List<String> paths = new ArrayList<>(parameters.paths());
      paths.addAll(parameters.buffers());
      for (String path : paths) {
        parameters.get(path).addi(0.3);
        INDArray after = assertAgrees(module, input, path);
        assertTrue(before.sub(after).amaxNumber().doubleValue() > 1e-3, path);
        parameters.get(path).subi(0.3);
      }
    }
  }

  @Test
  void takesLargeAndSmallNumbers() {
    Random random = new Random(4);
    BottleneckOptions options = BottleneckOptions.withDefaults().withReduction(2);
    BottleneckAttention module = bottleneck(random, DataType.FLOAT, 6, options);
    INDArray input = normal(random, 2, 6, 9, 8);
    for (double size : new double[] {1e-30, 1e-3, 30, 1e4, 1e18}) {
      INDArray scaled = input.mul(size);
      INDArray fused = module.output(scaled).divi(size);
      assertClose(module.attend(scaled).output().divi(size), fused, Close.FUSED, "times " + size);
    }
    assertAgrees(module, Nd4j.valueArrayOf(new long[] {2, 6, 9, 8}, -7f), "all equal");
  }

  @Test
  void nanAndInfinityReachWhatTheDefinitionSays() {
    for (Join join : Join.values()) {
      for (float number :
          new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
        for (int seed = 0; seed < 20; seed++) {
          Random random = new Random(seed);
          INDArray input = normal(random, 2, 4, 12, 12);
          input.putScalar(new long[] {0, 1, 3, 2}, number);
          BottleneckOptions options =
              BottleneckOptions.withDefaults().withReduction(1 + 3 * (seed % 2)).withJoin(join);
          BottleneckAttention module = bottleneck(random, DataType.FLOAT, 4, options);
          INDArray fused = module.output(input);
          INDArray defined = module.attend(input).output();
          for (long i = 0; i < fused.length(); i++) {
            String what = number + " by " + join + ", seed " + seed + " at " + i;
            assertEquals(defined.getFloat(i), fused.getFloat(i), 1e-5, what);
          }
        }
      }
    }
  }

  @Test
  void leavesToTheDefinitionWhatItCannotDo() {
    Random random = new Random(7);
    INDArray input = normal(random, 3, 4, 5, 6);
    BottleneckOptions options = BottleneckOptions.withDefaults();
    BottleneckAttention module = bottleneck(random, DataType.FLOAT, 4, options);
    BottleneckAttention training = module.training();
    assertEquals(training.attend(input).output(), training.output(input));
    TapeOps tape = TapeOps.create();
    INDArray taped = module.output(tape, tape.variable(input)).array();
    assertEquals(module.attend(input).output(), taped);
    INDArray precise = input.castTo(DataType.DOUBLE);
    BottleneckAttention precisely = bottleneck(random, DataType.DOUBLE, 4, options);
    assertEquals(precisely.attend(precise).output(), precisely.output(precise));
    assertFalse(module.attend(input).output().equalsWithEps(module.training().output(input), 1e-3));
  }

  @Test
  void eightThreadsAtOnceGetWhatOneGets() throws Exception {
    Random random = new Random(9);
    BottleneckOptions options = BottleneckOptions.withDefaults().withReduction(2);
    BottleneckAttention module = bottleneck(random, DataType.FLOAT, 6, options);
    List<INDArray> inputs =
        IntStream.range(0, 8).mapToObj(i -> normal(random, 9, 6, 20 + 3 * i, 31)).toList();
    InUse.assertThreadsGetWhatOneGets(inputs, module::output, 30);
  }

  @Test
  void outputsLieInTheWorkspace() {
    Random random = new Random(10);
    INDArray input = normal(random, 3, 6, 20, 20);
    BottleneckAttention module =
        bottleneck(random, DataType.FLOAT, 6, BottleneckOptions.withDefaults());
    INDArray expected = module.attend(NdArrayOps.eager(), input).output();
    InUse.assertOutputsLieInTheWorkspace(expected, () -> module.output(input));
  }
}
