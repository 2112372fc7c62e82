package io.github.attention4j.kernel;

import io.github.attention4j.mask.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link Mask} in the form that the tiles need: between which keys those of a query lie, so that
 * whole blocks can be skipped, and which of them are hidden.
 */
final class AllowedKeys {
  /** A hidden key's score: below any other, so that its weight is 0. */
  static final float HIDDEN = -Float.MAX_VALUE;

  private static final long UNLIMITED = 1L << 40; // beyond any length, and far from overflow

  private final boolean everything;
  private final int keys;
  private final int[] lengths; // of each sequence
  private long before = UNLIMITED; // query i may look at keys i - before .. i + after
  private long after = UNLIMITED;
  private final List<HiddenKeys> hidden = new ArrayList<>();

  private AllowedKeys(boolean everything, int batches, int keys) {
    this.everything = everything;
    this.keys = keys;
    this.lengths = new int[batches];
    Arrays.fill(lengths, keys);
  }

  /**
   * Reads a mask.
   *
   * @param scores the scores' shape, {@code (B, Tq, Tk)} or {@code (B, H, Tq, Tk)}
   * @return nothing for a mask that does not fit: the definition refuses it, in its own words
   */
  static Optional<AllowedKeys> of(Mask<INDArray> mask, long... scores) {
    int batches = (int) scores[0];
    int keys = (int) scores[scores.length - 1];
    AllowedKeys allowed = new AllowedKeys(mask instanceof Mask.All, batches, keys);
    return allowed.restrict(mask, scores) ? Optional.of(allowed) : Optional.empty();
  }

  /** False if the mask does not fit. */
  private boolean restrict(Mask<INDArray> mask, long[] scores) {
    if (mask instanceof Mask.Both<INDArray> both) {
      return restrict(both.left(), scores) && restrict(both.right(), scores);
    }
    if (mask instanceof Mask.Causal<INDArray> causal) {
      after = Math.min(after, causal.past());
      return true;
    }
    if (mask instanceof Mask.Window<INDArray> window) {
      before = Math.min(before, window.before());
      after = Math.min(after, window.after());
      return true;
    }
    if (mask instanceof Mask.Padding<INDArray> padding) {
      return shorten(padding.lengths());
    }
    if (mask instanceof Mask.Given<INDArray> given) {
      Optional<HiddenKeys> more = HiddenKeys.of(given.mask(), scores);
      more.ifPresent(hidden::add);
      return more.isPresent();
    }
    return mask instanceof Mask.All;
  }

  private boolean shorten(INDArray given) {
    if (given == null
        || given.wasClosed()
        || given.rank() != 1
        || given.size(0) != lengths.length) {
      return false;
    }
    double[] wanted = given.castTo(DataType.DOUBLE).toDoubleVector();
    for (int batch = 0; batch < lengths.length; batch++) {
      double length = wanted[batch];
      if (!(length >= 0 && length <= keys && length == Math.rint(length))) {
        return false;
      }
      lengths[batch] = Math.min(lengths[batch], (int) length);
    }
    return true;
  }

  /** Whether no key is hidden from any query. */
  boolean everything() {
    return everything;
  }

  /** Whether the keys of a query depend on where it stands. */
  boolean isBand() {
    return before < UNLIMITED || after < UNLIMITED;
  }

  /** The first key that any query from this one on may attend to. */
  int first(int firstQuery) {
    return (int) Math.max(0, firstQuery - before);
  }

  /** Behind the last key that any query up to this one may attend to. */
  int end(int batch, int lastQuery) {
    return (int) Math.min(lengths[batch], lastQuery + after + 1);
  }

  /** Whether every query of the block may attend to every one of these keys. */
  boolean isOpen(QueryBlock block, int firstKey, int keys) {
    return hidden.isEmpty()
        && firstKey >= block.last() - before
        && firstKey + keys - 1 <= block.first() + after;
  }

  /**
   * Sets the scores of hidden keys to {@link #HIDDEN}.
   *
   * @param scores {@code (keys, queries)}: one row for a key, one column for a query
   */
  void hide(float[] scores, QueryBlock block, int firstKey, int rows) {
    for (int row = 0; row < rows; row++) {
      int start = row * block.size();
      int end = start + block.size();
      long key = firstKey + row - block.first(); // as seen from the block's first query
      int fromQuery = (int) Math.max(0, Math.min(block.size(), key - after));
      int toQuery = (int) Math.max(0, Math.min(block.size(), key + before + 1));
      Arrays.fill(scores, start, start + fromQuery, HIDDEN);
      Arrays.fill(scores, start + Math.max(fromQuery, toQuery), end, HIDDEN);
    }
    for (HiddenKeys more : hidden) {
      more.hide(scores, block, firstKey, rows);
    }
  }
}
