package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.General;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SelfAttentionTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return SelfAttention.class;
  }

  @Override
  protected String golden() {
    return "self_attention";
  }

  @Override
  protected int goldenCases() {
    return 6;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    SelfAttention attention =
        SelfAttention.create(
            parameters, tensors.get("input").size(-1), CrossAttentionTest.projections(tensors));
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        Mask<T> mask = Subject.mask(ops, inputs, options);
        T input = inputs.get("input");
        return Subject.results(
            attention.attend(ops, input, mask), attention.output(ops, input, mask));
      }
    };
  }

  private static INDArray input() {
    return uniform(new Random(5), 1, 5, 6);
  }

  /** What the class's Javadoc shows. */
  @Test
  void shapesAreAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
    SelfAttention attention =
        SelfAttention.create(parameters.at("encoder"), 6, ProjectionOptions.of(4, 7));
    AttentionResult<INDArray> result = attention.attend(input(), Mask.causal());
    assertArrayEquals(new long[] {1, 5, 7}, result.output().shape());
    assertArrayEquals(new long[] {1, 5, 5}, result.weights().shape());
    assertEquals(4 * 6 + 4 + 4 * 6 + 4 + 7 * 6 + 7, parameters.count());
    assertTrue(parameters.paths().contains("encoder.query.weight"));
  }

  @Test
  void permutingTheSequencePermutesTheOutput() {
    SelfAttention attention =
        SelfAttention.create(Parameters.seeded(DataType.DOUBLE, 42), 6, ProjectionOptions.of(4, 7));
    int[] order = {3, 0, 4, 2, 1};
    INDArray input = input();
    INDArray permuted = input.dup('c');
    INDArray expected = attention.attend(input).output();
    INDArray output = expected.dup('c');
    for (int t = 0; t < order.length; t++) {
      permuted.slice(0).putRow(t, input.slice(0).getRow(order[t]));
      output.slice(0).putRow(t, expected.slice(0).getRow(order[t]));
    }
    assertClose(output, attention.attend(permuted).output(), "output");
  }

  @Test
  void takesAnyScore() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
    General score = General.create(parameters.at("score"), 4, 4);
    ProjectionOptions options = ProjectionOptions.of(4, 7).withScore(score);
    SelfAttention attention = SelfAttention.create(parameters, 6, options);
    INDArray before = attention.attend(input()).weights();
    parameters.get("score.weight").assign(0);
    INDArray even = attention.attend(input()).weights();
    assertClose(Nd4j.valueArrayOf(new long[] {1, 5, 5}, 0.2, DataType.DOUBLE), even, "weights");
    assertNotEquals(before, even);
  }

  static Stream<Arguments> refusals() {
    INDArray scores = Nd4j.ones(DataType.DOUBLE, 1, 5, 4);
    return Stream.of(
        Arguments.of("input is null, expected (B, T, D)", null, Mask.all()),
        Arguments.of("input has rank 2, expected 3", input().slice(0), Mask.all()),
        Arguments.of(
            "input axis 2 (D) is 5, expected 6 to match inputDim",
            Nd4j.ones(DataType.DOUBLE, 1, 3, 5),
            Mask.all()),
        Arguments.of(
            "input axis 1 (T) is 0, expected at least 1",
            Nd4j.create(DataType.DOUBLE, 1, 0, 6),
            Mask.all()),
        Arguments.of(
            "input is FLOAT, expected DOUBLE to match the parameters",
            input().castTo(DataType.FLOAT),
            Mask.all()),
        Arguments.of(
            "mask axis 2 (Tk) is 4, expected 1 or 5 to match scores", input(), Mask.of(scores)),
        Arguments.of("mask is null, expected a Mask; Mask.all() allows every key", input(), null));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(String message, INDArray input, Mask<INDArray> mask) {
    SelfAttention attention =
        SelfAttention.create(Parameters.seeded(DataType.DOUBLE, 42), 6, ProjectionOptions.of(4, 7));
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> attention.attend(input, mask));
    assertEquals("selfAttention: " + message, refusal.getMessage().lines().findFirst().get());
  }

  static Stream<Arguments> badWidths() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    ProjectionOptions good = ProjectionOptions.of(4, 7);
    return Stream.of(
        bad(
            "selfAttention: inputDim is 0, expected at least 1",
            () -> SelfAttention.create(parameters, 0, good)),
        bad("projections: keyDim is 0, expected at least 1", () -> ProjectionOptions.of(0, 7)),
        bad("projections: valueDim is -1, expected at least 1", () -> ProjectionOptions.of(4, -1)),
        bad("projections: outputDim is -1, expected at least 0", () -> good.withOutputDim(-1)),
        bad("score", () -> good.withScore(null)));
  }

  private static Arguments bad(String message, Runnable attempt) {
    return Arguments.of(message, attempt);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badWidths")
  void refusesBadWidths(String message, Runnable attempt) {
    assertEquals(message, assertThrows(RuntimeException.class, attempt::run).getMessage());
  }
}
