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

  /**
   * The same where some gradients are asked for, and the others may be left out.
   *
   * @param wanted which, as many as there are inputs; it is not written to
   * @return one array for each input that is wanted; for others perhaps null
   */
  default INDArray[] gradients(INDArray outputGradient, boolean[] wanted) {
    return gradients(outputGradient);
  }
}
