package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.score.ScaledDot;
import io.github.attention4j.score.ScoreFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ScaledDotGradientTest {
  private static final List<DataType> TYPES = List.of(DataType.DOUBLE, DataType.FLOAT);

  static Stream<Arguments> goldenCases() {
    return GoldenCase.read("scaled_dot").stream()
        .flatMap(golden -> TYPES.stream().map(type -> Arguments.of(golden, type)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("goldenCases")
  void agreesWithPyTorch(GoldenCase golden, DataType type) {
    Map<String, INDArray> tensors = new LinkedHashMap<>();
    golden.tensors().forEach((name, array) -> tensors.put(name, array.castTo(type)));
    ScaledDotGradient gradient =
        ScaledDotGradient.of(
            tensors.get("query"),
            tensors.get("key"),
            tensors.get("value"),
            Subject.mask(NdArrayOps.eager(), tensors, golden.options()),
            tensors.get("outputGradient"));
    assertClose(golden.tensors().get("queryGradient"), gradient.query(), "query");
    assertClose(golden.tensors().get("keyGradient"), gradient.key(), "key");
    assertClose(golden.tensors().get("valueGradient"), gradient.value(), "value");
    assertEquals(type, gradient.scores().dataType());
  }

  /** Of the scores too, which the golden cases do not tell; under a mask. */
  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void agreesWithSameDiff(int rank) {
    INDArray query = random(1, rank, 3, 4);
    INDArray key = random(2, rank, 5, 4);
    INDArray value = random(3, rank, 5, 6);
    INDArray outputGradient = random(4, rank, 3, 6);
    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    SDVariable zeros = ops.parameter("zeros", random(5, rank, 3, 5).mul(0));
    ScoreFunction shifted = new ShiftedByZeros(zeros);
    SDVariable output =
        new Attention(shifted)
            .attend(
                ops,
                ops.parameter("query", query),
                ops.parameter("key", key),
                ops.parameter("value", value),
                Mask.causal())
            .output();
    SDVariable loss = output.mul(ops.constant(outputGradient)).sum();
    ops.graph().setLossVariables(loss.name());
    Interpreter.buildGradients(ops.graph());
    Map<String, INDArray> expected =
        ops.graph().calculateGradients(Map.of(), "query", "key", "value", "zeros");
    ScaledDotGradient gradient =
        ScaledDotGradient.of(query, key, value, Mask.causal(), outputGradient);
    assertClose(expected.get("query"), gradient.query(), "query");
    assertClose(expected.get("key"), gradient.key(), "key");
    assertClose(expected.get("value"), gradient.value(), "value");
    assertClose(expected.get("zeros"), gradient.scores(), "scores");
  }

  /** The scores plus zeros, whose gradient is that of the scores. */
  private record ShiftedByZeros(SDVariable zeros) implements ScoreFunction {
    @Override
    public String name() {
      return "shifted";
    }

    @Override
    @SuppressWarnings("unchecked") // the test calls it in a graph only
    public <T> T scores(TensorOps<T> ops, T query, T key) {
      return ops.add(new ScaledDot().scores(ops, query, key), (T) zeros);
    }
  }

  private static INDArray random(long seed, int rank, long length, long dim) {
    Random random = new Random(seed);
    INDArray array =
        Nd4j.create(
            DataType.DOUBLE,
            rank == 3 ? new long[] {2, length, dim} : new long[] {2, 3, length, dim});
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextGaussian());
    }
    return array;
  }

  /** Weights 1/2 and 1/2, values 1 and 3, dO = 1: dA = (1, 3), dS = (-1/2, 1/2). */
  @Test
  void worksOutAnExampleByHand() {
    INDArray query = Nd4j.create(new double[][][] {{{0, 0}}});
    INDArray key = Nd4j.create(new double[][][] {{{1, 0}, {0, 1}}});
    INDArray value = Nd4j.create(new double[][][] {{{1}, {3}}});
    INDArray outputGradient = Nd4j.create(new double[][][] {{{1}}});
    ScaledDotGradient gradient =
        ScaledDotGradient.of(query, key, value, Mask.all(), outputGradient);
    double half = 0.5;
    double scaled = half / Math.sqrt(2);
    assertClose(Nd4j.create(new double[][][] {{{-half, half}}}), gradient.scores(), "scores");
    assertClose(Nd4j.create(new double[][][] {{{-scaled, scaled}}}), gradient.query(), "query");
    assertClose(Nd4j.zeros(DataType.DOUBLE, 1, 2, 2), gradient.key(), "key");
    assertClose(Nd4j.create(new double[][][] {{{half}, {half}}}), gradient.value(), "value");
  }

  /** Scores that are too large stop learning. */
  @Test
  void vanishesWhereTheWeightsAreOneHot() {
    INDArray query = Nd4j.create(new double[][][] {{{1e3, 0}}});
    INDArray key = Nd4j.create(new double[][][] {{{1, 0}, {0, 1}}});
    INDArray value = Nd4j.create(new double[][][] {{{1}, {3}}});
    INDArray outputGradient = Nd4j.create(new double[][][] {{{1}}});
    ScaledDotGradient gradient =
        ScaledDotGradient.of(query, key, value, Mask.all(), outputGradient);
    assertEquals(0, gradient.scores().amaxNumber().doubleValue(), 1e-300);
  }

  static Stream<Arguments> refusals() {
    INDArray query = Nd4j.ones(DataType.FLOAT, 2, 3, 4);
    INDArray outputGradient = Nd4j.ones(DataType.FLOAT, 2, 3, 6);
    return Stream.of(
        Arguments.of("outputGradient is null, expected (B, Tq, Dv)", query, null),
        Arguments.of("query is null, expected (B, Tq, Dk)", null, outputGradient),
        Arguments.of("outputGradient axis 2 (Dv) is 4, expected 6 to match value", query, query),
        Arguments.of(
            "outputGradient axis 1 (Tq) is 5, expected 3 to match query",
            query,
            Nd4j.ones(DataType.FLOAT, 2, 5, 6)),
        Arguments.of(
            "outputGradient is DOUBLE, expected FLOAT to match query",
            query,
            outputGradient.castTo(DataType.DOUBLE)));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(String message, INDArray query, INDArray outputGradient) {
    INDArray key = Nd4j.ones(DataType.FLOAT, 2, 5, 4);
    INDArray value = Nd4j.ones(DataType.FLOAT, 2, 5, 6);
    ShapeException refusal =
        assertThrows(
            ShapeException.class,
            () -> ScaledDotGradient.of(query, key, value, Mask.all(), outputGradient));
    assertEquals("scaledDotProduct: " + message, refusal.getMessage().lines().findFirst().get());
  }
}
