package io.github.attention4j.score;

import io.github.attention4j.ops.TensorOps;

/**
 * The dot-product score.
 *
 * <pre>{@code
 * score(q, k) = q . k          scores = Q K^T
 * }</pre>
 *
 * <p>Shapes: {@code (B, Tq, Dk), (B, Tk, Dk) -> (B, Tq, Tk)}, the same with heads.
 *
 * <p>Cost: {@code 2 B Tq Tk Dk} floating-point operations; no parameters.
 *
 * <p>Compare: Keras {@code Attention(use_scale=False, score_mode="dot")}; in PyTorch {@code
 * scaled_dot_product_attention(scale=1.0)}.
 *
 * <p>Source: Luong, Pham and Manning 2015, "Effective Approaches to Attention-based Neural Machine
 * Translation", section 3.1, equation 8 ("dot").
 */
public final class Dot implements ScoreFunction {

  @Override
  public String name() {
    return "dotProduct";
  }

  @Override
  public <T> T scores(TensorOps<T> ops, T query, T key) {
    return ops.matmulTransposed(query, key); // (B, Tq, Tk)
  }
}
