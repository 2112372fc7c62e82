package io.github.attention4j.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares arrays; every tolerance of the tests stands here. */
public final class Close {
  /** Against PyTorch and between interpreters, relative to the largest expected number or 1. */
  public static final double DOUBLE = 1e-10;

  /** The same in FLOAT. */
  public static final double FLOAT = 1e-5;

  /** Against central differences with a step of 1e-5 in DOUBLE: their own error is about 1e-9. */
  public static final double CENTRAL_DIFFERENCES = 1e-7;

  /** Between the fused path and the definition, in FLOAT. */
  public static final double FUSED = 2e-6;

  private Close() {}

  /** The tolerance of a data type. */
  public static double tolerance(DataType type) {
    return type == DataType.DOUBLE ? DOUBLE : FLOAT;
  }

  /** Asserts equal shapes, and elements equal within the tolerance of the actual data type. */
  public static void assertClose(INDArray expected, INDArray actual, String what) {
    assertClose(expected, actual, tolerance(actual.dataType()), what);
  }

  /** Asserts equal shapes and elements; a failure names the worst element. */
  public static void assertClose(
      INDArray expected, INDArray actual, double tolerance, String what) {
    assertArrayEquals(expected.shape(), actual.shape(), () -> what + ": shape");
    double[] wanted = elements(expected);
    double[] found = elements(actual);
    double scale = Math.max(1, Arrays.stream(wanted).map(Math::abs).max().orElse(1));
    int worst = -1;
    double worstError = tolerance * scale;
    for (int i = 0; i < wanted.length; i++) {
      double error = Math.abs(wanted[i] - found[i]);
      if (!(error <= worstError)) {
        worst = i;
        worstError = Double.isNaN(error) ? Double.MAX_VALUE : error;
      }
    }
    if (worst >= 0) {
      String place = " of " + Arrays.toString(expected.shape()) + " " + actual.dataType();
      assertEquals(wanted[worst], found[worst], what + ": worst is element " + worst + place);
    }
  }

  /** All elements in row-major order. */
  public static double[] elements(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
  }
}
