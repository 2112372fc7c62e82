package io.github.attention4j.kernel;

/**
 * The maps that a convolution's windows go over.
 *
 * @param channels C
 * @param height H
 * @param width W
 * @param window the height and width of a window, odd
 * @param dilation how far apart the places lie that it looks at
 */
record WindowSizes(int channels, int height, int width, int window, int dilation) {
  /** The most numbers of a block of windows, 1 MiB: they stay in the second-level cache. */
  private static final int MOST = 1 << 18;

  /**
   * OpenBLAS copies matrices into an order of its own first, unless their product is of no more
   * multiplications than these, on x86-64 with AVX-512: small blocks took half the time.
   */
  private static final double UNPACKED = 1e6;

  /** The same maps with other channels. */
  WindowSizes withChannels(int others) {
    return new WindowSizes(others, height, width, window, dilation);
  }

  /** How far a window reaches to each side. */
  int margin() {
    return window / 2 * dilation;
  }

  /** A row of the map with the zeros to its left and right. */
  int rowLength() {
    return width + 2 * margin();
  }

  /** What a window sees: the numbers of a column. */
  int depth() {
    return channels * window * window;
  }

  /**
   * How many rows of a map are taken at once: all, or as many as are about the same everywhere.
   *
   * @param others the channels that a block's windows are multiplied to
   */
  int blockRows(int others) {
    double row = (double) depth() * rowLength(); // the numbers of its windows
    int unpacked = (int) (UNPACKED / (row * others));
    int most = (int) (MOST / row);
    most = Math.max(1, unpacked > 0 ? Math.min(unpacked, most) : most);
    return Tiling.blocks(height, Tiling.blocks(height, Math.min(most, height)));
  }

  /** The first row of a sample's channel, counted over all samples. */
  int row(int sample, int channel) {
    return (sample * channels + channel) * height;
  }
}
