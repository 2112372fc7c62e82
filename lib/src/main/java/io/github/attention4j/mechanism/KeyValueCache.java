package io.github.attention4j.mechanism;

import io.github.attention4j.ops.TensorOps;
import java.util.Objects;

/**
 * Keys and values that a {@link MultiHeadAttention} has projected already, kept for the positions
 * to come: whoever decodes word by word projects each word once instead of once for every later
 * word, and gets the same numbers as from the whole sequence under {@link
 * io.github.attention4j.mask.Mask#causal}.
 *
 * <pre>{@code
 * cache_t  = [cache_(t-1); x_t Wk, x_t Wv]
 * output_t = attention(x_t Wq, cache_t)
 * }</pre>
 *
 * <p>Shapes: keys {@code (B, H, T, headKeyDim)} and values {@code (B, H, T, headValueDim)}, grown
 * along T; all sequences of a batch are equally long. Immutable: a step gives a new cache and
 * leaves the old one, so that several continuations of one beginning can share it, as in {@link
 * io.github.attention4j.decode.BeamSearch}.
 *
 * <p>Cost: memory for {@code B H T (headKeyDim + headValueDim)} numbers; a step copies as many, and
 * saves {@code 4 D^2} floating-point operations for every earlier position, and the rest of what a
 * block does with it.
 *
 * <p>Compare: {@code past_key_values} in Hugging Face's transformers; PyTorch's {@code
 * MultiheadAttention} and Keras have none.
 *
 * <p>Source: Shazeer 2019, "Fast Transformer Decoding: One Write-Head is All You Need", section
 * 2.4.
 *
 * <pre>{@code
 * KeyValueCache<INDArray> cache = KeyValueCache.empty();
 * for (INDArray word : words) { // each (B, 1, D)
 *   KeyValueCache<INDArray> own = attention.project(ops, word, word);
 *   cache = cache.then(ops, own);
 *   INDArray output = attention.output(ops, word, cache, Mask.all()); // (B, 1, D)
 * }
 * }</pre>
 *
 * @param keys null where the cache is empty
 * @param values null where the cache is empty
 */
public record KeyValueCache<T>(T keys, T values) {

  /** The cache before the first position. */
  public static <T> KeyValueCache<T> empty() {
    return new KeyValueCache<>(null, null);
  }

  /** The number of positions, T; below zero where a graph does not know it yet. */
  public long length(TensorOps<T> ops) {
    return keys == null ? 0 : ops.shape(keys).size(2);
  }

  /**
   * This cache and behind it the positions of another.
   *
   * @throws io.github.attention4j.ops.ShapeException if the two do not fit
   */
  public KeyValueCache<T> then(TensorOps<T> ops, KeyValueCache<T> newer) {
    Objects.requireNonNull(newer, "newer");
    if (keys == null || newer.keys == null) {
      return keys == null ? newer : this;
    }
    return new KeyValueCache<>(
        ops.concat(keys, newer.keys, 2), ops.concat(values, newer.values, 2));
  }
}
