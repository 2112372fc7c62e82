package io.github.attention4j.kernel;

/**
 * How the scores of a sequence are cut.
 *
 * @param queryBlock how many queries a block has at most
 * @param keyBlock how many keys a tile has at most
 * @param strip how many keys a matrix product has at most. OpenBLAS copies matrices into an order
 *     of its own before it multiplies them, but leaves small ones, of up to {@link #SMALL}
 *     multiplications, where they lie: on a processor with AVX-512 a strip's products are computed
 *     1.4 times as fast as a tile's. (Not where the second one is transposed; so queries are turned
 *     once for all keys.) Where strips would be too narrow for that, they are as long as the tile.
 */
record Tiling(int queryBlock, int keyBlock, int strip) {
  private static final int SMALL = 100 * 100 * 100;
  private static final int TOO_NARROW = 48;

  /**
   * Cuts into tiles.
   *
   * @param width the larger one of Dk and Dv
   */
  static Tiling of(int queries, int keys, int width) {
    int queryBlock = even(queries, Math.min(OnlineSoftmax.QUERIES, OnlineSoftmax.NUMBERS / width));
    int keyBlock = even(keys, OnlineSoftmax.SCORES / queryBlock);
    int strip = SMALL / (queryBlock * width) / 16 * 16;
    return new Tiling(queryBlock, keyBlock, strip < TOO_NARROW ? keyBlock : even(keyBlock, strip));
  }

  /** The size of the fewest blocks, all about equally long: a short last one would be slow. */
  private static int even(int length, int most) {
    int size = blocks(length, blocks(length, most));
    return Math.min(most, 16 * blocks(size, 16)); // vector instructions take 16 numbers
  }

  /** How many blocks a length takes. */
  static int blocks(int length, int size) {
    return (length - 1) / size + 1;
  }
}
