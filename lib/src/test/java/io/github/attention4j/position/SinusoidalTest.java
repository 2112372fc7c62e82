package io.github.attention4j.position;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GoldenCase;
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

class SinusoidalTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return Sinusoidal.class;
  }

  @Override
  protected String golden() {
    return "sinusoidal_positions";
  }

  @Override
  protected int goldenCases() {
    return 6;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", Sinusoidal.apply(ops, inputs.get("input")));
      }
    };
  }

  @Test
  void tablesAgreeWithPyTorch() {
    for (GoldenCase golden : GoldenCase.read(golden())) {
      INDArray positions = golden.tensors().get("positions");
      INDArray table = Sinusoidal.table(positions.size(0), positions.size(1));
      assertClose(positions, table, golden.name());
    }
  }

  /** The example of the class's Javadoc; and an odd width ends with a sine. */
  @Test
  void worksOutAnExampleByHand() {
    INDArray expected =
        Nd4j.create(new double[][] {{0, 1, 0, 1}, {0.8415, 0.5403, 0.0100, 0.9999}});
    assertClose(expected, Sinusoidal.table(2, 4), 1e-4, "as printed");
    double third = 2 / Math.pow(10000, 2.0 / 3);
    INDArray odd = Nd4j.createFromArray(Math.sin(2), Math.cos(2), Math.sin(third));
    assertClose(odd, Sinusoidal.table(3, 3).getRow(2), "odd");
  }

  /** A late position in FLOAT is as exact as an early one. */
  @Test
  void latePositionsAreExact() {
    INDArray table = Sinusoidal.table(100_001, 2).getRow(100_000);
    assertClose(Nd4j.createFromArray(Math.sin(1e5), Math.cos(1e5)), table, "DOUBLE");
    INDArray zeros = Nd4j.zeros(DataType.FLOAT, 1, 100_001, 2);
    INDArray added = Sinusoidal.apply(zeros).slice(0).getRow(100_000);
    assertEquals(DataType.FLOAT, added.dataType());
    assertClose(Nd4j.createFromArray(Math.sin(1e5), Math.cos(1e5)), added, 1e-7, "FLOAT");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("input is null, expected (B, T, D)", null),
        Arguments.of("input has rank 2, expected 3", Nd4j.ones(2, 3)),
        Arguments.of(
            "input axis 1 (T) is 0, expected at least 1", Nd4j.create(DataType.FLOAT, 2, 0, 3)),
        Arguments.of(
            "input is LONG, expected FLOAT or DOUBLE", Nd4j.ones(DataType.INT64, 2, 3, 4)));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(String message, INDArray input) {
    ShapeException refusal = assertThrows(ShapeException.class, () -> Sinusoidal.apply(input));
    assertEquals("sinusoidal: " + message, refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void refusesEmptyTables() {
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> Sinusoidal.table(0, 4));
    assertEquals("sinusoidal: length is 0, expected at least 1", refusal.getMessage());
    refusal = assertThrows(IllegalArgumentException.class, () -> Sinusoidal.table(4, -1));
    assertEquals("sinusoidal: modelDim is -1, expected at least 1", refusal.getMessage());
  }

  @Test
  void refusesAnOpenWidth() {
    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    SDVariable open = ops.placeholder("input", DataType.FLOAT, -1, 3, -1);
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> Sinusoidal.apply(ops, open));
    assertEquals(
        "sinusoidal: input axis 2 (D) is not known,"
            + " expected a number where the placeholder is declared",
        refusal.getMessage());
  }
}
