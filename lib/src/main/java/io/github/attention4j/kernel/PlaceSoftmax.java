package io.github.attention4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Attention of a block of a feature map's places over all places, a strip of keys at a time: as
 * {@link OnlineSoftmax} tells it, but queries and outputs are columns.
 *
 * <pre>{@code
 * S = scale K Q               (keys, queries)
 * P = exp(S - m')             by RunningSoftmax, and the totals l
 * A = A exp(m - m') + V^T P   (Dv, queries)
 * Y = X + residual A / l      or X + residual (Wo A / l + bo) where there is an output map
 * }</pre>
 *
 * <p>An instance is the memory of one worker, 2.1 MiB.
 */
final class PlaceSoftmax {
  /** The most numbers that a block of queries finds. */
  private static final int NUMBERS = 1 << 17;

  /** The most numbers of a sample's vectors: as many as a processor's own cache can hold. */
  private static final int KEPT = 1 << 18;

  private static final int QUERIES = 256;
  private static final int CHUNK = 2 * 1024 + 80; // as in RunningSoftmax

  private final RunningSoftmax softmax = new RunningSoftmax(QUERIES);

  // Where BLAS reads and writes.
  private final OffHeap kept = new OffHeap(KEPT); // a sample's Q, K and V
  private final OffHeap product = new OffHeap(NUMBERS); // A

  // Where Java computes.
  private final float[] chunk = new float[CHUNK]; // some rows of a matrix of the block's columns
  private final float[] spare = new float[CHUNK];
  private final float[] factors =
      new float[CHUNK]; // of the queries, repeated for each row of a chunk

  /** The most queries that find so many numbers each. */
  static int queries(int valueDim) {
    return Math.min(QUERIES, NUMBERS / valueDim);
  }

  /** Whether queries can find so many numbers each. */
  static boolean takes(long valueDim) {
    return valueDim <= NUMBERS;
  }

  /** Whether a worker keeps a sample's vectors itself. */
  static boolean keeps(FeatureMapJob job) {
    return PlaceVectors.length(job) <= KEPT;
  }

  /** Computes a sample of the output. */
  void attend(FeatureMapJob job, int sample) {
    PlaceVectors vectors = PlaceVectors.at(kept.matrix(0, 1, KEPT).first(), job);
    job.makeVectors(new QueryBlock(sample, 0, 0, job.places()), vectors);
    for (int number = 0; number < job.blocks(); number++) {
      attend(job, job.block(sample, number), vectors);
    }
  }

  /** Computes a block of the output. */
  void attend(FeatureMapJob job, QueryBlock block, PlaceVectors vectors) {
    FeatureMapLayers layers = job.layers();
    Matrix input = job.columns(job.input(), block);
    Matrix output = job.columns(job.output(), block);
    Matrix found = product.matrix(0, layers.valueDim(), block.size());
    softmax.begin(block.size());
    for (int key = 0; key < job.places(); key += job.strip()) {
      int keys = Math.min(job.strip(), job.places() - key);
      SmallProducts.multiply(
          layers.scale(), vectors.keys(key, keys), vectors.queries(block), 0, softmax.scores(keys));
      if (softmax.add(keys)) {
        multiply(found, softmax.corrections());
      }
      SmallProducts.multiplyTransposed(
          1, vectors.values(key, keys), softmax.weights(keys), key == 0 ? 0 : 1, found);
    }
    if (layers.output() == null) {
      add(input, found, quotients(layers.residual(), block.size()), output);
    } else {
      multiply(found, quotients(1, block.size()));
      layers.output().map(found, output);
      Arrays.fill(factors, 0, block.size(), layers.residual());
      add(input, output, factors, output);
    }
  }

  /** A number by each of the totals, in the memory of the factors. */
  private float[] quotients(float number, int queries) {
    for (int query = 0; query < queries; query++) {
      factors[query] = number / softmax.totals()[query];
    }
    return factors;
  }

  /** Multiplies each column by a number. */
  private void multiply(Matrix found, float[] byColumn) {
    int rows = repeat(byColumn, found.columns());
    FloatBuffer buffer = found.buffer();
    for (int row = 0; row < found.rows(); row += rows) {
      int count = Math.min(rows, found.rows() - row);
      found.read(buffer, row, count, chunk);
      RowLoops.multiply(chunk, factors, count * found.columns());
      found.write(buffer, row, count, chunk);
    }
  }

  /** The sum of the input and what was found, each column of it times a number. */
  private void add(Matrix input, Matrix found, float[] byColumn, Matrix output) {
    int rows = repeat(byColumn, found.columns());
    FloatBuffer inputs = input.buffer();
    FloatBuffer from = found.buffer();
    FloatBuffer to = output.buffer();
    for (int row = 0; row < output.rows(); row += rows) {
      int count = Math.min(rows, output.rows() - row);
      input.read(inputs, row, count, spare);
      found.read(from, row, count, chunk);
      RowLoops.scaleAndAdd(chunk, factors, spare, count * output.columns());
      output.write(to, row, count, chunk);
    }
  }

  /** Repeats numbers in the factors, and says for how many rows. */
  private int repeat(float[] byColumn, int columns) {
    int rows = CHUNK / columns;
    System.arraycopy(byColumn, 0, factors, 0, columns);
    RowLoops.repeat(factors, columns, rows);
    return rows;
  }
}
