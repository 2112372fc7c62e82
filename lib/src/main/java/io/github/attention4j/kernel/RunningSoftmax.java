package io.github.attention4j.kernel;

import java.util.Arrays;

/**
 * Softmax of the scores of some queries that come a strip of keys at a time: the weights of a strip
 * before they are divided by their total, and the total so far. {@link OnlineSoftmax} tells why and
 * how.
 *
 * <ul>
 *   <li>A strip is kept as {@code (keys, queries)}. Its maximum and sum over the keys are then
 *       loops over neighbours, one result for each query, which become vector instructions; along a
 *       row every step would wait for the one before.
 *   <li>The loops take a strip in chunks of {@link #CHUNK} numbers, some keys at a time. A chunk,
 *       the maxima and the sums, the latter two repeated for each of its keys, fit the first-level
 *       cache. It is not a power of two: three arrays that lie a multiple of 4 KiB apart make a CPU
 *       wait for stores to one before it loads from another.
 *   <li>Any m will do that is not far below the scores: those of the first key, to begin with. It
 *       is corrected only where a score is above it by more than 8, and the largest scores are not
 *       even looked for: {@link RowLoops#weigh} tells when it was so, and then the strip is weighed
 *       anew.
 * </ul>
 */
final class RunningSoftmax {
  /** The most scores of a strip. */
  static final int SCORES = 1 << 16;

  private static final int CHUNK = 2 * 1024 + 80;

  /** A maximum to begin with: below any score, but above {@link AllowedKeys#HIDDEN}. */
  private static final float LOWEST = 0.9f * AllowedKeys.HIDDEN;

  // Where BLAS writes and reads.
  private final OffHeap scores = new OffHeap(SCORES); // (keys, queries)
  private final OffHeap weights = new OffHeap(SCORES); // (keys, queries)

  // Where Java computes.
  private final float[] chunk = new float[CHUNK]; // (keys, queries), some rows of a strip
  private final float[] maxima = new float[CHUNK]; // m, repeated for each key of a chunk
  private final float[] sums = new float[CHUNK]; // of a strip's weights, by place in the chunk
  private final float[] spare = new float[CHUNK];
  private final float[] totals; // l
  private final float[] corrections; // exp(m - m')

  private int queries;
  private boolean first; // no strip has been added yet
  private boolean hidden; // some keys of the next strip are
  private boolean rising; // larger scores are expected

  /**
   * Makes its memory.
   *
   * @param queries the most queries
   */
  RunningSoftmax(int queries) {
    totals = new float[queries];
    corrections = new float[queries];
  }

  /** Begins with so many queries. */
  void begin(int queries) {
    this.queries = queries;
    Arrays.fill(maxima, 0, queries, LOWEST);
    Arrays.fill(totals, 0, queries, 0);
    first = true;
    hidden = false;
    rising = true;
  }

  /** Where the scores of the next strip are to be written, {@code (keys, queries)}. */
  Matrix scores(int keys) {
    return scores.matrix(0, keys, queries);
  }

  /** Hides the keys of the next strip that a mask does not allow. */
  void hide(AllowedKeys allowed, QueryBlock block, int firstKey, int keys) {
    hidden = true;
    int rows = rows(keys);
    for (int key = 0; key < keys; key += rows) {
      int count = Math.min(rows, keys - key);
      scores.get(key * queries, chunk, count * queries);
      allowed.hide(chunk, block, firstKey + key, count);
      scores.put(key * queries, chunk, count * queries);
    }
  }

  /**
   * Takes the next strip, at most as long as the one before.
   *
   * @return whether the maxima have changed: what was summed up with the weights of the strips
   *     before has to be multiplied by the corrections
   */
  boolean add(int keys) {
    if (first && !hidden) {
      scores.get(0, maxima, queries);
      RowLoops.repeat(maxima, queries, rows(keys));
      rising = false;
    }
    boolean changed = false;
    if (rising || !weigh(keys)) {
      changed = raise(keys) && !first;
      if (changed) {
        RowLoops.multiply(totals, corrections, queries);
      }
      if (!weigh(keys)) {
        hideInfinities(keys);
        weigh(keys);
      }
      rising = changed;
    }
    first = false;
    hidden = false;
    RowLoops.add(totals, sums, queries);
    return changed;
  }

  /** {@code exp(m - m')} of each query, after {@link #add} said so. */
  float[] corrections() {
    return corrections;
  }

  /** The weights of the last strip, {@code (keys, queries)}. */
  Matrix weights(int keys) {
    return weights.matrix(0, keys, queries);
  }

  /** The sum of all weights of each query. */
  float[] totals() {
    return totals;
  }

  /** What the weights of each query are relative to. */
  float[] maxima() {
    return maxima;
  }

  /**
   * Makes weights of the scores, and sums them up.
   *
   * @return false if the maxima have to be brought up to date first
   */
  private boolean weigh(int keys) {
    int rows = rows(keys);
    Arrays.fill(sums, 0, rows * queries, 0);
    for (int key = 0; key < keys; key += rows) {
      int length = Math.min(rows, keys - key) * queries;
      scores.get(key * queries, chunk, length);
      RowLoops.weigh(chunk, maxima, sums, length);
      weights.put(key * queries, chunk, length);
    }
    RowLoops.addRows(sums, spare, queries, rows);
    return RowLoops.isInOrder(sums, queries);
  }

  /**
   * Brings the maxima up to date, and finds the corrections that go with it.
   *
   * @return whether there was anything to correct
   */
  private boolean raise(int keys) {
    int rows = rows(keys);
    Arrays.fill(sums, 0, rows * queries, LOWEST); // the largest scores, for once
    for (int key = 0; key < keys; key += rows) {
      int length = Math.min(rows, keys - key) * queries;
      scores.get(key * queries, chunk, length);
      RowLoops.max(sums, chunk, length);
    }
    RowLoops.maxRows(sums, spare, queries, rows);
    boolean raised = RowLoops.raise(maxima, sums, corrections, queries);
    RowLoops.repeat(maxima, queries, rows);
    return raised;
  }

  /** Of a score of -infinity, {@link RowLoops#weigh} cannot tell that it is below its maximum. */
  private void hideInfinities(int keys) {
    Arrays.fill(spare, AllowedKeys.HIDDEN);
    int rows = rows(keys);
    for (int key = 0; key < keys; key += rows) {
      int length = Math.min(rows, keys - key) * queries;
      scores.get(key * queries, chunk, length);
      RowLoops.max(chunk, spare, length);
      scores.put(key * queries, chunk, length);
    }
  }

  /** How many keys of a strip a chunk has. */
  private int rows(int keys) {
    return Math.min(keys, CHUNK / queries);
  }
}
