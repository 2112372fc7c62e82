package io.github.attention4j.ops;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What dropout multiplies by: 0, or 1 divided by the probability to stay. */
final class DropoutMask {
  private DropoutMask() {}

  /** A mask of a tensor's shape; one number is drawn per element, in row-major order. */
  static INDArray draw(TensorShape shape, double probability, RandomGenerator random) {
    double stay = toStay(probability);
    double[] factors =
        new double[Math.toIntExact(Arrays.stream(shape.sizes()).reduce(1, Math::multiplyExact))];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextDouble() < stay ? 1 / stay : 0;
    }
    return Nd4j.createFromArray(factors).castTo(shape.type()).reshape(shape.sizes());
  }

  /**
   * The probability to stay.
   *
   * @throws IllegalArgumentException if the probability to become 0 is not from 0 to below 1
   */
  static double toStay(double probability) {
    if (!(probability >= 0 && probability < 1)) {
      String line = "probability is " + probability + ", expected from 0 to below 1";
      throw new IllegalArgumentException("dropout: " + line);
    }
    return 1 - probability;
  }
}
