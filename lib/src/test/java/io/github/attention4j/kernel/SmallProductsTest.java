package io.github.attention4j.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Products in blocks are the products; of small whole numbers, so that nothing is rounded. */
class SmallProductsTest {
  private final Random random = new Random(1);

  @Test
  void anySizes() {
    int[][] sizes = {{196, 288, 256}, {1, 1, 1}, {33, 700, 65}, {1000, 3, 100}, {2, 2, 4000}};
    for (int[] size : sizes) {
      assertAgrees(size[0], size[1], size[2]);
    }
    for (int i = 0; i < 40; i++) {
      assertAgrees(1 + random.nextInt(300), 1 + random.nextInt(700), 1 + random.nextInt(200));
    }
  }

  private void assertAgrees(int rows, int columns, int inner) {
    String what = rows + " x " + columns + " x " + inner;
    Matrix left = numbers(rows, inner);
    Matrix turned = numbers(inner, rows);
    Matrix right = numbers(inner, columns);
    float[] before = read(numbers(rows, columns));
    for (int kept = 0; kept < 2; kept++) {
      Matrix expected = write(before, rows, columns);
      MatrixProducts.multiply(2, left, right, kept, expected);
      Matrix blocks = write(before, rows, columns);
      SmallProducts.multiplyBlocks(false, 2, left, right, kept, blocks);
      assertSame(expected, blocks, what);
      Matrix chosen = write(before, rows, columns);
      SmallProducts.multiply(2, left, right, kept, chosen);
      assertSame(expected, chosen, what);

      expected = write(before, rows, columns);
      MatrixProducts.multiplyTransposed(2, turned, right, kept, expected);
      blocks = write(before, rows, columns);
      SmallProducts.multiplyBlocks(true, 2, turned, right, kept, blocks);
      assertSame(expected, blocks, what + " turned");
      chosen = write(before, rows, columns);
      SmallProducts.multiplyTransposed(2, turned, right, kept, chosen);
      assertSame(expected, chosen, what + " turned");
    }
  }

  private Matrix numbers(int rows, int columns) {
    float[] numbers = new float[rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(9) - 4;
    }
    return write(numbers, rows, columns);
  }

  /** Rows with a gap between them. */
  private static Matrix write(float[] numbers, int rows, int columns) {
    Matrix wide = new OffHeap(rows * (columns + 3)).matrix(0, rows, columns + 3);
    Matrix matrix = wide.block(0, 0, rows, columns);
    matrix.write(matrix.buffer(), 0, rows, numbers);
    return matrix;
  }

  private static float[] read(Matrix matrix) {
    float[] numbers = new float[matrix.rows() * matrix.columns()];
    matrix.read(matrix.buffer(), 0, matrix.rows(), numbers);
    return numbers;
  }

  private static void assertSame(Matrix expected, Matrix actual, String what) {
    float[] wanted = read(expected);
    float[] found = read(actual);
    for (int i = 0; i < wanted.length; i++) {
      assertEquals(wanted[i], found[i], what + " at " + i);
    }
  }
}
