package io.github.attention4j.score;

import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.TensorOps;

/**
 * Compares every query with every key: {@code (B, Tq, Dk), (B, Tk, Dk) -> (B, Tq, Tk)}, the same
 * with heads {@code (B, H, .., ..)}. A score function only compares; {@link
 * io.github.attention4j.mechanism.Attention} masks, normalises and averages.
 */
public interface ScoreFunction {
  /** The name that error messages start with, such as {@code scaledDotProduct}. */
  String name();

  /**
   * What attention with this score takes: query, key, value, in this order. The default asks for
   * query and key of the same width.
   */
  default Signature signature() {
    return Signature.of(name())
        .argument("query", "B", "H?", "Tq", "Dk")
        .argument("key", "B", "H?", "Tk", "Dk")
        .argument("value", "B", "H?", "Tk", "Dv")
        .hint("Tk", Widths.ONE_VALUE_PER_KEY)
        .hint("Dk", "query and key are compared feature by feature; project both to the same Dk");
  }

  /**
   * The scores of every query against every key.
   *
   * @param ops the interpreter
   * @param query {@code (B, Tq, Dk)} or {@code (B, H, Tq, Dk)}
   * @param key {@code (B, Tk, Dk)} or {@code (B, H, Tk, Dk)}
   * @return {@code (B, Tq, Tk)} or {@code (B, H, Tq, Tk)}
   */
  <T> T scores(TensorOps<T> ops, T query, T key);
}
