package io.github.attention4j.train;

import io.github.attention4j.kernel.FusedNorm;
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
      squares += squares(gradient);
    }
    return Math.sqrt(squares);
  }

  /** The first gradient's path that has an element which is NaN or infinite, null if none has. */
  static String firstNotFinite(Map<String, INDArray> gradients) {
    for (Map.Entry<String, INDArray> gradient : gradients.entrySet()) {
      if (!Double.isFinite(squares(gradient.getValue()))) {
        return gradient.getKey();
      }
    }
    return null;
  }

  private static double squares(INDArray gradient) {
    if (FusedNorm.takes(gradient)) {
      return FusedNorm.squares(gradient);
    }
    double norm = gradient.castTo(DataType.DOUBLE).norm2Number().doubleValue();
    return norm * norm;
  }
}
