package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.github.attention4j.contract.Close;
import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.Cbam;
import io.github.attention4j.vision.Cbam.Part;
import io.github.attention4j.vision.CbamOptions;
import io.github.attention4j.vision.ChannelAttention;
import io.github.attention4j.vision.ChannelOptions;
import io.github.attention4j.vision.Pool;
import io.github.attention4j.vision.SpatialAttention;
import io.github.attention4j.vision.SpatialOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Holds the fused gates' values and gradients on a tape to the written definition, in DOUBLE. */
class FusedGatesGradientTest {

  /** What a tape gives: the output, and the gradients of the input and of every parameter. */
  private static Map<String, INDArray> results(
      INDArray input, INDArray outputGradient, BiFunction<TapeOps, Tensor, Tensor> gates) {
    TapeOps ops = TapeOps.create();
    Tensor x = ops.variable(input);
    Tensor output = gates.apply(ops, x);
    Gradients gradients = ops.backward(output, outputGradient);
    Map<String, INDArray> results = new LinkedHashMap<>();
    results.put("output", output.array());
    results.put("input", gradients.of(x));
    results.putAll(gradients.byPath());
    return results;
  }

  private static void assertAgree(
      Map<String, INDArray> expected, Map<String, INDArray> found, String what) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()), what);
    found.forEach(
        (name, array) -> {
          assertEquals(DataType.FLOAT, array.dataType());
          assertClose(expected.get(name), array, Close.FLOAT, what + ": " + name);
        });
  }

  /** The same module in FLOAT and in DOUBLE; no parameter is what it starts with. */
  private static Cbam[] both(Random random, long channels, CbamOptions options) {
    Parameters single = Parameters.seeded(DataType.FLOAT, 1);
    Parameters precise = Parameters.seeded(DataType.DOUBLE, 1);
    Cbam[] both = {Cbam.create(single, channels, options), Cbam.create(precise, channels, options)};
    for (String path : single.paths()) {
      INDArray numbers = normal(random, single.get(path).shape()).muli(0.5);
      single.get(path).assign(numbers);
      precise.get(path).assign(numbers);
    }
    return both;
  }

  private static CbamOptions options(Random random) {
    Pool[][] pools = {
      {Pool.AVERAGE, Pool.MAX}, {Pool.MAX, Pool.AVERAGE}, {Pool.AVERAGE}, {Pool.MAX}
    };
    Part[][] parts = {
      {Part.CHANNEL, Part.SPATIAL}, {Part.SPATIAL, Part.CHANNEL}, {Part.CHANNEL}, {Part.SPATIAL}
    };
    ChannelOptions channel =
        ChannelOptions.withDefaults()
            .withReduction(1 + random.nextInt(3))
            .withPools(pools[random.nextInt(4)]);
    return CbamOptions.withDefaults()
        .withChannel(random.nextBoolean() ? channel : channel.withoutBias())
        .withSpatial(
            new SpatialOptions(
                1 + 2 * random.nextInt(4),
                List.of(pools[random.nextInt(4)]),
                random.nextBoolean(),
                false))
        .withParts(parts[random.nextInt(4)]);
  }

  /** The same numbers in another layout: row-major, 'f', channels last, part of a larger array. */
  private static INDArray laidOut(INDArray array, int way) {
    long[] s = array.shape();
    INDArray larger =
        Nd4j.valueArrayOf(
            new long[] {s[0] + 1, s[1] + 2, s[2] + 1, s[3] + 2}, Float.NaN, DataType.FLOAT);
    return switch (way) {
      case 0 -> array;
      case 1 -> array.dup('f');
      case 2 -> array.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
      default ->
          larger
              .get(
                  NDArrayIndex.interval(1, s[0] + 1),
                  NDArrayIndex.interval(1, s[1] + 1),
                  NDArrayIndex.interval(0, s[2]),
                  NDArrayIndex.interval(2, s[3] + 2))
              .assign(array);
    };
  }

  @Test
  void anySizesLayoutsAndOptions() {
    for (int seed = 0; seed < 120; seed++) {
      Random random = new Random(seed);
      long[] shape = {
        1 + random.nextInt(9),
        1 + random.nextInt(12),
        1 + random.nextInt(random.nextBoolean() ? 4 : 24),
        1 + random.nextInt(random.nextBoolean() ? 4 : 24)
      };
      CbamOptions options = options(random);
      Cbam[] both = both(random, shape[1], options);
      INDArray input = normal(random, shape);
      INDArray slopes = normal(random, shape);
      Map<String, INDArray> expected =
          results(
              input.castTo(DataType.DOUBLE),
              slopes.castTo(DataType.DOUBLE),
              (ops, x) -> both[1].attend(ops, x).output());
      Map<String, INDArray> found =
          results(
              laidOut(input, random.nextInt(4)),
              laidOut(slopes, random.nextInt(4)),
              both[0]::output);
      assertAgree(expected, found, "seed " + seed + " " + options);
    }
  }

  /** Behind ReLU many numbers are 0, and equally large: the first has the maximum's gradient. */
  @Test
  void ofEqualMaximaTheFirstHasTheGradient() {
    Random random = new Random(1);
    INDArray input = Nd4j.create(DataType.FLOAT, 3, 4, 5, 6);
    input.get(NDArrayIndex.point(1)).assign(2);
    INDArray slopes = normal(random, 3, 4, 5, 6);
    for (Part[] parts : new Part[][] {{Part.CHANNEL, Part.SPATIAL}, {Part.SPATIAL, Part.CHANNEL}}) {
      CbamOptions options = CbamOptions.ofPaper().withParts(parts);
      Cbam[] both = both(random, 4, options);
      assertAgree(
          results(
              input.castTo(DataType.DOUBLE),
              slopes.castTo(DataType.DOUBLE),
              (ops, x) -> both[1].attend(ops, x).output()),
          results(input, slopes, both[0]::output),
          List.of(parts).toString());
    }
  }

  /** Bit by bit: the definition differs in the last digits. */
  @Test
  void gatesOnATapeTakeIt() {
    Random random = new Random(2);
    INDArray input = normal(random, 9, 8, 16, 31);
    INDArray slopes = normal(random, 9, 8, 16, 31);
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 3);
    ChannelAttention channel = ChannelAttention.create(parameters.at("channel"), 8);
    SpatialAttention spatial =
        SpatialAttention.create(parameters.at("spatial"), SpatialOptions.ofPaper());
    Cbam cbam = Cbam.create(parameters.at("cbam"), 8, CbamOptions.ofPaper());
    Map<BiFunction<TapeOps, Tensor, Tensor>, INDArray> cases = new LinkedHashMap<>();
    cases.put(channel::output, channel.output(input));
    cases.put(spatial::output, spatial.output(input));
    cases.put(cbam::output, cbam.output(input));
    cases.forEach(
        (gates, expected) -> {
          Map<String, INDArray> once = results(input, slopes, gates);
          assertEquals(expected, once.get("output"));
          assertEquals(once, results(input, slopes, gates), "in two runs");
        });
    assertFalse(cbam.output(input).equalsWithEps(cbam.attend(input).output(), 0));
  }

  /** Gradients are those at the step's beginning, though parameters and memory are used again. */
  @Test
  void leavesNothingBehind() {
    Random random = new Random(4);
    INDArray input = normal(random, 5, 3, 7, 6);
    INDArray slopes = normal(random, 5, 3, 7, 6);
    Cbam cbam = both(random, 3, CbamOptions.ofPaper())[0];
    TapeOps ops = TapeOps.create();
    Tensor x = ops.variable(input);
    Tensor output = cbam.output(ops, x);
    INDArray first = ops.backward(output, slopes).of(x).dup();
    INDArray nans = Nd4j.valueArrayOf(new long[] {5, 3, 7, 6}, Float.NaN, DataType.FLOAT);
    results(nans, nans, cbam::output);
    assertEquals(first, ops.backward(output, slopes).of(x));
    assertEquals(first.muli(2), ops.backward(output, slopes.mul(2)).of(x));
  }

  /** With batch norm on a tape, and in DOUBLE, the definition computes. */
  @Test
  void leavesToTheDefinitionWhatItHasNoGradientFor() {
    Random random = new Random(5);
    INDArray input = normal(random, 3, 4, 5, 6);
    INDArray slopes = normal(random, 3, 4, 5, 6);
    Cbam evaluated = Cbam.create(Parameters.seeded(DataType.FLOAT, 6), 4);
    Cbam precise = Cbam.create(Parameters.seeded(DataType.DOUBLE, 6), 4, CbamOptions.ofPaper());
    assertEquals(
        results(input, slopes, (ops, x) -> evaluated.attend(ops, x).output()),
        results(input, slopes, evaluated::output));
    INDArray large = input.castTo(DataType.DOUBLE);
    assertEquals(
        results(large, slopes.castTo(DataType.DOUBLE), (o, x) -> precise.attend(o, x).output()),
        results(large, slopes.castTo(DataType.DOUBLE), precise::output));
  }

  /** A feature map that is no variable has no gradient; the parameters have theirs. */
  @Test
  void aConstantInputHasNoGradient() {
    Random random = new Random(7);
    INDArray input = normal(random, 3, 4, 5, 6);
    INDArray slopes = normal(random, 3, 4, 5, 6);
    Cbam cbam = both(random, 4, CbamOptions.ofPaper())[0];
    TapeOps ops = TapeOps.create();
    Tensor constant = ops.constant(input);
    Gradients gradients = ops.backward(cbam.output(ops, constant), slopes);
    Map<String, INDArray> expected = results(input, slopes, cbam::output);
    gradients.byPath().forEach((path, found) -> assertEquals(expected.get(path), found, path));
    assertEquals(expected.size() - 2, gradients.byPath().size());
  }
}
