package io.github.attention4j.kernel;

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
  private float[] ones = new float[0];

  /**
   * What the windows of some rows see, {@code (depth, rows rowLength)}.
   *
   * @param withOnes whether a row of ones follows, which a bias is multiplied by
   */
  Matrix windows(
      WindowSizes sizes, FloatBuffer maps, int sample, int first, int rows, boolean withOnes) {
    int margin = sizes.margin();
    int columns = rows * sizes.rowLength();
    int depth = sizes.depth() + (withOnes ? 1 : 0);
    windows = room(windows, depth * columns);
    room((rows + 2 * margin) * sizes.width(), columns + 2 * margin * (sizes.rowLength() + 1));
    Arrays.fill(padded, 0);
    int above = Math.max(0, first - margin);
    int count = Math.min(sizes.height(), first + rows + margin) - above;
    int row = 0;
    for (int channel = 0; channel < sizes.channels(); channel++) {
      int start = (above - first + margin) * sizes.rowLength() + margin;
      spread(sizes, maps, sizes.row(sample, channel) + above, count, start);
      for (int u = 0; u < sizes.window(); u++) {
        for (int v = 0; v < sizes.window(); v++) {
          int shift = (u * sizes.rowLength() + v) * sizes.dilation();
          windows.put(row++ * columns, padded, shift, columns);
        }
      }
    }
    if (withOnes) {
      windows.put(row * columns, ones(columns), 0, columns);
    }
    return windows.matrix(0, depth, columns);
  }

  /** Copies some rows, counted over all maps, to where they are padded. */
  private void spread(WindowSizes sizes, FloatBuffer maps, int row, int count, int start) {
    maps.get(row * sizes.width(), dense, 0, count * sizes.width());
    for (int i = 0; i < count; i++) {
      int to = start + i * sizes.rowLength();
      System.arraycopy(dense, i * sizes.width(), padded, to, sizes.width());
    }
  }

  /**
   * Some rows of each channel, {@code (channels + 1, rows rowLength)}, zeros behind a row's end;
   * and the places themselves, as a row of ones.
   */
  Matrix read(WindowSizes sizes, FloatBuffer maps, int sample, int first, int rows) {
    int columns = rows * sizes.rowLength();
    int channels = sizes.channels();
    inputs = room(inputs, (channels + 1) * columns);
    room(rows * sizes.width(), columns);
    Arrays.fill(padded, 0);
    for (int channel = 0; channel < channels; channel++) {
      spread(sizes, maps, sizes.row(sample, channel) + first, rows, 0);
      inputs.put(channel * columns, padded, 0, columns);
    }
    for (int i = 0; i < rows; i++) {
      int start = i * sizes.rowLength();
      Arrays.fill(padded, start, start + sizes.width(), 1);
    }
    inputs.put(channels * columns, padded, 0, columns);
    return inputs.matrix(0, channels + 1, columns);
  }

  /** Where a product for some rows goes, {@code (channels, rows rowLength)}. */
  Matrix product(WindowSizes sizes, int rows) {
    int columns = rows * sizes.rowLength();
    products = room(products, sizes.channels() * columns);
    return products.matrix(0, sizes.channels(), columns);
  }

  /** Writes the product into a sample's rows. */
  void write(WindowSizes sizes, FloatBuffer maps, int sample, int first, int rows) {
    int columns = rows * sizes.rowLength();
    int width = sizes.width();
    room(rows * width, columns);
    for (int channel = 0; channel < sizes.channels(); channel++) {
      products.get(channel * columns, padded, columns);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(padded, i * sizes.rowLength(), dense, i * width, width);
      }
      maps.put((sizes.row(sample, channel) + first) * width, dense, 0, rows * width);
    }
  }

  private static OffHeap room(OffHeap memory, int length) {
    return memory.length() < length ? new OffHeap(length) : memory;
  }

  private void room(int denseLength, int paddedLength) {
    dense = dense.length < denseLength ? new float[denseLength] : dense;
    padded = padded.length < paddedLength ? new float[paddedLength] : padded;
  }

  private float[] ones(int length) {
    if (ones.length < length) {
      ones = new float[length];
      Arrays.fill(ones, 1);
    }
    return ones;
  }
}
