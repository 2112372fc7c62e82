package io.github.attention4j.kernel;

import java.util.Arrays;

/**
 * Attention of a block of queries over its keys, a block of keys at a time.
 *
 * <p>The definition computes a whole row of scores before softmax can divide by their sum. But the
 * sum can be kept on the way: for each query the largest score so far, {@code m}, the sum {@code l}
 * of {@code exp(score - m)} and the sum {@code a} of {@code exp(score - m) value}. When the next
 * keys bring a larger maximum {@code m'}, all that was summed up is too large by the same factor,
 * and one multiplication mends it:
 *
 * <pre>{@code
 * m' = max(m, the largest of the new scores s)
 * l' = l exp(m - m') + sum of exp(s - m')
 * a' = a exp(m - m') + sum of exp(s - m') value
 * output = a / l                                  after the last keys
 * }</pre>
 *
 * <p>So scores are needed a tile at a time, and memory grows with T, not with T^2. This is the
 * online softmax of Milakov and Gimelshein 2018, "Online normalizer calculation for softmax",
 * algorithm 3; together with both matrix products it is FlashAttention (Dao et al. 2022, algorithm
 * 1), here cut for the caches of a CPU:
 *
 * <ul>
 *   <li>A tile has at most {@link #QUERIES} queries and {@link #SCORES} scores, 128 x 512. Its 256
 *       KiB stay in the second-level cache together with the keys and values. Maxima are corrected
 *       once a tile.
 *   <li>Its matrix products are computed in strips of keys, see {@link Tiling#strip}, and what
 *       follows on a strip's scores finds them still close.
 *   <li>A tile is kept as {@code (keys, queries)}. Its maximum and sum over the keys are then loops
 *       over neighbours, one result for each query, which become vector instructions; along a row
 *       every step would wait for the one before.
 *   <li>The loops take a strip in chunks of {@link #CHUNK} numbers, some keys at a time. A chunk,
 *       the maxima and the sums, the latter two repeated for each of its keys, fit the first-level
 *       cache. It is not a power of two: three arrays that lie a multiple of 4 KiB apart make a CPU
 *       wait for stores to one before it loads from another.
 * </ul>
 *
 * <p>An instance is the memory of one worker, 1.4 MiB; a call leaves nothing in it that the next
 * one reads.
 */
final class OnlineSoftmax {
  /** The most queries of a tile. */
  static final int QUERIES = 128;

  /** The most scores of a tile. */
  static final int SCORES = 1 << 16;

  /** The most numbers of a block of queries, {@code (queries, Dk)}, and of its outputs. */
  static final int NUMBERS = 1 << 16;

  private static final int CHUNK = 2 * 1024 + 80;

  // Where BLAS reads and writes.
  private final OffHeap columns = new OffHeap(NUMBERS); // (Dk, queries)
  private final OffHeap tile = new OffHeap(SCORES); // (keys, queries)
  private final OffHeap product = new OffHeap(NUMBERS); // a, (queries, Dv)

  // Where Java computes.
  private final float[] chunk = new float[CHUNK]; // (keys, queries), some rows of the tile
  private final float[] maxima = new float[CHUNK]; // m, repeated for each key of a chunk
  private final float[] sums = new float[CHUNK]; // of the tile's weights, by place in the chunk
  private final float[] spare = new float[CHUNK];
  private final float[] totals = new float[QUERIES]; // l
  private final float[] corrections = new float[QUERIES]; // exp(m - m')
  private final float[] numbers = new float[NUMBERS];
  private final float[] factors = new float[NUMBERS];

  /** Computes a block of outputs. */
  void attend(Job job, QueryBlock block) {
    int queries = block.size();
    int outputs = queries * job.value().columns();
    int begin = job.allowed().first(block.first());
    int end = job.allowed().end(block.batch(), block.last());
    Arrays.fill(maxima, 0, queries, -Float.MAX_VALUE);
    Arrays.fill(totals, 0, queries, 0);
    turnQueries(job, block);
    for (int key = begin; key < end; key += job.tiling().keyBlock()) {
      int keys = Math.min(job.tiling().keyBlock(), end - key);
      int rows = Math.min(keys, CHUNK / queries); // of a chunk
      findMaxima(job, block, key, keys, rows);
      if (key > begin) {
        multiplyOutputs(corrections, queries, outputs);
        product.put(0, numbers, outputs);
      }
      addOutputs(job, block, key, keys, rows, key == begin);
    }
    if (begin < end) {
      divideByTotals(queries, outputs, job.allowed().everything());
    } else {
      Arrays.fill(numbers, 0, outputs, 0);
      Arrays.fill(corrections, 0, queries, 0);
    }
    job.output().write(block, numbers);
    System.arraycopy(maxima, 0, job.rows().maxima(), job.row(block), queries);
    System.arraycopy(corrections, 0, job.rows().factors(), job.row(block), queries);
  }

  private void turnQueries(Job job, QueryBlock block) {
    job.query().read(block, factors);
    RowLoops.transpose(factors, numbers, block.size(), job.query().columns());
    columns.put(0, numbers, block.size() * job.query().columns());
  }

  /** Brings the maxima up to date, and the corrections that go with it. */
  private void findMaxima(Job job, QueryBlock block, int firstKey, int keys, int rows) {
    int queries = block.size();
    System.arraycopy(maxima, 0, corrections, 0, queries);
    RowLoops.repeat(maxima, queries, rows);
    for (int strip = 0; strip < keys; strip += job.tiling().strip()) {
      int end = Math.min(keys, strip + job.tiling().strip());
      MatrixProducts.multiply(
          job.scale(),
          job.key().rows(block.batch(), block.head(), firstKey + strip, end - strip),
          columns.matrix(0, job.key().columns(), queries),
          0,
          tile.matrix(strip * queries, end - strip, queries));
      boolean open = job.allowed().isOpen(block, firstKey + strip, end - strip);
      for (int key = strip; key < end; key += rows) {
        int count = Math.min(rows, end - key);
        tile.get(key * queries, chunk, count * queries);
        if (!open) {
          job.allowed().hide(chunk, block, firstKey + key, count);
          tile.put(key * queries, chunk, count * queries);
        }
        RowLoops.max(maxima, chunk, count * queries);
      }
    }
    for (int left = rows; left > 1; left -= left / 2) {
      int half = left / 2 * queries;
      System.arraycopy(maxima, left * queries - half, spare, 0, half);
      RowLoops.max(maxima, spare, half);
    }
    RowLoops.repeat(maxima, queries, rows);
    RowLoops.weigh(corrections, maxima, spare, queries);
  }

  /** Turns the tile's scores into weights, and adds to the totals and the outputs. */
  private void addOutputs(
      Job job, QueryBlock block, int firstKey, int keys, int rows, boolean first) {
    int queries = block.size();
    Arrays.fill(sums, 0, rows * queries, 0);
    for (int strip = 0; strip < keys; strip += job.tiling().strip()) {
      int end = Math.min(keys, strip + job.tiling().strip());
      for (int key = strip; key < end; key += rows) {
        int length = Math.min(rows, end - key) * queries;
        tile.get(key * queries, chunk, length);
        RowLoops.weigh(chunk, maxima, sums, length);
        tile.put(key * queries, chunk, length);
      }
      MatrixProducts.multiplyTransposed(
          1,
          tile.matrix(strip * queries, end - strip, queries),
          job.value().rows(block.batch(), block.head(), firstKey + strip, end - strip),
          first && strip == 0 ? 0 : 1,
          product.matrix(0, queries, job.value().columns()));
    }
    for (int left = rows; left > 1; left -= left / 2) {
      int half = left / 2 * queries;
      System.arraycopy(sums, left * queries - half, spare, 0, half);
      RowLoops.add(sums, spare, half);
    }
    RowLoops.scaleAndAdd(totals, corrections, sums, queries);
  }

  /** Leaves what it multiplies by in the corrections. */
  private void divideByTotals(int queries, int outputs, boolean everything) {
    for (int query = 0; query < queries; query++) {
      boolean nothing = totals[query] == 0 && !everything;
      corrections[query] = nothing ? 0 : 1 / totals[query];
    }
    multiplyOutputs(corrections, queries, outputs);
  }

  /** The outputs so far, each query's times its factor. */
  private void multiplyOutputs(float[] byQuery, int queries, int outputs) {
    int valueDim = outputs / queries;
    for (int query = 0; query < queries; query++) {
      Arrays.fill(factors, query * valueDim, (query + 1) * valueDim, byQuery[query]);
    }
    product.get(0, numbers, outputs);
    RowLoops.multiply(numbers, factors, outputs);
  }
}
