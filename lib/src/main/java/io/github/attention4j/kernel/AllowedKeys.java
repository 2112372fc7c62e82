package io.github.attention4j.kernel;

import io.github.attention4j.mask.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A {@link Mask} in the form that the tiles need: where a query's keys end, which lets whole blocks
 * be skipped, and what else is hidden, key by key.
 */
final class AllowedKeys {
  private final int batches;
  private final int keys;
  private long past = Long.MAX_VALUE;
  private final int[] lengths;
  private final List<HiddenKeys> hidden = new ArrayList<>();

  private AllowedKeys(int batches, int keys) {
    this.batches = batches;
    this.keys = keys;
    this.lengths = new int[batches];
    Arrays.fill(lengths, keys);
  }

  /**
   * Reads a mask.
   *
   * @param sizes the scores' shape, {@code (B, Tq, Tk)} or {@code (B, H, Tq, Tk)}
   * @return empty for a mask that does not fit: the definition refuses it, in its own words
   */
  static Optional<AllowedKeys> of(Mask<INDArray> mask, long... sizes) {
    AllowedKeys allowed = new AllowedKeys((int) sizes[0], (int) sizes[sizes.length - 1]);
    return allowed.restrict(mask, sizes) ? Optional.of(allowed) : Optional.empty();
  }

  private boolean restrict(Mask<INDArray> mask, long[] sizes) {
    if (mask instanceof Mask.Both<INDArray> both) {
      return restrict(both.left(), sizes) && restrict(both.right(), sizes);
    }
    if (mask instanceof Mask.Causal<INDArray> causal) {
      past = Math.min(past, causal.past());
      return true;
    }
    if (mask instanceof Mask.Padding<INDArray> padding) {
      return shorten(padding.lengths());
    }
    if (mask instanceof Mask.Given<INDArray> given) {
      Optional<HiddenKeys> more = HiddenKeys.of(given.mask(), sizes);
      more.ifPresent(hidden::add);
      return more.isPresent();
    }
    return mask instanceof Mask.All;
  }

  private boolean shorten(INDArray given) {
    if (given == null || given.wasClosed() || given.rank() != 1 || given.size(0) != batches) {
      return false;
    }
    double[] wanted = given.castTo(DataType.DOUBLE).toDoubleVector();
    for (int batch = 0; batch < batches; batch++) {
      double length = wanted[batch];
      if (!(length >= 0 && length <= keys && length == Math.rint(length))) {
        return false;
      }
      lengths[batch] = Math.min(lengths[batch], (int) length);
    }
    return true;
  }

  /** Behind the last key that any of the queries up to the last one may attend to. */
  int end(int batch, int lastQuery) {
    long causalEnd = past >= keys ? keys : Math.min(keys, past + lastQuery + 1);
    return (int) Math.min(lengths[batch], causalEnd);
  }

  /**
   * Sets the scores of hidden keys to minus infinity, whose weight is 0.
   *
   * @param scores {@code (rows, queries)}: one row for a key, one column for a query
   */
  void hide(
      float[] scores, int batch, int head, int firstKey, int rows, int firstQuery, int queries) {
    for (int row = 0; row < rows; row++) {
      long later = firstKey + row - past - firstQuery; // queries before this one are too early
      if (later > 0) {
        int from = row * queries;
        int to = from + (int) Math.min(later, queries);
        Arrays.fill(scores, from, to, Float.NEGATIVE_INFINITY);
      }
    }
    for (HiddenKeys more : hidden) {
      more.hide(scores, batch, head, firstKey, rows, firstQuery, queries);
    }
  }
}
