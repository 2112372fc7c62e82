package io.github.attention4j.ops;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Several operations computed in one go on arrays, and their gradient, likewise: see {@link
 * TensorOps#fused}.
 */
public interface Fused {

  /** What was computed. */
  INDArray output();

  /**
   * How a loss changes with the inputs, which must hold what they held.
   *
   * @param outputGradient how the loss changes with the output, of its shape and type; it is not
   *     written to
   * @return one array for each input, of its shape
   */
  INDArray[] gradients(INDArray outputGradient);
}
