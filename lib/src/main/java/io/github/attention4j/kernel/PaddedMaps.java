package io.github.attention4j.kernel;

/**
 * Takes the spatial branch of {@link FusedBottleneck} over one sample after the other: a worker's
 * memory.
 *
 * <p>What a place of the 3x3 windows sees of all maps is a matrix that lies in {@link PaddedSizes
 * padded} maps already. So a convolution is the sum of nine products of small matrices, and no
 * number is copied for it, unlike in {@link WindowBlock}.
 */
final class PaddedMaps {
  private final PlaceBranch branch;
  private final PaddedSizes sizes;
  private final OffHeap maps; // (hidden, length), what a convolution sees
  private final Matrix[] seen = new Matrix[PlaceBranch.PLACES]; // of it by a place of the windows
  private final OffHeap products; // (hidden, columns)
  private final float[] numbers; // the same in Java's memory, which loops go over
  private final float[] padded; // (hidden, length), zeros around the maps

  /** Memory for samples of these sizes. */
  PaddedMaps(PlaceBranch branch, PaddedSizes sizes) {
    this.branch = branch;
    this.sizes = sizes;
    int hidden = branch.hidden();
    maps = new OffHeap(hidden * sizes.length());
    for (int place = 0; place < seen.length; place++) {
      int u = place / PlaceBranch.WINDOW - 1;
      int v = place % PlaceBranch.WINDOW - 1;
      if (sizes.sees(u, v)) {
        seen[place] =
            maps.matrix(sizes.first(u, v), hidden, sizes.columns()).withStride(sizes.length());
      }
    }
    products = new OffHeap(hidden * sizes.columns());
    numbers = new float[hidden * sizes.columns()];
    padded = new float[hidden * sizes.length()];
  }

  /**
   * Computes the branch.
   *
   * @param input a sample, {@code (C, H W)}
   * @param places where it is written, {@code (H W)}
   */
  void compute(Matrix input, float[] places) {
    int width = sizes.width();
    Matrix result = biases(branch.reduce(), input.columns());
    MatrixProducts.multiply(1, branch.reduce().matrices().get(0), input, 1, result);
    pad(width);
    for (PlaceBranch.Layer layer : branch.around()) {
      result = biases(layer, sizes.columns());
      for (int place = 0; place < seen.length; place++) {
        if (seen[place] != null) {
          MatrixProducts.multiply(1, layer.matrices().get(place), seen[place], 1, result);
        }
      }
      pad(sizes.rowLength());
    }
    result = biases(branch.last(), sizes.columns());
    Matrix last = branch.last().matrices().get(0);
    MatrixProducts.multiply(1, last, seen[PlaceBranch.PLACES / 2], 1, result);
    products.get(0, numbers, sizes.columns());
    for (int row = 0; row < sizes.height(); row++) {
      System.arraycopy(numbers, row * sizes.rowLength(), places, row * width, width);
    }
  }

  /** A matrix whose rows are the biases over and over, for products to be added to. */
  private Matrix biases(PlaceBranch.Layer layer, int columns) {
    Matrix result = products.matrix(0, layer.bias().length, columns);
    result.fillColumns(layer.bias());
    return result;
  }

  /**
   * Takes the products' rows, zeros in place of what is below, to where there are zeros around.
   *
   * @param rowLength from the beginning of a map's row to that of the next, in the products
   */
  private void pad(int rowLength) {
    int hidden = branch.hidden();
    int length = hidden * sizes.height() * rowLength;
    products.get(0, numbers, length);
    GateLoops.relu(numbers, length);
    int from = 0;
    for (int map = 0; map < hidden; map++) {
      int to = map * sizes.length() + sizes.first(0, 0);
      for (int row = 0; row < sizes.height(); row++) {
        System.arraycopy(numbers, from, padded, to, sizes.width());
        from += rowLength;
        to += sizes.rowLength();
      }
    }
    maps.put(0, padded, padded.length);
  }
}
