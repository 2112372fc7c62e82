package io.github.attention4j.kernel;

import java.util.Arrays;

/**
 * Attention of a block of queries over its keys, a strip of keys at a time.
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
 * <p>So scores are needed a strip at a time, and memory grows with T, not with T^2. This is the
 * online softmax of Milakov and Gimelshein 2018, "Online normalizer calculation for softmax",
 * algorithm 3; together with both matrix products it is FlashAttention (Dao et al. 2022, algorithm
 * 1), here cut for the caches of a CPU:
 *
 * <ul>
 *   <li>A strip has at most {@link #QUERIES} queries and as many keys as {@link Tiling} says, so
 *       that its scores stay in the second-level cache together with its keys and values.
 *   <li>What is done with its scores is {@link RunningSoftmax}; both matrix products are OpenBLAS'.
 * </ul>
 *
 * <p>An instance is the memory of one worker, 1.7 MiB; a call leaves nothing in it that the next
 * one reads.
 */
final class OnlineSoftmax {
  /** The most queries of a strip. */
  static final int QUERIES = 128;

  /** The most numbers of a block of queries, {@code (queries, Dk)}, and of its outputs. */
  static final int NUMBERS = 1 << 16;

  /** The same with {@link RowLoops#strideOf} in place of the queries. */
  private static final int STRIDED = NUMBERS / 64 * 80;

  private final RunningSoftmax softmax = new RunningSoftmax(QUERIES);

  // Where BLAS reads and writes.
  private final OffHeap columns = new OffHeap(STRIDED); // Q^T, (Dk, queries)
  private final OffHeap product = new OffHeap(NUMBERS); // a, (queries, Dv)

  // Where Java computes.
  private final float[] factors = new float[QUERIES]; // 1 / l
  private final float[] numbers = new float[STRIDED];
  private final float[] spare = new float[NUMBERS];

  /** Computes a block of outputs. */
  void attend(Job job, QueryBlock block) {
    int queries = block.size();
    int outputs = queries * job.value().columns();
    int begin = job.allowed().first(block.first());
    int end = job.allowed().end(block.batch(), block.last());
    int strip = job.tiling().strip(Math.max(1, end - begin));
    softmax.begin(queries);
    turnQueries(job, block);
    for (int key = begin; key < end; key += strip) {
      int keys = Math.min(strip, end - key);
      MatrixProducts.multiply(
          job.scale(),
          job.key().rows(block.batch(), block.head(), key, keys),
          columns.matrix(0, job.key().columns(), queries).withStride(RowLoops.strideOf(queries)),
          0,
          softmax.scores(keys));
      if (!job.allowed().isOpen(block, key, keys)) {
        softmax.hide(job.allowed(), block, key, keys);
      }
      if (softmax.add(keys)) {
        multiplyOutputs(softmax.corrections(), queries, outputs);
        product.put(0, numbers, outputs);
      }
      MatrixProducts.multiplyTransposed(
          1,
          softmax.weights(keys),
          job.value().rows(block.batch(), block.head(), key, keys),
          key == begin ? 0 : 1,
          product.matrix(0, queries, job.value().columns()));
    }
    if (begin < end) {
      divideByTotals(queries, outputs, job.allowed().everything());
    } else {
      Arrays.fill(numbers, 0, outputs, 0);
      Arrays.fill(factors, 0, queries, 0);
    }
    job.output().write(block, numbers);
    System.arraycopy(softmax.maxima(), 0, job.rows().maxima(), job.row(block), queries);
    System.arraycopy(factors, 0, job.rows().factors(), job.row(block), queries);
  }

  private void turnQueries(Job job, QueryBlock block) {
    int keyDim = job.query().columns();
    int stride = RowLoops.strideOf(block.size());
    job.query().read(block, spare);
    RowLoops.transpose(spare, numbers, block.size(), keyDim, stride);
    columns.put(0, numbers, keyDim * stride);
  }

  /** Leaves what it multiplies by in the factors. */
  private void divideByTotals(int queries, int outputs, boolean everything) {
    for (int query = 0; query < queries; query++) {
      boolean nothing = softmax.totals()[query] == 0 && !everything;
      factors[query] = nothing ? 0 : 1 / softmax.totals()[query];
    }
    multiplyOutputs(factors, queries, outputs);
  }

  /** The outputs so far, each query's times its factor. */
  private void multiplyOutputs(float[] byQuery, int queries, int outputs) {
    int valueDim = outputs / queries;
    for (int query = 0; query < queries; query++) {
      Arrays.fill(spare, query * valueDim, (query + 1) * valueDim, byQuery[query]);
    }
    product.get(0, numbers, outputs);
    RowLoops.multiply(numbers, spare, outputs);
  }
}
