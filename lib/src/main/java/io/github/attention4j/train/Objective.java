package io.github.attention4j.train;

import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;

/**
 * What training makes small: the loss of a batch, as a function of the parameters.
 *
 * @param <B> what a batch is
 */
@FunctionalInterface
public interface Objective<B> {

  /**
   * Computes the loss on the tape of this step.
   *
   * <p>Arrays made here live in the step's workspace and are gone after it; {@code detach()} gives
   * a copy that stays.
   *
   * @return the loss, a single number
   */
  Tensor loss(TapeOps ops, B batch);
}
