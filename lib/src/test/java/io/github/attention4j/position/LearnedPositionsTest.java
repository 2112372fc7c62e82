package io.github.attention4j.position;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LearnedPositionsTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return LearnedPositions.class;
  }

  @Override
  protected String golden() {
    return "learned_positions";
  }

  @Override
  protected int goldenCases() {
    return 4;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    long length = Long.parseLong(options.get("positions"));
    LearnedPositions positions =
        LearnedPositions.create(parameters, length, tensors.get("input").size(-1));
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", positions.apply(ops, inputs.get("input")));
      }
    };
  }

  /** What the class's Javadoc shows. */
  @Test
  void isMadeAndCalledAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    LearnedPositions positions = LearnedPositions.create(parameters.at("positions"), 8, 6);
    INDArray rows = positions.apply(Nd4j.zeros(DataType.FLOAT, 2, 5, 6));
    assertArrayEquals(new long[] {2, 5, 6}, rows.shape());
    for (int t = 0; t < 5; t++) {
      assertClose(positions.weight().getRow(t), rows.slice(0).getRow(t), "first, row " + t);
      assertClose(positions.weight().getRow(t), rows.slice(1).getRow(t), "second, row " + t);
    }
    assertEquals("[positions.weight]", parameters.paths().toString());
    assertEquals(48, parameters.count());
  }

  @Test
  void startsSmall() {
    INDArray weight =
        LearnedPositions.create(Parameters.seeded(DataType.DOUBLE, 1), 100, 100).weight();
    assertTrue(Math.abs(weight.stdNumber().doubleValue() - 0.02) < 0.0005, "deviation");
    assertTrue(Math.abs(weight.meanNumber().doubleValue()) < 0.0005, "mean");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("input is null, expected (B, T, D)", null),
        Arguments.of("input has rank 2, expected 3", Nd4j.ones(DataType.FLOAT, 4, 3)),
        Arguments.of(
            "input axis 1 (T) is 5, expected at most 4 to match the positions",
            Nd4j.ones(DataType.FLOAT, 2, 5, 3)),
        Arguments.of(
            "input axis 2 (D) is 2, expected 3 to match modelDim",
            Nd4j.ones(DataType.FLOAT, 2, 4, 2)),
        Arguments.of(
            "input is DOUBLE, expected FLOAT to match the parameters",
            Nd4j.ones(DataType.DOUBLE, 2, 4, 3)));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(String message, INDArray input) {
    LearnedPositions positions =
        LearnedPositions.create(Parameters.seeded(DataType.FLOAT, 1), 4, 3);
    ShapeException refusal = assertThrows(ShapeException.class, () -> positions.apply(input));
    assertEquals("learnedPositions: " + message, refusal.getMessage().lines().findFirst().get());
  }

  /** A graph refuses a longer sequence when it is fed. */
  @Test
  void aGraphRefusesALongerSequence() {
    LearnedPositions positions =
        LearnedPositions.create(Parameters.seeded(DataType.FLOAT, 1), 4, 3);
    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    SDVariable output = positions.apply(ops, ops.placeholder("input", DataType.FLOAT, -1, -1, 3));
    Map<String, INDArray> longer = Map.of("input", Nd4j.ones(DataType.FLOAT, 2, 5, 3));
    ShapeException refusal = assertThrows(ShapeException.class, () -> ops.output(longer, output));
    assertEquals(
        "learnedPositions: input axis 1 (T) is 5, expected at most 4 to match the positions",
        refusal.getMessage().lines().findFirst().get());
    Map<String, INDArray> shorter = Map.of("input", Nd4j.ones(DataType.FLOAT, 2, 3, 3));
    assertArrayEquals(new long[] {2, 3, 3}, ops.output(shorter, output).get(output.name()).shape());
  }

  @Test
  void refusesBadSizes() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> LearnedPositions.create(parameters, 0, 4));
    assertEquals("learnedPositions: length is 0, expected at least 1", refusal.getMessage());
    refusal =
        assertThrows(
            IllegalArgumentException.class, () -> LearnedPositions.create(parameters, 4, 0));
    assertEquals("learnedPositions: modelDim is 0, expected at least 1", refusal.getMessage());
  }
}
