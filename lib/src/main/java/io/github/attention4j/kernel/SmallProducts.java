package io.github.attention4j.kernel;

/**
 * Matrix products in blocks that are small enough for OpenBLAS to {@linkplain
 * MatrixProducts#leaveSmallMatrices leave them where they lie}, if it does so: 256 x 196 x 256
 * numbers are multiplied 1.4 times as fast. Where it copies blocks, too, nothing is cut: with its
 * kernels for AVX2 blocks take up to a third longer.
 *
 * <p>Vector instructions go along the result's rows, so a block is as wide as can be; and what it
 * adds up at a time is short enough for its share of the right matrix to stay close.
 */
final class SmallProducts {
  private static final int WIDEST = 320;
  private static final int DEEPEST = 64;

  private SmallProducts() {}

  /** {@code result = scale left right + kept result}. */
  static void multiply(float scale, Matrix left, Matrix right, float kept, Matrix result) {
    if (MatrixProducts.leaveSmallMatrices()) {
      multiplyBlocks(false, scale, left, right, kept, result);
    } else {
      MatrixProducts.multiply(scale, left, right, kept, result);
    }
  }

  /** {@code result = scale left^T right + kept result}. */
  static void multiplyTransposed(
      float scale, Matrix left, Matrix right, float kept, Matrix result) {
    if (MatrixProducts.leaveSmallMatrices()) {
      multiplyBlocks(true, scale, left, right, kept, result);
    } else {
      MatrixProducts.multiplyTransposed(scale, left, right, kept, result);
    }
  }

  /** Either of both, in blocks. */
  static void multiplyBlocks(
      boolean turned, float scale, Matrix left, Matrix right, float kept, Matrix result) {
    int width = even(result.columns(), WIDEST);
    int depth = even(right.rows(), DEEPEST);
    int height = even(result.rows(), Math.max(1, Tiling.SMALL / (width * depth)));
    for (int row = 0; row < result.rows(); row += height) {
      int rows = Math.min(height, result.rows() - row);
      for (int column = 0; column < result.columns(); column += width) {
        int columns = Math.min(width, result.columns() - column);
        Matrix sum = result.block(row, column, rows, columns);
        for (int first = 0; first < right.rows(); first += depth) {
          int some = Math.min(depth, right.rows() - first);
          Matrix part = right.block(first, column, some, columns);
          float before = first == 0 ? kept : 1;
          if (turned) {
            Matrix columnsOf = left.block(first, row, some, rows);
            MatrixProducts.multiplyTransposed(scale, columnsOf, part, before, sum);
          } else {
            Matrix rowsOf = left.block(row, first, rows, some);
            MatrixProducts.multiply(scale, rowsOf, part, before, sum);
          }
        }
      }
    }
  }

  /** The size of the fewest blocks, all about equally long. */
  private static int even(int length, int most) {
    return Tiling.blocks(length, Tiling.blocks(length, most));
  }
}
