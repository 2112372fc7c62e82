package io.github.attention4j.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RowLoopsTest {

  /** The weights of scores below 0, whose maximum is 0. */
  private static float[] weights(float... scores) {
    float[] weights = scores.clone();
    RowLoops.weigh(weights, new float[scores.length], new float[scores.length], scores.length);
    return weights;
  }

  @Test
  void weightsAreExponentials() {
    float[] scores = new float[400_000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -40f * i / scores.length;
    }
    float[] weights = weights(scores);
    double bias = 0;
    for (int i = 0; i < scores.length; i++) {
      double error = weights[i] - Math.exp(scores[i]);
      assertEquals(0, error, 6e-7, "e^" + scores[i]);
      assertEquals(0, error / Math.exp(scores[i]), scores[i] > -12 ? 5e-6 : 1, "e^" + scores[i]);
      bias += error / scores.length;
    }
    assertEquals(0, bias, 1e-8);
  }

  @Test
  void weightsAtTheEnds() {
    float[] weights =
        weights(0, -0f, -28, -1e3f, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN);
    assertEquals(1, weights[0]);
    assertEquals(1, weights[1]);
    for (int i = 2; i < 6; i++) {
      assertEquals(0, weights[i], "weight " + i);
    }
    assertTrue(Float.isNaN(weights[6]));
  }

  @Test
  void addsWeightsToTheSums() {
    float[] sums = {10, 20};
    RowLoops.weigh(new float[] {5, 7}, new float[] {5, 7}, sums, 2);
    assertEquals(11, sums[0]);
    assertEquals(21, sums[1]);
  }

  @Test
  void transposes() {
    for (int rows : new int[] {1, 7, 8, 21}) {
      float[] turned = new float[rows * 5];
      float[] numbers = new float[rows * 5];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = i;
      }
      RowLoops.transpose(numbers, turned, rows, 5);
      for (int i = 0; i < numbers.length; i++) {
        assertEquals(i, turned[i % 5 * rows + i / 5]);
      }
    }
  }

  @Test
  void multipliesRows() {
    for (int columns : new int[] {1, 7, 8, 21}) {
      float[] left = new float[3 * columns];
      float[] right = new float[3 * columns];
      float[] expected = new float[3];
      for (int i = 0; i < left.length; i++) {
        left[i] = i;
        right[i] = i % 4 - 1;
        expected[i / columns] += left[i] * right[i];
      }
      float[] dots = new float[3];
      RowLoops.dotRows(left, right, dots, 3, columns);
      assertArrayEquals(expected, dots, "columns " + columns);
    }
  }

  @Test
  void repeatsTheFirstRow() {
    float[] rows = {1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 9};
    RowLoops.repeat(rows, 3, 3);
    assertArrayEquals(new float[] {1, 2, 3, 1, 2, 3, 1, 2, 3, 0, 0, 9}, rows);
  }
}
