package io.github.attention4j.kernel;

import io.github.attention4j.kernel.WindowBlocks.Block;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Some rows of feature maps as matrices, for {@link FusedConvolution}: a worker's memory.
 *
 * <p>What the windows see becomes a matrix with a column for each place, in which stands, channel
 * by channel, what its window shows ("im2col"). To make it, a channel's rows are copied with zeros
 * around them. Behind one another, all rows in one array, a place {@code (u, v)} of the window then
 * shows the same array from another beginning:
 *
 * <pre>{@code
 * 0 0 0 0 0      of a map of 3 places in a row, 3x3 windows: the matrix' row for (0, 0) begins at
 * 0 a b c 0      the first zero, that for (1, 1) at a, that for (2, 2) at the zero behind f's left
 * 0 d e f 0      neighbour
 * 0 0 0 0 0
 * }</pre>
 *
 * <p>So every row of the matrix is one copy of neighbours. Its columns behind a map's last place in
 * a row belong to no place: {@link #write} drops them, and {@link #read} has zeros there.
 */
final class WindowBlock {
  private OffHeap windows = new OffHeap(1);
  private OffHeap inputs = new OffHeap(1);
  private OffHeap products = new OffHeap(1);
  private float[] dense = new float[0]; // rows of a channel
  private float[] padded = new float[0]; // the same with zeros
  private float[] matrix = new float[0]; // on its way into or out of the memory that BLAS works in

  /**
   * What the windows of some rows see, {@code (depth, rows rowLength)}.
   *
   * @param withOnes whether a row of ones follows, which a bias is multiplied by
   */
  Matrix windows(WindowSizes sizes, FloatBuffer maps, Block block, boolean withOnes) {
    int margin = sizes.margin();
    int columns = block.rows() * sizes.rowLength();
    int depth = sizes.depth() + (withOnes ? 1 : 0);
    room(
        (block.rows() + 2 * margin) * sizes.width(),
        columns + 2 * margin * (sizes.rowLength() + 1),
        depth * columns);
    Arrays.fill(padded, 0);
    int above = Math.max(0, block.first() - margin);
    int count = Math.min(sizes.height(), block.first() + block.rows() + margin) - above;
    int row = 0;
    for (int channel = 0; channel < sizes.channels(); channel++) {
      int start = (above - block.first() + margin) * sizes.rowLength() + margin;
      spread(sizes, maps, sizes.row(block.sample(), channel) + above, count, padded, start);
      for (int u = 0; u < sizes.window(); u++) {
        for (int v = 0; v < sizes.window(); v++) {
          int shift = (u * sizes.rowLength() + v) * sizes.dilation();
          System.arraycopy(padded, shift, matrix, row++ * columns, columns);
        }
      }
    }
    if (withOnes) {
      Arrays.fill(matrix, row * columns, depth * columns, 1);
    }
    windows = room(windows, depth * columns);
    windows.put(0, matrix, depth * columns);
    return windows.matrix(0, depth, columns);
  }

  /** Copies some rows, counted over all maps, to where there is room for zeros between them. */
  private void spread(
      WindowSizes sizes, FloatBuffer maps, int row, int count, float[] to, int start) {
    maps.get(row * sizes.width(), dense, 0, count * sizes.width());
    for (int i = 0; i < count; i++) {
      int first = start + i * sizes.rowLength();
      System.arraycopy(dense, i * sizes.width(), to, first, sizes.width());
    }
  }

  /**
   * Some rows of each channel, {@code (channels + 1, rows rowLength)}, zeros behind a row's end;
   * and the places themselves, as a row of ones.
   */
  Matrix read(WindowSizes sizes, FloatBuffer maps, Block block) {
    int columns = block.rows() * sizes.rowLength();
    int channels = sizes.channels();
    int length = (channels + 1) * columns;
    room(block.rows() * sizes.width(), 0, length);
    Arrays.fill(matrix, 0, length, 0);
    for (int channel = 0; channel < channels; channel++) {
      int row = sizes.row(block.sample(), channel) + block.first();
      spread(sizes, maps, row, block.rows(), matrix, channel * columns);
    }
    for (int i = 0; i < block.rows(); i++) {
      int start = channels * columns + i * sizes.rowLength();
      Arrays.fill(matrix, start, start + sizes.width(), 1);
    }
    inputs = room(inputs, length);
    inputs.put(0, matrix, length);
    return inputs.matrix(0, channels + 1, columns);
  }

  /** Where a product for some rows goes, {@code (channels, rows rowLength)}. */
  Matrix product(WindowSizes sizes, Block block) {
    int columns = block.rows() * sizes.rowLength();
    products = room(products, sizes.channels() * columns);
    return products.matrix(0, sizes.channels(), columns);
  }

  /** Writes the product into a sample's rows. */
  void write(WindowSizes sizes, FloatBuffer maps, Block block) {
    int columns = block.rows() * sizes.rowLength();
    int width = sizes.width();
    int length = block.rows() * width;
    room(length, 0, sizes.channels() * columns);
    products.get(0, matrix, sizes.channels() * columns);
    for (int channel = 0; channel < sizes.channels(); channel++) {
      for (int i = 0; i < block.rows(); i++) {
        int from = channel * columns + i * sizes.rowLength();
        System.arraycopy(matrix, from, dense, i * width, width);
      }
      int row = sizes.row(block.sample(), channel) + block.first();
      maps.put(row * width, dense, 0, length);
    }
  }

  private static OffHeap room(OffHeap memory, int length) {
    return memory.length() < length ? new OffHeap(length) : memory;
  }

  private void room(int denseLength, int paddedLength, int matrixLength) {
    dense = dense.length < denseLength ? new float[denseLength] : dense;
    padded = padded.length < paddedLength ? new float[paddedLength] : padded;
    matrix = matrix.length < matrixLength ? new float[matrixLength] : matrix;
  }
}
