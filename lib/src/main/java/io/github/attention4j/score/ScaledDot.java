package io.github.attention4j.score;

import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;

/**
 * The dot-product score, divided by the square root of the width.
 *
 * <pre>{@code
 * score(q, k) = q . k / sqrt(Dk)          scores = Q K^T / sqrt(Dk)
 * }</pre>
 *
 * <p>If the features of q and k are independent with mean 0 and variance 1, then q . k has variance
 * Dk; the division brings it back to 1 and keeps softmax away from where its gradient vanishes.
 *
 * <p>Shapes: {@code (B, Tq, Dk), (B, Tk, Dk) -> (B, Tq, Tk)}, the same with heads.
 *
 * <p>Cost: {@code 2 B Tq Tk Dk} floating-point operations; no parameters.
 *
 * <p>Compare: the score inside PyTorch's {@code scaled_dot_product_attention}; Keras' {@code
 * Attention} has no fixed scale, its {@code use_scale=True} learns one.
 *
 * <p>Source: Vaswani et al. 2017, "Attention Is All You Need", section 3.2.1, equation 1 and
 * footnote 4.
 */
public final class ScaledDot implements ScoreFunction {

  @Override
  public String name() {
    return "scaledDotProduct";
  }

  @Override
  public <T> T scores(TensorOps<T> ops, T query, T key) {
    int last = ops.shape(key).rank() - 1;
    long keyDim = Sizes.known(name(), "key axis " + last + " (Dk)", ops.shape(key).size(last));
    return ops.scale(ops.matmulTransposed(query, key), 1 / Math.sqrt(keyDim)); // (B, Tq, Tk)
  }
}
