package io.github.attention4j.mechanism;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
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

class CrossAttentionTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return CrossAttention.class;
  }

  @Override
  protected String golden() {
    return "cross_attention";
  }

  @Override
  protected int goldenCases() {
    return 6;
  }

  /** The projections of a golden case. */
  static ProjectionOptions projections(Map<String, INDArray> tensors) {
    INDArray output = tensors.get("outputProjection.weight");
    ProjectionOptions options =
        ProjectionOptions.of(
                tensors.get("keyProjection.weight").size(0),
                tensors.get("valueProjection.weight").size(0))
            .withOutputDim(output == null ? 0 : output.size(0));
    return tensors.containsKey("queryProjection.bias") ? options : options.withoutBias();
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    CrossAttention attention =
        CrossAttention.create(
            parameters,
            tensors.get("query").size(-1),
            tensors.get("context").size(-1),
            projections(tensors));
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        Mask<T> mask = Subject.mask(ops, inputs, options);
        T query = inputs.get("query");
        T context = inputs.get("context");
        return Subject.results(
            attention.attend(ops, query, context, mask),
            attention.output(ops, query, context, mask));
      }
    };
  }

  /** What the class's Javadoc shows. */
  @Test
  void shapesAreAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    CrossAttention attention =
        CrossAttention.create(parameters.at("caption"), 6, 9, ProjectionOptions.of(4, 7));
    INDArray words = Nd4j.rand(DataType.FLOAT, 1, 3, 6);
    INDArray cells = Nd4j.rand(DataType.FLOAT, 1, 5, 9);
    AttentionResult<INDArray> result = attention.attend(words, cells);
    assertArrayEquals(new long[] {1, 3, 7}, result.output().shape());
    assertArrayEquals(new long[] {1, 3, 5}, result.weights().shape());
    assertEquals(result.weights(), attention.attend(words, cells, Mask.padding(5)).weights());
  }

  static Stream<Arguments> refusals() {
    INDArray query = Nd4j.ones(DataType.FLOAT, 2, 3, 6);
    INDArray context = Nd4j.ones(DataType.FLOAT, 2, 5, 9);
    return Stream.of(
        Arguments.of("query is null, expected (B, Tq, D)", null, context),
        Arguments.of("context is null, expected (B, Tk, Dc)", query, null),
        Arguments.of(
            "context axis 2 (Dc) is 6, expected 9 to match contextDim",
            query,
            Nd4j.ones(DataType.FLOAT, 2, 5, 6)),
        Arguments.of("query axis 2 (D) is 9, expected 6 to match queryDim", context, context),
        Arguments.of(
            "context axis 0 (B) is 1, expected 2 to match query",
            query,
            Nd4j.ones(DataType.FLOAT, 1, 5, 9)),
        Arguments.of("context has rank 2, expected 3 to match query", query, context.slice(0)),
        Arguments.of(
            "query is DOUBLE, expected FLOAT to match the parameters",
            query.castTo(DataType.DOUBLE),
            context),
        Arguments.of(
            "context is DOUBLE, expected FLOAT to match query",
            query,
            context.castTo(DataType.DOUBLE)));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(String message, INDArray query, INDArray context) {
    CrossAttention attention =
        CrossAttention.create(
            Parameters.seeded(DataType.FLOAT, 42), 6, 9, ProjectionOptions.of(4, 7));
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> attention.attend(query, context));
    assertEquals("crossAttention: " + message, refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void refusesEmptyWidths() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> CrossAttention.create(parameters, 6, 0, ProjectionOptions.of(4, 7)));
    assertEquals("crossAttention: contextDim is 0, expected at least 1", refusal.getMessage());
    refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> CrossAttention.create(parameters, 0, 6, ProjectionOptions.of(4, 7)));
    assertEquals("crossAttention: queryDim is 0, expected at least 1", refusal.getMessage());
  }
}
