package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.Close;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.Cbam;
import io.github.attention4j.vision.Cbam.Part;
import io.github.attention4j.vision.CbamOptions;
import io.github.attention4j.vision.ChannelOptions;
import io.github.attention4j.vision.Pool;
import io.github.attention4j.vision.SpatialOptions;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds the fused gates to the written definition. */
class FusedGatesTest {
  static final CbamOptions SMALL =
      CbamOptions.withDefaults().withChannel(ChannelOptions.withDefaults().withReduction(1));

  /** A module none of whose parameters is what it starts with. */
  static Cbam cbam(Random random, DataType type, long channels, CbamOptions options) {
    Parameters parameters = Parameters.seeded(type, random.nextLong());
    Cbam cbam = Cbam.create(parameters, channels, options);
    for (String path : parameters.paths()) {
      if (path.endsWith("bias") || path.contains("batchNorm")) {
        parameters.get(path).assign(normal(random, parameters.get(path).shape()).muli(0.5));
      }
    }
    for (String path : parameters.buffers()) {
      parameters.get(path).assign(path.endsWith("mean") ? random.nextGaussian() : 0.5);
    }
    return cbam;
  }

  private static CbamOptions options(Random random) {
    Part[][] parts = {
      {Part.CHANNEL, Part.SPATIAL}, {Part.SPATIAL, Part.CHANNEL}, {Part.CHANNEL}, {Part.SPATIAL}
    };
    ChannelOptions channel = SMALL.channel().withPools(pools(random));
    SpatialOptions spatial =
        new SpatialOptions(
            1 + 2 * random.nextInt(4),
            List.of(pools(random)),
            random.nextBoolean(),
            random.nextBoolean());
    return CbamOptions.withDefaults()
        .withChannel(random.nextBoolean() ? channel : channel.withoutBias())
        .withSpatial(spatial)
        .withParts(parts[random.nextInt(parts.length)]);
  }

  private static Pool[] pools(Random random) {
    Pool[][] pools = {
      {Pool.AVERAGE, Pool.MAX}, {Pool.MAX, Pool.AVERAGE}, {Pool.AVERAGE}, {Pool.MAX}
    };
    return pools[random.nextInt(pools.length)];
  }

  static INDArray assertAgrees(Cbam cbam, INDArray input, String what) {
    assertTrue(FusedGates.take(input));
    INDArray fused = cbam.output(input);
    assertEquals(DataType.FLOAT, fused.dataType());
    assertClose(cbam.attend(input).output(), fused, Close.FUSED, what);
    return fused;
  }

  @ParameterizedTest
  @CsvSource({
    "8, 64, 32, 32, 16",
    "1, 1, 1, 1, 1",
    "3, 7, 1, 1, 1",
    "2, 5, 1, 300, 5",
    "2, 6, 300, 1, 2",
    "1, 48, 57, 61, 16",
    "5, 37, 13, 11, 37",
    "2, 3, 32, 16, 3",
    "2, 3, 27, 19, 1",
    "1, 3, 7, 73, 3",
    "9, 512, 7, 7, 16",
    "70, 2, 3, 2, 1",
    "1, 2, 224, 224, 2",
  })
  void anySizes(long samples, long channels, long height, long width, long reduction) {
    Random random = new Random(1);
    CbamOptions options = SMALL.withChannel(ChannelOptions.withDefaults().withReduction(reduction));
    INDArray input = normal(random, samples, channels, height, width);
    assertAgrees(cbam(random, DataType.FLOAT, channels, options), input, "channel first");
    CbamOptions turned = options.withParts(Part.SPATIAL, Part.CHANNEL);
    assertAgrees(cbam(random, DataType.FLOAT, channels, turned), input, "spatial first");
  }

  @Test
  void randomSizesAndOptions() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      long channels = 1 + random.nextInt(20);
      long height = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
      long width = 1 + random.nextInt(random.nextBoolean() ? 4 : 40);
      INDArray input = normal(random, 1 + random.nextInt(4), channels, height, width);
      CbamOptions options = options(random);
      Cbam cbam = cbam(random, DataType.FLOAT, channels, options);
      assertAgrees(cbam, input.add(random.nextGaussian()), "seed " + seed + " " + options);
    }
  }

  @Test
  void seesParametersThatChange() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 3);
    Cbam cbam = Cbam.create(parameters, 3, SMALL);
    INDArray input = normal(new Random(3), 2, 3, 5, 4);
    INDArray before = cbam.output(input);
    for (String path : parameters.paths()) {
      parameters.get(path).addi(0.1);
      INDArray after = assertAgrees(cbam, input, path);
      assertTrue(before.sub(after).amaxNumber().doubleValue() > 1e-3, path);
      parameters.get(path).subi(0.1);
    }
    cbam.updateStatistics(input.mul(30));
    assertFalse(before.equalsWithEps(assertAgrees(cbam, input, "statistics"), 1e-4));
  }

  @Test
  void takesLargeAndSmallNumbers() {
    Random random = new Random(4);
    Cbam cbam = cbam(random, DataType.FLOAT, 6, SMALL);
    INDArray input = normal(random, 2, 6, 9, 8);
    for (double size : new double[] {1e-30, 1e-3, 30, 1e4, 1e18}) {
      assertAgrees(cbam, input.mul(size), "times " + size);
    }
    assertAgrees(cbam, Nd4j.valueArrayOf(new long[] {2, 6, 9, 8}, -7f), "all equal");
  }

  @Test
  void nanAndInfinityReachWhatTheDefinitionSays() {
    for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Random random = new Random(5);
      INDArray input = normal(random, 2, 4, 12, 12);
      input.putScalar(new long[] {0, 1, 3, 2}, number);
      for (Part part : Part.values()) {
        Cbam cbam = cbam(random, DataType.FLOAT, 4, SMALL.withParts(part));
        INDArray fused = cbam.output(input);
        INDArray defined = cbam.attend(input).output();
        for (long i = 0; i < fused.length(); i++) {
          String what = number + " by " + part + " at " + i;
          assertEquals(defined.getFloat(i), fused.getFloat(i), 1e-5, what);
        }
      }
    }
  }

  /** The one difference, which Cbam.output speaks of. */
  @Test
  void nanIsSeenByTheMaximum() {
    INDArray input = normal(new Random(6), 1, 4, 6, 6);
    input.putScalar(new long[] {0, 1, 3, 2}, Float.NaN);
    for (Part part : Part.values()) {
      CbamOptions options =
          SMALL
              .withChannel(SMALL.channel().withPools(Pool.MAX))
              .withSpatial(new SpatialOptions(7, List.of(Pool.MAX), false, false))
              .withParts(part);
      Cbam cbam = Cbam.create(Parameters.seeded(DataType.FLOAT, 6), 4, options);
      assertFalse(Float.isNaN(cbam.attend(input).output().getFloat(0, 0, 3, 2)));
      assertTrue(Float.isNaN(cbam.output(input).getFloat(0, 0, 3, 2)), part.toString());
    }
  }
}
