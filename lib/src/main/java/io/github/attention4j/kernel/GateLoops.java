package io.github.attention4j.kernel;

/**
 * The loops of {@link GatedSample} and its gradient over many numbers. Like {@link RowLoops} they
 * run from 0 over whole arrays, without an offset, so that Java's compiler makes vector
 * instructions of them.
 */
final class GateLoops {
  /** Few enough numbers to take one by one. */
  private static final int FEW = 16;

  private GateLoops() {}

  /** Pools many rows of neighbours at once: adds {@code factor numbers} to sums and maxima. */
  static void pool(float[] sums, float[] maxima, float[] numbers, float factor, int length) {
    for (int i = 0; i < length; i++) {
      float number = numbers[i] * factor;
      sums[i] += number;
      maxima[i] = Math.max(maxima[i], number);
    }
  }

  /** {@code left = left + factor right}. */
  static void addScaled(float[] left, float[] right, float factor, int length) {
    for (int i = 0; i < length; i++) {
      left[i] = Math.fma(right[i], factor, left[i]);
    }
  }

  /** {@code numbers = numbers factor gates}. */
  static void multiply(float[] numbers, float factor, float[] gates, int length) {
    for (int i = 0; i < length; i++) {
      numbers[i] = numbers[i] * factor * gates[i];
    }
  }

  /**
   * The sum along an array, which is overwritten. Java adds up in the written order, one after the
   * other; so the last half is added to the first, until few are left.
   */
  static float sum(float[] numbers, float[] spare, int length) {
    int left = length;
    for (; left > FEW; left -= left / 2) {
      int half = left / 2;
      System.arraycopy(numbers, left - half, spare, 0, half);
      RowLoops.add(numbers, spare, half);
    }
    float sum = 0;
    for (int i = 0; i < left; i++) {
      sum += numbers[i];
    }
    return sum;
  }

  /** The largest number of an array, which is overwritten: as {@link #sum}. */
  static float max(float[] numbers, float[] spare, int length) {
    int left = length;
    for (; left > FEW; left -= left / 2) {
      int half = left / 2;
      System.arraycopy(numbers, left - half, spare, 0, half);
      RowLoops.max(numbers, spare, half);
    }
    float max = numbers[0];
    for (int i = 1; i < left; i++) {
      max = Math.max(max, numbers[i]);
    }
    return max;
  }

  /** {@code sums = sums + left right}. */
  static void addProducts(float[] sums, float[] left, float[] right, int length) {
    for (int i = 0; i < length; i++) {
      sums[i] += left[i] * right[i];
    }
  }

  /** Marks where numbers are the maxima, and none before them was. */
  static void markFirst(int[] marks, int mark, float[] numbers, float[] maxima, int length) {
    for (int i = 0; i < length; i++) {
      if (numbers[i] == maxima[i] && marks[i] < 0) {
        marks[i] = mark;
      }
    }
  }

  /** {@code numbers = factor numbers + offset}. */
  static void scaleAndShift(float[] numbers, float factor, float offset, int length) {
    for (int i = 0; i < length; i++) {
      numbers[i] = numbers[i] * factor + offset;
    }
  }

  /** Where a number stands first, 0 if nowhere. */
  static int indexOf(float number, float[] numbers, int length) {
    for (int i = 0; i < length; i++) {
      if (numbers[i] == number) {
        return i;
      }
    }
    return 0;
  }

  /** The dot product of a row of a matrix and a vector. */
  static float dot(float[] matrix, int row, float[] vector) {
    return dotFrom(matrix, row * vector.length, vector);
  }

  /**
   * The dot product of a vector and the neighbours that begin at an index, in four sums that do not
   * wait for each other.
   */
  static float dotFrom(float[] matrix, int start, float[] vector) {
    int columns = vector.length;
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 4 <= columns; i += 4) {
      a = Math.fma(matrix[start + i], vector[i], a);
      b = Math.fma(matrix[start + i + 1], vector[i + 1], b);
      c = Math.fma(matrix[start + i + 2], vector[i + 2], c);
      d = Math.fma(matrix[start + i + 3], vector[i + 3], d);
    }
    for (; i < columns; i++) {
      a = Math.fma(matrix[start + i], vector[i], a);
    }
    return a + b + (c + d);
  }

  /** {@code 1 / (1 + e^-x)}. */
  static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }
}
