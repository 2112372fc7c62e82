package io.github.attention4j.kernel;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.Indexer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A mask that was given element by element, turned round: for each key the queries that may not
 * attend to it, one bit each. Tiles hold a row for a key, too.
 */
final class HiddenKeys {
  private final int batches; // 1 where all sequences share the mask; heads and keys likewise
  private final int heads;
  private final int keys;
  private final boolean sharedByQueries;
  private final BitSet[] queries; // of each sequence, head and key

  private HiddenKeys(int batches, int heads, int keys, boolean sharedByQueries) {
    this.batches = batches;
    this.heads = heads;
    this.keys = keys;
    this.sharedByQueries = sharedByQueries;
    this.queries = new BitSet[batches * heads * keys];
    Arrays.setAll(queries, i -> new BitSet());
  }

  /**
   * Reads a mask of zeros and ones.
   *
   * @param scores the scores' shape, {@code (B, Tq, Tk)} or {@code (B, H, Tq, Tk)}
   * @return nothing if it does not fit the scores, or holds anything else
   */
  static Optional<HiddenKeys> of(INDArray mask, long... scores) {
    if (mask == null || mask.wasClosed() || !fits(mask.shape(), scores)) {
      return Optional.empty();
    }
    int rank = mask.rank();
    int batches = rank > 2 ? (int) mask.size(0) : 1;
    int heads = rank > 3 ? (int) mask.size(1) : 1;
    int rows = (int) mask.size(rank - 2);
    int columns = (int) mask.size(rank - 1);
    HiddenKeys hidden = new HiddenKeys(batches, heads, columns, rows == 1);
    return hidden.read(mask.dup('c'), rows) ? Optional.of(hidden) : Optional.empty();
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

  /** False if an element is neither 0 nor 1. */
  private boolean read(INDArray mask, int rows) {
    Indexer elements = mask.data().indexer();
    long next = 0;
    for (int plane = 0; plane < batches * heads; plane++) {
      for (int query = 0; query < rows; query++) {
        for (int key = 0; key < keys; key++) {
          double element = elements.getDouble(next++);
          if (element == 0) {
            queries[plane * keys + key].set(query);
          } else if (element != 1) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Sets the scores of hidden keys to {@link AllowedKeys#HIDDEN}, see {@link AllowedKeys#hide}. */
  void hide(float[] scores, QueryBlock block, int firstKey, int rows) {
    int plane = (batches == 1 ? 0 : block.batch()) * heads + (heads == 1 ? 0 : block.head());
    for (int row = 0; row < rows; row++) {
      BitSet bits = queries[plane * keys + (keys == 1 ? 0 : firstKey + row)];
      int start = row * block.size();
      if (sharedByQueries) {
        int end = bits.get(0) ? start + block.size() : start;
        Arrays.fill(scores, start, end, AllowedKeys.HIDDEN);
      } else {
        hide(scores, start - block.first(), bits, block.first(), block.last() + 1);
      }
    }
  }

  /** Run by run. */
  private static void hide(float[] scores, int shift, BitSet bits, int from, int to) {
    int first = bits.nextSetBit(from);
    while (first >= 0 && first < to) {
      int end = Math.min(to, bits.nextClearBit(first));
      Arrays.fill(scores, shift + first, shift + end, AllowedKeys.HIDDEN);
      first = bits.nextSetBit(end);
    }
  }
}
