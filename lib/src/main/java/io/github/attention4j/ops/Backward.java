package io.github.attention4j.ops;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How an operation passes a gradient back, from its result to its inputs. See {@link
 * TapeOps#record}.
 */
@FunctionalInterface
public interface Backward {

  /**
   * The gradients of the inputs. It writes neither to its argument nor to what the operation
   * computed with; it may return its argument or a view of it.
   *
   * @param gradient how the loss changes with the result, of the result's shape
   * @return how the loss changes with each input, in order and of its shape; null where an input
   *     has no gradient
   */
  INDArray[] gradients(INDArray gradient);
}
