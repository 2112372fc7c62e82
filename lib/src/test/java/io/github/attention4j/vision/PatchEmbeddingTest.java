package io.github.attention4j.vision;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PatchEmbeddingTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return PatchEmbedding.class;
  }

  @Override
  protected String golden() {
    return "patch_embedding";
  }

  @Override
  protected int goldenCases() {
    return 5;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    long[] picture = tensors.get("input").shape();
    PatchEmbedding patches =
        PatchEmbedding.create(
            parameters,
            picture[1],
            picture[2],
            picture[3],
            Long.parseLong(options.get("patch")),
            tensors.get("weight").size(0));
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", patches.apply(ops, inputs.get("input")));
      }
    };
  }

  /** What the class's Javadoc shows. */
  @Test
  void isMadeAndCalledAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    PatchEmbedding patches = PatchEmbedding.create(parameters.at("patches"), 1, 8, 8, 2, 16);
    INDArray tokens = patches.apply(Nd4j.rand(DataType.FLOAT, 3, 1, 8, 8));
    assertArrayEquals(new long[] {3, 16, 16}, tokens.shape());
    assertEquals(16, patches.tokens());
    assertEquals(80, parameters.count());
    assertEquals("[patches.weight, patches.bias]", parameters.paths().toString());
  }

  /** A token that is the sum of its patch: 2 x 3 patches of 2 x 2, row by row. */
  @Test
  void worksOutAnExampleByHand() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    PatchEmbedding sums = PatchEmbedding.create(parameters, 1, 4, 6, 2, 1);
    parameters.get("weight").assign(1);
    INDArray picture = Nd4j.arange(24).castTo(DataType.DOUBLE).reshape(1, 1, 4, 6);
    INDArray expected = Nd4j.createFromArray(14.0, 22, 30, 62, 70, 78).reshape(1, 6, 1);
    assertClose(expected, sums.apply(picture), "sums of the patches");
  }

  /** Uniform in +-sqrt(6 / (C P P + D)), as a linear map's. */
  @Test
  void startsAsALinearMap() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    PatchEmbedding.create(parameters, 3, 8, 8, 4, 32);
    double most = parameters.get("weight").amaxNumber().doubleValue();
    double bound = Math.sqrt(6.0 / (3 * 4 * 4 + 32));
    assertTrue(most <= bound && most > 0.99 * bound, most + " of " + bound);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("input is null, expected (B, C, H, W)", null),
        Arguments.of("input has rank 3, expected 4", Nd4j.ones(DataType.FLOAT, 3, 4, 6)),
        Arguments.of(
            "input axis 1 (C) is 1, expected 3 to match the embedding's channels",
            Nd4j.ones(DataType.FLOAT, 2, 1, 4, 6)),
        Arguments.of(
            "input axis 2 (H) is 6, expected 4 to match the embedding's height",
            Nd4j.ones(DataType.FLOAT, 2, 3, 6, 6)),
        Arguments.of(
            "input axis 3 (W) is 4, expected 6 to match the embedding's width",
            Nd4j.ones(DataType.FLOAT, 2, 3, 4, 4)),
        Arguments.of(
            "input is DOUBLE, expected FLOAT to match the parameters",
            Nd4j.ones(DataType.DOUBLE, 2, 3, 4, 6)));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(String message, INDArray input) {
    PatchEmbedding patches =
        PatchEmbedding.create(Parameters.seeded(DataType.FLOAT, 1), 3, 4, 6, 2, 5);
    ShapeException refusal = assertThrows(ShapeException.class, () -> patches.apply(input));
    assertEquals("patchEmbedding: " + message, refusal.getMessage().lines().findFirst().get());
  }

  static Stream<Arguments> badSizes() {
    return Stream.of(
        Arguments.of("channels is 0, expected at least 1", new long[] {0, 4, 4, 2, 3}),
        Arguments.of("height is 0, expected at least 1", new long[] {1, 0, 4, 2, 3}),
        Arguments.of("width is -4, expected at least 1", new long[] {1, 4, -4, 2, 3}),
        Arguments.of("patch is 0, expected at least 1", new long[] {1, 4, 4, 0, 3}),
        Arguments.of("modelDim is 0, expected at least 1", new long[] {1, 4, 4, 2, 0}),
        Arguments.of(
            "height 5 is not divisible by patch 2; choose patch from 1, 5",
            new long[] {1, 5, 4, 2, 3}),
        Arguments.of(
            "width 9 is not divisible by patch 2; choose patch from 1, 3, 9",
            new long[] {1, 4, 9, 2, 3}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badSizes")
  void refusesBadSizes(String message, long[] sizes) {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                PatchEmbedding.create(
                    parameters, sizes[0], sizes[1], sizes[2], sizes[3], sizes[4]));
    assertEquals("patchEmbedding: " + message, refusal.getMessage());
    assertTrue(parameters.paths().isEmpty(), "nothing was added");
  }
}
