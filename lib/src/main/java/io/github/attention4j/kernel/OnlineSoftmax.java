package io.github.attention4j.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Attention of a block of queries over all its keys, a block of keys at a time.
 *
 * <p>The definition needs a whole row of scores before it knows the softmax's divisor. Yet softmax
 * can be computed on the way: keep, for each query, the largest score so far {@code m}, the sum
 * {@code l} of {@code exp(score - m)}, and the sum {@code a} of {@code exp(score - m) value}. When
 * the next keys bring a larger maximum {@code m'}, what was summed up is too large by one common
 * factor, and one multiplication mends it:
 *
 * <pre>{@code
 * m' = max(m, max over the block's scores s)
 * l' = l exp(m - m') + sum exp(s - m')
 * a' = a exp(m - m') + sum exp(s - m') value
 * output = a / l                                 after the last block
 * }</pre>
 *
 * <p>So the scores are needed a tile at a time only, never written to memory, and memory grows with
 * T instead of T^2. This is the "online softmax" of Milakov and Gimelshein 2018, "Online normalizer
 * calculation for softmax", algorithm 3; joined with both matrix products it is the algorithm of
 * FlashAttention (Dao et al. 2022, algorithm 1), here for the caches of a CPU.
 *
 * <p>Tiles. A tile holds up to {@link #QUERIES} x 512 scores, 256 KiB: with the block of keys and
 * the block of values it stays in the second-level cache (1 to 2 MiB), and it is large enough for
 * BLAS to run at its full rate. It is held key by key, {@code (keys, queries)}: then the maximum
 * and the sum over keys are loops over rows of neighbours, which become vector instructions; along
 * a row they would be chains, each step waiting for the last. The loops see the tile in chunks of 8
 * KiB, which with two more arrays of that size fit the first-level cache; a chunk holds several
 * keys, and the maxima are repeated for each of them.
 *
 * <p>An instance is one thread's memory, about 2 MiB, with nothing in it between two calls.
 */
final class OnlineSoftmax {
  /** The most queries of a tile. */
  static final int QUERIES = 128;

  private static final int CHUNK = 3 * 1024 + 80;
  private static final int TILE = 1 << 16;

  /** The most numbers of a block of outputs, {@code (queries, Dv)}. */
  static final int OUTPUTS = 1 << 16;

  private final FloatBuffer scores = direct(TILE); // (keys, queries), where BLAS sees it
  private final FloatBuffer products = direct(OUTPUTS); // (queries, Dv), where BLAS sees it
  private final FloatPointer scoresAddress = new FloatPointer(scores);
  private final FloatPointer productsAddress = new FloatPointer(products);
  private final float[] chunk = new float[CHUNK]; // (keys of a chunk, queries)
  private final float[] maxima = new float[CHUNK]; // m, once for each key of a chunk
  private final float[] sums = new float[CHUNK]; // the weights' sums, by position in the chunk
  private final float[] spare = new float[CHUNK];
  private final float[] corrections = new float[QUERIES]; // exp(m - m')
  private final float[] totals = new float[QUERIES]; // l
  private final float[] accumulated = new float[OUTPUTS]; // a, (queries, Dv)
  private final float[] blockOutput = new float[OUTPUTS];
  private final float[] factors = new float[OUTPUTS];

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES + 64)
        .alignedSlice(64)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** How many keys fit a tile beside so many queries. */
  static int keysBeside(int queries) {
    return TILE / queries;
  }

  /** Computes the outputs of one block of queries. */
  void attend(FusedJob job, int batch, int head, int firstQuery, int queries) {
    int valueDim = job.value().columns();
    int outputs = queries * valueDim;
    Arrays.fill(maxima, 0, queries, -Float.MAX_VALUE);
    Arrays.fill(totals, 0, queries, 0);
    Arrays.fill(accumulated, 0, outputs, 0);
    FloatPointer query = job.query().row(batch, head, firstQuery);
    int end = job.allowed().end(batch, firstQuery + queries - 1);
    for (int firstKey = 0; firstKey < end; firstKey += job.keyBlock()) {
      int keys = Math.min(job.keyBlock(), end - firstKey);
      MatrixProducts.timesTransposed(
          keys,
          queries,
          job.key().columns(),
          job.scale(),
          job.key().row(batch, head, firstKey),
          job.key().rowStride(),
          query,
          job.query().rowStride(),
          scoresAddress);
      weigh(job, batch, head, firstQuery, queries, firstKey, keys);
      MatrixProducts.transposedTimes(
          queries,
          valueDim,
          keys,
          scoresAddress,
          job.value().row(batch, head, firstKey),
          job.value().rowStride(),
          productsAddress);
      if (firstKey == 0) {
        products.get(0, accumulated, 0, outputs);
      } else {
        products.get(0, blockOutput, 0, outputs);
        spread(corrections, queries, valueDim);
        RowLoops.scaleAndAdd(accumulated, factors, blockOutput, outputs);
      }
    }
    for (int i = 0; i < queries; i++) {
      corrections[i] = totals[i] == 0 && job.isMasked() ? 0 : 1 / totals[i];
    }
    spread(corrections, queries, valueDim);
    RowLoops.multiply(accumulated, factors, outputs);
    job.write(accumulated, batch, head, firstQuery, outputs);
  }

  /** Turns the tile's scores into weights; brings maxima, totals and corrections up to date. */
  private void weigh(
      FusedJob job, int batch, int head, int firstQuery, int queries, int firstKey, int keys) {
    int rows = Math.min(keys, CHUNK / queries); // keys of a chunk
    System.arraycopy(maxima, 0, corrections, 0, queries);
    repeat(maxima, queries, rows);
    for (int key = 0; key < keys; key += rows) {
      int count = Math.min(rows, keys - key);
      scores.get(key * queries, chunk, 0, count * queries);
      if (job.isMasked()) {
        job.allowed().hide(chunk, batch, head, firstKey + key, count, firstQuery, queries);
        scores.put(key * queries, chunk, 0, count * queries);
      }
      RowLoops.max(maxima, chunk, count * queries);
    }
    for (int left = rows; left > 1; left -= left / 2) {
      int half = left / 2 * queries;
      System.arraycopy(maxima, left * queries - half, spare, 0, half);
      RowLoops.max(maxima, spare, half);
    }
    repeat(maxima, queries, rows);
    Arrays.fill(sums, 0, rows * queries, 0);
    for (int key = 0; key < keys; key += rows) {
      int length = Math.min(rows, keys - key) * queries;
      scores.get(key * queries, chunk, 0, length);
      RowLoops.weigh(chunk, maxima, sums, length);
      scores.put(key * queries, chunk, 0, length);
    }
    for (int left = rows; left > 1; left -= left / 2) {
      int half = left / 2 * queries;
      System.arraycopy(sums, left * queries - half, spare, 0, half);
      RowLoops.add(sums, spare, half);
    }
    Arrays.fill(spare, 0, queries, 0);
    RowLoops.weigh(corrections, maxima, spare, queries);
    RowLoops.scaleAndAdd(totals, corrections, sums, queries);
  }

  /** Repeats the first row until there are so many. */
  private static void repeat(float[] array, int width, int rows) {
    for (int done = 1; done < rows; done += Math.min(done, rows - done)) {
      System.arraycopy(array, 0, array, done * width, Math.min(done, rows - done) * width);
    }
  }

  /** Stretches one number for each query over its outputs. */
  private void spread(float[] numbers, int queries, int width) {
    for (int i = 0; i < queries; i++) {
      Arrays.fill(factors, i * width, (i + 1) * width, numbers[i]);
    }
  }
}
