package io.github.attention4j.kernel;

import org.bytedeco.javacpp.FloatPointer;

/**
 * What the places of a sample ask for and offer, as the products that read it like it.
 *
 * @param queries {@code (Dk, H W)}
 * @param keysAndValues {@code (H W, Dk + Dv)}
 * @param keyDim Dk
 */
record PlaceVectors(Matrix queries, Matrix keysAndValues, int keyDim) {

  /** In memory for {@link #length} numbers. */
  static PlaceVectors at(FloatPointer memory, FeatureMapJob job) {
    int keyDim = job.layers().keyDim();
    int width = keyDim + job.layers().valueDim();
    int places = job.places();
    return new PlaceVectors(
        new Matrix(memory.getPointer((long) places * width), keyDim, places, places),
        new Matrix(memory, places, width, width),
        keyDim);
  }

  /** How many numbers a sample's vectors have. */
  static long length(FeatureMapJob job) {
    return (long) job.places() * (2 * job.layers().keyDim() + job.layers().valueDim());
  }

  /** {@code (Dk, queries)}. */
  Matrix queries(QueryBlock block) {
    return queries.block(0, block.first(), keyDim, block.size());
  }

  /** {@code (places, Dk + Dv)}. */
  Matrix keysAndValues(QueryBlock block) {
    return keysAndValues.block(block.first(), 0, block.size(), keysAndValues.columns());
  }

  /** {@code (count, Dk)}. */
  Matrix keys(int first, int count) {
    return keysAndValues.block(first, 0, count, keyDim);
  }

  /** {@code (count, Dv)}. */
  Matrix values(int first, int count) {
    return keysAndValues.block(first, keyDim, count, keysAndValues.columns() - keyDim);
  }
}
