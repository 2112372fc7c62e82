package io.github.attention4j.param;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How a parameter starts. The numbers come from {@link Random} with the caller's seed, so that they
 * are the same on every machine and backend, and in FLOAT the rounded ones of DOUBLE.
 */
@FunctionalInterface
public interface Initializer {

  /** One number, given the number of inputs and of outputs that the parameter connects. */
  double next(Random random, long inputs, long outputs);

  /** Zeros. */
  Initializer ZEROS = (random, inputs, outputs) -> 0;

  /** The standard normal distribution, as PyTorch's {@code Embedding} starts. */
  Initializer NORMAL = (random, inputs, outputs) -> random.nextGaussian();

  /**
   * Uniform in {@code +-sqrt(6 / (inputs + outputs))}, PyTorch's {@code xavier_uniform_}.
   *
   * <p>Source: Glorot and Bengio 2010, "Understanding the difficulty of training deep feedforward
   * neural networks", section 4.2.1, equation 16.
   */
  Initializer XAVIER_UNIFORM =
      (random, inputs, outputs) ->
          (2 * random.nextDouble() - 1) * Math.sqrt(6.0 / (inputs + outputs));

  /**
   * A new array.
   *
   * @param sizes {@code (outputs, inputs, ...)}, as PyTorch stores a weight; further axes (a
   *     convolution's window) multiply both
   */
  default INDArray create(DataType type, Random random, long... sizes) {
    long window = 1;
    for (int axis = 2; axis < sizes.length; axis++) {
      window *= sizes[axis];
    }
    long outputs = sizes[0] * window;
    long inputs = sizes.length < 2 ? outputs : sizes[1] * window;
    INDArray array = Nd4j.create(DataType.DOUBLE, sizes);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, next(random, inputs, outputs));
    }
    return array.castTo(type);
  }
}
