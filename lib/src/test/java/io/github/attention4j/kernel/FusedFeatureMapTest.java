package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.Close;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Dot;
import io.github.attention4j.score.ScaledDot;
import io.github.attention4j.vision.FeatureMapAttention;
import io.github.attention4j.vision.FeatureMapOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds self-attention over feature maps in one go to the written definition. */
class FusedFeatureMapTest {
  private static final FeatureMapOptions SCALED =
      FeatureMapOptions.withDefaults().withScore(new ScaledDot());

  /** A module none of whose parameters is what it starts with. */
  static FeatureMapAttention module(
      Random random, DataType type, long channels, FeatureMapOptions options) {
    Parameters parameters = Parameters.seeded(type, random.nextLong());
    FeatureMapAttention module = FeatureMapAttention.create(parameters, channels, options);
    for (String path : parameters.paths()) {
      INDArray parameter = parameters.get(path);
      if (!path.endsWith("weight")) {
        parameter.assign(normal(random, parameter.shape()).muli(0.5).addi(0.5));
      } else if (path.startsWith("output")) {
        parameter.assign(normal(random, parameter.shape()).divi(Math.sqrt(parameter.size(1))));
      }
    }
    return module;
  }

  private static FeatureMapOptions options(Random random) {
    FeatureMapOptions options =
        FeatureMapOptions.withDefaults()
            .withScore(random.nextBoolean() ? new Dot() : new ScaledDot())
            .withKeyReduction(1 + random.nextInt(8))
            .withValueReduction(random.nextInt(4));
    options = random.nextBoolean() ? options.withBias() : options;
    return random.nextBoolean() ? options.withoutResidualWeight() : options;
  }

  static INDArray assertAgrees(FeatureMapAttention module, INDArray input, String what) {
    assertTrue(FusedFeatureMap.take(input));
    INDArray fused = module.output(input);
    assertEquals(DataType.FLOAT, fused.dataType());
    assertClose(module.attend(input).output(), fused, Close.FUSED, what);
    return fused;
  }

  @ParameterizedTest
  @CsvSource({
    "8, 64, 32, 32", // several blocks of queries and tiles of keys
    "32, 256, 14, 14", // a sample in one tile
    "1, 64, 14, 14", // one sample, for all processors
    "1, 16, 57, 61",
    "3, 512, 24, 24", // keys and values that no worker keeps
    "9, 512, 7, 7",
    "2, 600, 17, 16", // blocks of fewer queries
    "1, 1, 1, 1",
    "3, 7, 1, 1",
    "2, 5, 1, 300",
    "2, 6, 257, 1",
    "70, 2, 3, 2",
  })
  void anySizes(long samples, long channels, long height, long width) {
    Random random = new Random(1);
    INDArray input = normal(random, samples, channels, height, width);
    FeatureMapOptions options = SCALED.withBias();
    assertAgrees(module(random, DataType.FLOAT, channels, options), input, "values of C numbers");
    FeatureMapOptions narrow = options.withKeyReduction(2).withValueReduction(2);
    assertAgrees(module(random, DataType.FLOAT, channels, narrow), input, "an output map");
  }

  @Test
  void randomSizesAndOptions() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      long channels = 1 + random.nextInt(20);
      long height = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
      long width = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
      INDArray input = normal(random, 1 + random.nextInt(4), channels, height, width);
      FeatureMapOptions options = options(random);
      FeatureMapAttention module = module(random, DataType.FLOAT, channels, options);
      assertAgrees(module, input.muli(0.5), "seed " + seed + " " + options);
    }
  }

  @Test
  void seesParametersThatChange() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 3);
    FeatureMapOptions options = FeatureMapOptions.ofSagan().withBias().withValueReduction(2);
    FeatureMapAttention module = FeatureMapAttention.create(parameters, 4, options);
    INDArray input = normal(new Random(3), 3, 4, 5, 4);
    assertClose(input, module.output(input), 0, "the residual weight is 0");
    parameters.get("residual").assign(1);
    INDArray before = module.output(input);
    for (String path : parameters.paths()) {
      if (!path.equals("key.bias")) { // softmax does not see what it adds to all of a row
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
    FeatureMapAttention module =
        module(random, DataType.FLOAT, 6, FeatureMapOptions.withDefaults().withKeyReduction(6));
    INDArray input = normal(random, 2, 6, 19, 18);
    for (double size : new double[] {1e-30, 1e-3, 0.5}) {
      assertAgrees(module, input.mul(size), "times " + size);
    }
    assertAgrees(module, Nd4j.valueArrayOf(new long[] {2, 6, 19, 18}, -7f), "all equal");
    INDArray large = input.mul(1e15); // a score is 1e30, and a place finds one key
    assertClose(module.attend(large).output(), module.output(large), 1e-5, "times 1e15");
  }

  /** A product of finite numbers that is too large for FLOAT: a key as good as hidden. */
  @Test
  void aScoreOfMinusInfinityHasNoWeight() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 6);
    FeatureMapAttention module = FeatureMapAttention.create(parameters, 1);
    parameters.get("query.weight").assign(1);
    parameters.get("key.weight").assign(-1);
    parameters.get("value.weight").assign(1);
    parameters.get("residual").assign(1);
    INDArray input = Nd4j.createFromArray(1f, 2f, 1e25f, 3f).reshape(1, 1, 2, 2);
    INDArray defined = module.attend(input).output();
    INDArray fused = module.output(input);
    for (int place = 0; place < 4; place++) {
      double expected = defined.getDouble(place);
      assertEquals(expected, fused.getDouble(place), expected * 1e-6, "place " + place);
    }
  }

  /**
   * One place's NaN reaches its whole sample, and no other; an infinity what the definition says.
   */
  @Test
  void nanAndInfinityReachWhatTheDefinitionSays() {
    float[] numbers = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      float number = numbers[seed % 3];
      long channels = 1 + random.nextInt(4);
      INDArray input = normal(random, 3, channels, 1 + random.nextInt(20), 13).muli(0.5);
      input.putScalar(new long[] {1, channels - 1, 0, random.nextInt(13)}, number);
      FeatureMapAttention module = module(random, DataType.FLOAT, channels, options(random));
      INDArray fused = module.output(input);
      INDArray defined = module.attend(input).output();
      for (long i = 0; i < fused.length(); i++) {
        String what = "seed " + seed + ", " + number + " at " + i;
        assertEquals(defined.getFloat(i), fused.getFloat(i), 2e-5, what);
      }
      assertFalse(Float.isNaN(fused.slice(2).sumNumber().floatValue()));
      assertTrue(seed % 3 > 0 || fused.slice(1).isNaN().all());
    }
  }
}
