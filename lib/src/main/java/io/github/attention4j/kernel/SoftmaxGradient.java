package io.github.attention4j.kernel;

import java.util.Arrays;

/**
 * The gradient of attention for a span of keys, a block of queries at a time: how a loss changes
 * with queries, keys and values, given {@code dO}, how it changes with the outputs.
 *
 * <p>The definition's gradient needs all weights {@code A}. Nobody has kept them, but of every
 * query's scores the maximum {@code m} and {@code f = 1 / sum(exp(score - m))}, see {@link
 * SoftmaxRows}: so a tile of weights is one matrix product and an exponential away. Nor does
 * softmax's Jacobian need a row of weights: what it subtracts is a dot product of two short rows,
 *
 * <pre>{@code
 * rowsum(dA * A) = rowsum((dO V^T) * A) = rowsum(dO * (A V)) = rowsum(dO * O)
 * }</pre>
 *
 * <p>Where a weight is {@code E f} with {@code E = exp(S - m)}, the factor can be given to {@code
 * dO}, once for each query and not for each score. A tile then takes five matrix products and
 * little else:
 *
 * <pre>{@code
 * dO' = f dO      D = rowsum(dO' * O)             once for each query
 *
 * S = scale K Q^T           E = exp(S - m)        a tile, (keys, queries)
 * dE = V dO'^T             dS = E * (dE - D)
 * dV = dV + E dO'
 * dK = dK + scale dS Q
 * dQ = dQ + scale dS^T K
 * }</pre>
 *
 * <p>This is FlashAttention's backward pass (Dao et al. 2022, algorithm 4 and appendix B.2), its
 * loops in the order that suits a CPU: dQ of a block of queries stays in the cache while all keys
 * of the span pass by; dK and dV are added to where they belong. What is hidden by a mask or above
 * the diagonal is skipped as in {@link OnlineSoftmax}, whose tiles, strips and chunks these are.
 *
 * <p>An instance is the memory of one worker, 2 MiB; a call leaves nothing in it that the next one
 * reads.
 */
final class SoftmaxGradient {
  private static final int CHUNK = 1024 + 80;

  // Where BLAS reads and writes.
  private final OffHeap queryColumns = new OffHeap(OnlineSoftmax.NUMBERS); // Q^T, (Dk, queries)
  private final OffHeap outputColumns = new OffHeap(OnlineSoftmax.NUMBERS); // dO'^T, (Dv, queries)
  private final OffHeap outputs = new OffHeap(OnlineSoftmax.NUMBERS); // dO', (queries, Dv)
  private final OffHeap weights = new OffHeap(RunningSoftmax.SCORES); // E, (keys, queries)
  private final OffHeap scores = new OffHeap(RunningSoftmax.SCORES); // dS, (keys, queries)
  private final OffHeap sums = new OffHeap(OnlineSoftmax.NUMBERS); // dQ, (queries, Dk)

  // Where Java computes.
  private final float[] chunk = new float[CHUNK]; // (keys, queries), some rows of E
  private final float[] gradients = new float[CHUNK]; // the same rows of dS
  private final float[] maxima = new float[CHUNK]; // m, repeated for each key of a chunk
  private final float[] averages = new float[CHUNK]; // D, likewise
  private final float[] numbers = new float[OnlineSoftmax.NUMBERS];
  private final float[] turned = new float[OnlineSoftmax.NUMBERS];

  /** Computes the gradients of a span of keys, and its part of those of the queries. */
  void add(GradientJob job, KeySpan span) {
    Job attention = job.attention();
    boolean everything = attention.allowed().everything();
    if (!everything) { // some keys may be met by no query
      job.keyGradient().clear(span);
      job.valueGradient().clear(span);
    }
    int plane = span.batch() * attention.query().heads() + span.head();
    for (int number = 0; number < attention.blocksPerHead(); number++) {
      QueryBlock block = attention.block(plane, number);
      int begin = Math.max(span.first(), attention.allowed().first(block.first()));
      int end = Math.min(span.end(), attention.allowed().end(block.batch(), block.last()));
      int length = block.size() * attention.query().columns();
      if (begin < end) {
        prepare(job, block);
        int strip = attention.tiling().strip(end - begin);
        for (int key = begin; key < end; key += strip) {
          int keys = Math.min(strip, end - key);
          float keptKeys = everything && number == 0 ? 0 : 1;
          addStrip(job, block, key, keys, keptKeys, key == begin ? 0 : 1);
        }
        sums.get(0, numbers, length);
      } else {
        Arrays.fill(numbers, 0, length, 0);
      }
      job.queryGradient().write(job.block(block, span.part()), numbers);
    }
  }

  /** Queries, their maxima, and how the loss changes with their outputs. */
  private void prepare(GradientJob job, QueryBlock block) {
    Job attention = job.attention();
    int queries = block.size();
    int valueDim = attention.value().columns();
    int keyDim = attention.key().columns();
    int rows = CHUNK / queries; // of a chunk
    attention.query().read(block, numbers);
    RowLoops.transpose(numbers, turned, queries, keyDim, queries);
    queryColumns.put(0, turned, queries * keyDim);
    System.arraycopy(attention.rows().maxima(), attention.row(block), maxima, 0, queries);
    RowLoops.repeat(maxima, queries, rows);
    job.outputGradient().read(block, numbers);
    for (int query = 0; query < queries; query++) {
      float factor = attention.rows().factors()[attention.row(block) + query];
      Arrays.fill(turned, query * valueDim, (query + 1) * valueDim, factor);
    }
    RowLoops.multiply(numbers, turned, queries * valueDim);
    outputs.put(0, numbers, queries * valueDim);
    attention.output().read(block, turned);
    RowLoops.dotRows(numbers, turned, averages, queries, valueDim);
    RowLoops.repeat(averages, queries, rows);
    RowLoops.transpose(numbers, turned, queries, valueDim, queries);
    outputColumns.put(0, turned, queries * valueDim);
  }

  /**
   * Adds what a strip contributes.
   *
   * @param keptKeys 0 if the gradients of keys and values hold nothing yet, otherwise 1
   * @param keptQueries the same of the gradients of queries
   */
  private void addStrip(
      GradientJob job,
      QueryBlock block,
      int firstKey,
      int keys,
      float keptKeys,
      float keptQueries) {
    Job attention = job.attention();
    int queries = block.size();
    Matrix key = attention.key().rows(block.batch(), block.head(), firstKey, keys);
    Matrix value = attention.value().rows(block.batch(), block.head(), firstKey, keys);
    Matrix weight = weights.matrix(0, keys, queries);
    Matrix score = scores.matrix(0, keys, queries);
    MatrixProducts.multiply(
        attention.scale(), key, queryColumns.matrix(0, key.columns(), queries), 0, weight);
    MatrixProducts.multiply(1, value, outputColumns.matrix(0, value.columns(), queries), 0, score);
    throughSoftmax(attention.allowed(), block, firstKey, keys);
    MatrixProducts.multiply(
        1,
        weight,
        outputs.matrix(0, queries, value.columns()),
        keptKeys,
        job.valueGradient().rows(block.batch(), block.head(), firstKey, keys));
    MatrixProducts.multiply(
        attention.scale(),
        score,
        attention.query().rows(block),
        keptKeys,
        job.keyGradient().rows(block.batch(), block.head(), firstKey, keys));
    MatrixProducts.multiplyTransposed(
        attention.scale(), score, key, keptQueries, sums.matrix(0, queries, key.columns()));
  }

  /** Makes weights of a strip's scores, and of their gradient the scores'. */
  private void throughSoftmax(AllowedKeys allowed, QueryBlock block, int firstKey, int keys) {
    int queries = block.size();
    int rows = CHUNK / queries;
    boolean open = allowed.isOpen(block, firstKey, keys);
    for (int key = 0; key < keys; key += rows) {
      int count = Math.min(rows, keys - key);
      int length = count * queries;
      weights.get(key * queries, chunk, length);
      if (!open) {
        allowed.hide(chunk, block, firstKey + key, count);
      }
      RowLoops.weigh(chunk, maxima, length);
      weights.put(key * queries, chunk, length);
      scores.get(key * queries, gradients, length);
      RowLoops.throughSoftmax(gradients, chunk, averages, length);
      scores.put(key * queries, gradients, length);
    }
  }
}
