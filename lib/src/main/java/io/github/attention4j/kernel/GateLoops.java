package io.github.attention4j.kernel;

/**
 * The loops of {@link GatedSample} and its gradient over many numbers. Like {@link RowLoops} they
 * run from 0 over whole arrays, without an offset, so that Java's compiler makes vector
 * instructions of them.
 */
final class GateLoops {
  /** Beyond, a sigmoid is 0 or 1, to the last digit of FLOAT next to 1. */
  private static final float FAR = 18;

  // e^(-x/8), x from -18 to 18: a polynomial with p(0) = 1, fitted to keep the sigmoid's largest
  // error that p^8 makes at 2e-8. Written in powers of x.
  private static final float C1 = -0.125000015f;
  private static final float C2 = 0.0078125037f;
  private static final float C3 = -3.2551304e-4f;
  private static final float C4 = 1.0171187e-5f;
  private static final float C5 = -2.5497974e-7f;
  private static final float C6 = 5.3956356e-9f;
  private static final float C7 = -8.413022e-11f;

  private static final float LEAST = 1 / (1 + expOfMinus(-FAR));

  private GateLoops() {}

  /** Pools planes over the channels: adds {@code factors numbers} to sums and maxima. */
  static void pool(float[] sums, float[] maxima, float[] numbers, float[] factors, int length) {
    for (int i = 0; i < length; i++) {
      float number = numbers[i] * factors[i];
      sums[i] += number;
      maxima[i] = Math.max(maxima[i], number);
    }
  }

  /** Pools four arrays, number by number: writes sums and maxima. */
  static void pool(
      float[] first,
      float[] second,
      float[] third,
      float[] fourth,
      float[] sums,
      float[] maxima,
      int length) {
    for (int i = 0; i < length; i++) {
      float a = first[i];
      float b = second[i];
      float c = third[i];
      float d = fourth[i];
      sums[i] = (a + b) + (c + d);
      maxima[i] = Math.max(Math.max(a, b), Math.max(c, d));
    }
  }

  /** The sum of a few numbers, in four sums that do not wait for each other. */
  static float sum(float[] numbers, int length) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      a += numbers[i];
      b += numbers[i + 1];
      c += numbers[i + 2];
      d += numbers[i + 3];
    }
    for (; i < length; i++) {
      a += numbers[i];
    }
    return (a + b) + (c + d);
  }

  /** The largest of a few numbers, likewise. */
  static float max(float[] numbers, int length) {
    float a = Float.NEGATIVE_INFINITY;
    float b = a;
    float c = a;
    float d = a;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      a = Math.max(a, numbers[i]);
      b = Math.max(b, numbers[i + 1]);
      c = Math.max(c, numbers[i + 2]);
      d = Math.max(d, numbers[i + 3]);
    }
    for (; i < length; i++) {
      a = Math.max(a, numbers[i]);
    }
    return Math.max(Math.max(a, b), Math.max(c, d));
  }

  /** {@code left = left + factor right}. */
  static void addScaled(float[] left, float[] right, float factor, int length) {
    for (int i = 0; i < length; i++) {
      left[i] = Math.fma(right[i], factor, left[i]);
    }
  }

  /** The same of three arrays, {@code left = left + a first + b second + c third}. */
  static void addThree(
      float[] left,
      float[] first,
      float a,
      float[] second,
      float b,
      float[] third,
      float c,
      int length) {
    for (int i = 0; i < length; i++) {
      left[i] = Math.fma(third[i], c, Math.fma(second[i], b, Math.fma(first[i], a, left[i])));
    }
  }

  /** {@code numbers = numbers factors gates}. */
  static void multiply(float[] numbers, float[] factors, float[] gates, int length) {
    for (int i = 0; i < length; i++) {
      numbers[i] = numbers[i] * factors[i] * gates[i];
    }
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

  /** {@code max(0, numbers)}, NaN for NaN. */
  static void relu(float[] numbers, int length) {
    for (int i = 0; i < length; i++) {
      numbers[i] = Math.max(numbers[i], 0);
    }
  }

  /** {@code numbers = numbers + numbers sigmoid(logits)}; logits are overwritten. */
  static void addGated(float[] numbers, float[] logits, int length) {
    sigmoid(logits, length);
    for (int i = 0; i < length; i++) {
      numbers[i] = Math.fma(numbers[i], logits[i], numbers[i]);
    }
  }

  /**
   * The same where the logits are sums: {@code sigmoid(a + b) = 1 / (1 + e^-a e^-b)}.
   *
   * @param left {@code e^-a}
   * @param right {@code e^-b}
   */
  static void addGated(float[] numbers, float[] left, float[] right, int length) {
    for (int i = 0; i < length; i++) {
      numbers[i] += numbers[i] / Math.fma(left[i], right[i], 1f);
    }
  }

  /**
   * {@code logits = 1 / (1 + e^-logits)}: at most 1e-7 off, exactly 0 far below 0, NaN for NaN.
   * Gradients are sums of many gates, in which what is off adds up: so this is more than three
   * times as exact as with {@link RowLoops#exp}.
   */
  static void sigmoid(float[] logits, int length) {
    for (int i = 0; i < length; i++) {
      logits[i] = Math.min(Math.max(logits[i], -FAR), FAR);
    }
    for (int i = 0; i < length; i++) {
      logits[i] = 1 / (1 + expOfMinus(logits[i])) - LEAST;
    }
  }

  /**
   * {@code (e^(-x/8))^8}, as {@link RowLoops#exp}, on both sides of 0, with what rounding took away
   * from the eighth part and its squares carried along.
   */
  private static float expOfMinus(float x) {
    float p = Math.fma(C7, x, C6);
    p = Math.fma(p, x, C5);
    p = Math.fma(p, x, C4);
    p = Math.fma(p, x, C3);
    p = Math.fma(p, x, C2);
    p = Math.fma(p, x, C1);
    float eighth = Math.fma(p, x, 1f);
    float rest = Math.fma(p, x, 1 - eighth);
    float fourth = eighth * eighth;
    rest = Math.fma(2 * eighth, rest, Math.fma(eighth, eighth, -fourth));
    float half = fourth * fourth;
    rest = Math.fma(2 * fourth, rest, Math.fma(fourth, fourth, -half));
    return Math.fma(half, half, 2 * half * rest);
  }

  /** {@code numbers = e^-numbers}, one by one. */
  static void expOfMinus(float[] numbers, int length) {
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) Math.exp(-numbers[i]);
    }
  }
}
