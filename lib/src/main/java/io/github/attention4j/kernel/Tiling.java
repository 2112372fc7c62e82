package io.github.attention4j.kernel;

/**
 * How the scores of a sequence are cut.
 *
 * @param queryBlock how many queries a block has at most
 * @param mostKeys how many keys a strip of it has at most. With its kernels for AVX-512, OpenBLAS
 *     leaves small matrices, of up to {@link #SMALL} multiplications, where they lie; others it
 *     copies into an order of its own before it multiplies them. Products of 128 x 112 scores are
 *     computed up to twice as fast as those of 128 x 512. (Not where the second one is transposed;
 *     so queries are turned once for all keys.) With other kernels, and where strips would be too
 *     narrow for that, they have {@link RunningSoftmax#SCORES}.
 */
record Tiling(int queryBlock, int mostKeys) {
  static final int SMALL = 100 * 100 * 100;
  private static final int TOO_NARROW = 48;

  /**
   * Cuts into blocks and strips.
   *
   * @param most how many queries a block may have
   * @param width the larger one of Dk and Dv
   */
  static Tiling of(int queries, int most, int width) {
    int queryBlock = even(queries, Math.min(most, OnlineSoftmax.NUMBERS / width));
    int mostKeys = RunningSoftmax.SCORES / queryBlock;
    int small = SMALL / (queryBlock * width) / 16 * 16;
    boolean asTheyLie = MatrixProducts.leaveSmallMatrices() && small >= TOO_NARROW;
    return new Tiling(queryBlock, asTheyLie ? Math.min(mostKeys, small) : mostKeys);
  }

  /** How many keys a strip has of so many. */
  int strip(int keys) {
    return even(keys, mostKeys);
  }

  /** The size of the fewest blocks, all about equally long: a short last one would be slow. */
  static int even(int length, int most) {
    int size = blocks(length, blocks(length, most));
    return Math.min(most, 16 * blocks(size, 16)); // vector instructions take 16 numbers
  }

  /** How many blocks a length takes. */
  static int blocks(int length, int size) {
    return (length - 1) / size + 1;
  }
}
