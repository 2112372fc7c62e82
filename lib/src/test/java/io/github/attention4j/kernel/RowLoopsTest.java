package io.github.attention4j.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RowLoopsTest {

  /** The weights of scores whose maximum is 0. */
  private static float[] weights(float... scores) {
    float[] weights = scores.clone();
    RowLoops.weigh(weights, new float[scores.length], new float[scores.length], scores.length);
    float[] unsummed = scores.clone();
    RowLoops.weigh(unsummed, new float[scores.length], scores.length);
    assertArrayEquals(unsummed, weights);
    return weights;
  }

  @Test
  void weightsAreExponentials() {
    float[] scores = new float[420_000];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 8 - 48f * i / scores.length;
    }
    float[] weights = weights(scores);
    double bias = 0;
    for (int i = 0; i < scores.length; i++) {
      double weight = Math.exp(scores[i]);
      double error = weights[i] / weight - 1;
      assertEquals(
          0,
          error,
          scores[i] > 0 ? 3e-6 : scores[i] > -8 ? 1.5e-6 : scores[i] > -12 ? 5e-6 : 1,
          "e^" + scores[i]);
      bias += scores[i] <= 0 ? (weights[i] - weight) / scores.length : 0;
    }
    assertEquals(0, bias, 1e-8);
  }

  @Test
  void weightsAtTheEnds() {
    float[] weights = weights(0, -0f, -1e3f, -Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN);
    assertEquals(1, weights[0]);
    assertEquals(1, weights[1]);
    for (int i = 2; i < 5; i++) {
      assertEquals(0, weights[i], "weight " + i);
    }
    assertTrue(Float.isNaN(weights[5]));
  }

  @Test
  void addsWeightsToTheSums() {
    float[] sums = {10, 20};
    RowLoops.weigh(new float[] {5, 7}, new float[] {5, 7}, sums, 2);
    assertEquals(11, sums[0]);
    assertEquals(21, sums[1]);
  }

  /** A score too far above its maximum is never taken for one in order, however little it is. */
  @Test
  void marksScoresFarAboveTheirMaxima() {
    float over = Math.nextUp(8f);
    for (float maximum : new float[] {0, -8, -8.5f, 7, 1e4f, -1e30f}) {
      float allowed = maximum + 8;
      assertTrue(isInOrder(allowed, maximum), "8 above " + maximum);
      assertFalse(isInOrder(Math.nextUp(maximum + over), maximum), "more above " + maximum);
    }
    for (float wrong : new float[] {9, 20, 1e4f, 1e38f, Float.POSITIVE_INFINITY, Float.NaN}) {
      assertFalse(isInOrder(wrong, 0), wrong + " above 0");
    }
    for (float right : new float[] {1e-38f, -1e-38f, -40, -1e38f, -Float.MAX_VALUE}) {
      assertTrue(isInOrder(right, 0), right + " beside 0");
    }
  }

  private static boolean isInOrder(float score, float maximum) {
    float[] sums = {0, 0, 0};
    RowLoops.weigh(new float[] {-1, score, -1}, new float[] {0, maximum, 0}, sums, 3);
    return RowLoops.isInOrder(sums, 3);
  }

  @Test
  void raisesWhatIsTooLow() {
    float[] maxima = {1, 1, 1, 1};
    float[] corrections = new float[4];
    assertTrue(RowLoops.raise(maxima, new float[] {0, 9, 10, 1e4f}, corrections, 4));
    assertArrayEquals(new float[] {1, 1, 10, 1e4f}, maxima);
    assertArrayEquals(new float[] {1, 1, (float) Math.exp(-9), 0}, corrections, 1e-9f);
    assertFalse(RowLoops.raise(maxima, new float[] {0, 9, 10, 1e4f}, corrections, 4));
    assertArrayEquals(new float[] {1, 1, 1, 1}, corrections);
  }

  @Test
  void transposes() {
    for (int rows : new int[] {1, 7, 8, 21}) {
      for (int stride : new int[] {rows, rows + 3}) {
        float[] turned = new float[stride * 5];
        float[] numbers = new float[rows * 5];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = i;
        }
        RowLoops.transpose(numbers, turned, rows, 5, stride);
        for (int i = 0; i < numbers.length; i++) {
          assertEquals(i, turned[i % 5 * stride + i / 5]);
        }
      }
    }
  }

  @Test
  void reducesRows() {
    for (int rows = 1; rows < 9; rows++) {
      float[] sums = new float[rows * 2];
      for (int i = 0; i < sums.length; i++) {
        sums[i] = i % 2 == 0 ? 1 : -i;
      }
      float[] largest = sums.clone();
      RowLoops.addRows(sums, new float[sums.length], 2, rows);
      assertArrayEquals(new float[] {rows, -rows * rows}, Arrays.copyOf(sums, 2));
      RowLoops.maxRows(largest, new float[sums.length], 2, rows);
      assertArrayEquals(new float[] {1, -1}, Arrays.copyOf(largest, 2));
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
