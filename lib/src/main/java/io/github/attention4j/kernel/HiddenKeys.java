package io.github.attention4j.kernel;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.Indexer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A mask given element by element, turned round: for each key the queries that may not attend to
 * it, one bit each. The tiles hold one row for a key, too.
 */
final class HiddenKeys {
  private final int batches;
  private final int heads;
  private final int keys;
  private final boolean everyQuery;
  private final BitSet[] queries;

  private HiddenKeys(int batches, int heads, int keys, boolean everyQuery) {
    this.batches = batches;
    this.heads = heads;
    this.keys = keys;
    this.everyQuery = everyQuery;
    this.queries = new BitSet[Math.multiplyExact(Math.multiplyExact(batches, heads), keys)];
    Arrays.setAll(queries, i -> new BitSet());
  }

  /**
   * Reads a mask of zeros and ones.
   *
   * @param sizes the scores' shape, {@code (B, Tq, Tk)} or {@code (B, H, Tq, Tk)}
   * @return empty if it does not fit the scores, or holds anything else
   */
  static Optional<HiddenKeys> of(INDArray mask, long... sizes) {
    if (mask == null || mask.wasClosed() || !fits(mask.shape(), sizes)) {
      return Optional.empty();
    }
    int rank = mask.rank();
    int batches = rank > 2 ? (int) mask.size(0) : 1;
    int heads = rank > 3 ? (int) mask.size(1) : 1;
    int rows = (int) mask.size(rank - 2);
    int columns = (int) mask.size(rank - 1);
    HiddenKeys hidden = new HiddenKeys(batches, heads, columns, rows == 1);
    INDArray dense = mask.dup('c');
    Indexer elements = dense.data().indexer();
    long at = dense.data().offset();
    for (int plane = 0; plane < batches * heads; plane++) {
      for (int query = 0; query < rows; query++) {
        for (int key = 0; key < columns; key++) {
          double element = elements.getDouble(at++);
          if (element == 0) {
            hidden.queries[plane * columns + key].set(query);
          } else if (element != 1) {
            return Optional.empty();
          }
        }
      }
    }
    return Optional.of(hidden);
  }

  /** {@code (Tq, Tk)}, or the scores' rank; each axis of the scores' size or 1. */
  private static boolean fits(long[] mask, long[] scores) {
    boolean fits = mask.length == 2 || mask.length == scores.length;
    for (int i = 1; fits && i <= mask.length; i++) {
      long size = mask[mask.length - i];
      fits = size == 1 || size == scores[scores.length - i];
    }
    return fits;
  }

  /** Sets the scores of hidden keys to minus infinity, see {@link AllowedKeys#hide}. */
  void hide(
      float[] scores, int batch, int head, int firstKey, int rows, int firstQuery, int count) {
    int plane = (batches == 1 ? 0 : batch) * heads + (heads == 1 ? 0 : head);
    for (int row = 0; row < rows; row++) {
      BitSet bits = queries[plane * keys + (keys == 1 ? 0 : firstKey + row)];
      int from = everyQuery ? 0 : firstQuery;
      int to = everyQuery ? 1 : firstQuery + count;
      int shift = row * count - from;
      for (int bit = bits.nextSetBit(from); bit >= 0 && bit < to; ) {
        int clear = Math.min(to, bits.nextClearBit(bit));
        int end = everyQuery ? count : clear;
        Arrays.fill(scores, shift + bit, shift + end, Float.NEGATIVE_INFINITY);
        bit = bits.nextSetBit(clear);
      }
    }
  }
}
