package io.github.attention4j.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

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
 *       KiB stay in the second-level cache together with the keys and values, and both matrix
 *       products are large enough to run at nearly BLAS' full rate.
 *   <li>A tile is kept as {@code (keys, queries)}. Its maximum and sum over the keys are then loops
 *       over neighbours, one result for each query, which become vector instructions; along a row
 *       every step would wait for the one before.
 *   <li>The loops take the tile in chunks of {@link #CHUNK} numbers, some keys at a time. A chunk,
 *       the maxima and the sums, the latter two repeated for each of its keys, fit the first-level
 *       cache. It is not a power of two: three arrays that lie a multiple of 4 KiB apart make a CPU
 *       wait for stores to one before it loads from another.
 * </ul>
 *
 * <p>An instance is the memory of one worker, 1.3 MiB; a call leaves nothing in it that the next
 * one reads.
 */
final class OnlineSoftmax {
  /** The most queries of a tile. */
  static final int QUERIES = 128;

  /** The most scores of a tile. */
  static final int SCORES = 1 << 16;

  /** The most outputs of a block, {@code (queries, Dv)}. */
  static final int OUTPUTS = 1 << 16;

  private static final int CHUNK = 3 * 1024 + 80;

  // Where BLAS writes and reads.
  private final FloatBuffer tile = offHeap(SCORES); // (keys, queries)
  private final FloatBuffer product = offHeap(OUTPUTS); // (queries, Dv)
  private final FloatPointer tileAddress = new FloatPointer(tile);
  private final FloatPointer productAddress = new FloatPointer(product);

  // Where Java computes.
  private final float[] chunk = new float[CHUNK]; // (keys, queries), some rows of the tile
  private final float[] maxima = new float[CHUNK]; // m, repeated for each key of a chunk
  private final float[] sums = new float[CHUNK]; // of the tile's weights, by place in the chunk
  private final float[] spare = new float[CHUNK];
  private final float[] totals = new float[QUERIES]; // l
  private final float[] corrections = new float[QUERIES]; // exp(m - m')
  private final float[] accumulated = new float[OUTPUTS]; // a, (queries, Dv)
  private final float[] added = new float[OUTPUTS];
  private final float[] factors = new float[OUTPUTS];

  /** On a cache line's border. */
  private static FloatBuffer offHeap(int length) {
    return ByteBuffer.allocateDirect(length * Float.BYTES + 64)
        .alignedSlice(64)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Computes a block of outputs. */
  void attend(Job job, QueryBlock block) {
    int outputs = block.size() * job.value().columns();
    Arrays.fill(maxima, 0, block.size(), -Float.MAX_VALUE);
    Arrays.fill(totals, 0, block.size(), 0);
    Arrays.fill(accumulated, 0, outputs, 0);
    int begin = job.allowed().first(block.first());
    int end = job.allowed().end(block.batch(), block.last());
    for (int key = begin; key < end; key += job.keyBlock()) {
      int keys = Math.min(job.keyBlock(), end - key);
      MatrixProducts.scores(job, block, key, keys, tileAddress);
      findMaxima(job, block, key, keys);
      weigh(block.size(), keys);
      MatrixProducts.outputs(job, block, key, keys, tileAddress, productAddress);
      product.get(0, added, 0, outputs);
      spread(corrections, block.size(), job.value().columns());
      RowLoops.scaleAndAdd(accumulated, factors, added, outputs);
    }
    for (int query = 0; query < block.size(); query++) {
      boolean nothing = totals[query] == 0 && !job.allowed().everything();
      corrections[query] = nothing ? 0 : 1 / totals[query];
    }
    spread(corrections, block.size(), job.value().columns());
    RowLoops.multiply(accumulated, factors, outputs);
    job.write(accumulated, block);
  }

  /** Brings the maxima up to date, and leaves the old ones in the corrections. */
  private void findMaxima(Job job, QueryBlock block, int firstKey, int keys) {
    int queries = block.size();
    int rows = Math.min(keys, CHUNK / queries); // keys of a chunk
    boolean open = job.allowed().isOpen(block, firstKey, keys);
    System.arraycopy(maxima, 0, corrections, 0, queries);
    repeat(maxima, queries, rows);
    for (int key = 0; key < keys; key += rows) {
      int count = Math.min(rows, keys - key);
      tile.get(key * queries, chunk, 0, count * queries);
      if (!open) {
        job.allowed().hide(chunk, block, firstKey + key, count);
        tile.put(key * queries, chunk, 0, count * queries);
      }
      RowLoops.max(maxima, chunk, count * queries);
    }
    for (int left = rows; left > 1; left -= left / 2) {
      int half = left / 2 * queries;
      System.arraycopy(maxima, left * queries - half, spare, 0, half);
      RowLoops.max(maxima, spare, half);
    }
    repeat(maxima, queries, rows);
  }

  /** Turns the tile's scores into weights, and brings totals and corrections up to date. */
  private void weigh(int queries, int keys) {
    int rows = Math.min(keys, CHUNK / queries);
    Arrays.fill(sums, 0, rows * queries, 0);
    for (int key = 0; key < keys; key += rows) {
      int length = Math.min(rows, keys - key) * queries;
      tile.get(key * queries, chunk, 0, length);
      RowLoops.weigh(chunk, maxima, sums, length);
      tile.put(key * queries, chunk, 0, length);
    }
    for (int left = rows; left > 1; left -= left / 2) {
      int half = left / 2 * queries;
      System.arraycopy(sums, left * queries - half, spare, 0, half);
      RowLoops.add(sums, spare, half);
    }
    RowLoops.weigh(corrections, maxima, spare, queries);
    RowLoops.scaleAndAdd(totals, corrections, sums, queries);
  }

  /** Repeats the first row until there are so many. */
  private static void repeat(float[] array, int width, int rows) {
    for (int done = 1; done < rows; done *= 2) {
      System.arraycopy(array, 0, array, done * width, Math.min(done, rows - done) * width);
    }
  }

  /** Repeats each query's number for each of its outputs. */
  private void spread(float[] numbers, int queries, int valueDim) {
    for (int query = 0; query < queries; query++) {
      Arrays.fill(factors, query * valueDim, (query + 1) * valueDim, numbers[query]);
    }
  }
}
