package io.github.attention4j.peers;

import org.bytedeco.pytorch.Tensor;

/** Weights from scores, written out; the part that all score functions share. */
final class Softmax {

  private Softmax() {}

  /**
   * The softmax of the scores over the keys.
   *
   * @param mask 1 = may attend, or null; a row without a 1 gets zero weights
   */
  static Tensor weights(Tensor scores, Tensor mask) {
    if (mask == null) {
      return scores.softmax(-1);
    }
    // The lowest finite number instead of -infinity: a row of it has a softmax, and no gradient.
    Tensor masked = scores.masked_fill(Masks.forbidden(mask), Tensors.scalar(-Double.MAX_VALUE));
    return masked.softmax(-1).mul(mask);
  }

  /** Softmax and aggregation. */
  static Result attend(Tensor scores, Tensor value, Tensor mask) {
    Tensor weights = weights(scores, mask);
    return new Result(weights.matmul(value)).with("weights", weights);
  }
}
