package io.github.attention4j.train;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The Euclidean norm over all gradients together, as if they were one long vector. */
final class GradientNorm {
  private GradientNorm() {}

  /** The root of the sum of all squares; NaN or infinite if a gradient is. */
  static double of(Map<String, INDArray> gradients) {
    double squares = 0;
    for (INDArray gradient : gradients.values()) {
      double norm = norm(gradient);
      squares += norm * norm;
    }
    return Math.sqrt(squares);
  }

  /** The first gradient's path that has an element which is NaN or infinite, null if none has. */
  static String firstNotFinite(Map<String, INDArray> gradients) {
    for (Map.Entry<String, INDArray> gradient : gradients.entrySet()) {
      if (!Double.isFinite(norm(gradient.getValue()))) {
        return gradient.getKey();
      }
    }
    return null;
  }

  private static double norm(INDArray gradient) {
    double norm = gradient.norm2Number().doubleValue();
    boolean mayOverflow = !Double.isFinite(norm) && gradient.dataType() == DataType.FLOAT;
    return mayOverflow ? gradient.castTo(DataType.DOUBLE).norm2Number().doubleValue() : norm;
  }
}
