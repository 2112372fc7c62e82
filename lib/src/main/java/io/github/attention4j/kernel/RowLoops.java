package io.github.attention4j.kernel;

/**
 * The element-by-element loops of {@link OnlineSoftmax} and {@link SoftmaxGradient}. Each runs from
 * 0 over whole arrays, without an offset, and calls nothing that Java's compiler cannot turn into
 * vector instructions: with an offset in one of the indices, or with {@link Math#exp}, the same
 * loops were 3 to 10 times slower.
 */
final class RowLoops {
  /** Weights below {@code e^-28}, 7e-13 of the row's largest, are 0. */
  private static final float LOWEST = -28;

  // e^z for z = x / 8 from -3.5 to 0: a polynomial with p(0) = 1, fitted to keep the largest error
  // of
  // p^8, weighted by what it adds to a softmax, at 1e-7. Written in powers of x, not of z.
  private static final float C1 = 0.12499982f;
  private static final float C2 = 0.007812252f;
  private static final float C3 = 3.2539916e-4f;
  private static final float C4 = 1.0142883e-5f;
  private static final float C5 = 2.501584e-7f;
  private static final float C6 = 4.9379754e-9f;
  private static final float C7 = 7.46135e-11f;
  private static final float C8 = 7.5949826e-13f;
  private static final float C9 = 3.8063026e-15f;

  private static final float FLOOR = eighthPower(LOWEST);

  private RowLoops() {}

  /**
   * {@code e^x} for {@code x <= 0}: 1 at 0, at most 5e-7 off, exactly 0 at -28 and below, NaN for
   * NaN.
   */
  static float exp(float x) {
    return eighthPower(Math.max(x, LOWEST)) - FLOOR;
  }

  /** {@code (e^(x/8))^8}: the polynomial is short, and the product needs no bits of exponents. */
  private static float eighthPower(float x) {
    float p = Math.fma(C9, x, C8);
    p = Math.fma(p, x, C7);
    p = Math.fma(p, x, C6);
    p = Math.fma(p, x, C5);
    p = Math.fma(p, x, C4);
    p = Math.fma(p, x, C3);
    p = Math.fma(p, x, C2);
    p = Math.fma(p, x, C1);
    p = Math.fma(p, x, 1f);
    p *= p;
    p *= p;
    return p * p;
  }

  /** {@code left = max(left, right)}. */
  static void max(float[] left, float[] right, int length) {
    for (int i = 0; i < length; i++) {
      left[i] = Math.max(left[i], right[i]);
    }
  }

  /** {@code left = left + right}. */
  static void add(float[] left, float[] right, int length) {
    for (int i = 0; i < length; i++) {
      left[i] += right[i];
    }
  }

  /**
   * {@code scores = exp(scores - maxima)}, and adds them to the sums. Two loops: a long body would
   * be unrolled less.
   */
  static void weigh(float[] scores, float[] maxima, float[] sums, int length) {
    for (int i = 0; i < length; i++) {
      scores[i] = Math.max(scores[i] - maxima[i], LOWEST);
    }
    for (int i = 0; i < length; i++) {
      float weight = eighthPower(scores[i]) - FLOOR;
      scores[i] = weight;
      sums[i] += weight;
    }
  }

  /** {@code scores = exp(scores - maxima)}. */
  static void weigh(float[] scores, float[] maxima, int length) {
    for (int i = 0; i < length; i++) {
      scores[i] = Math.max(scores[i] - maxima[i], LOWEST);
    }
    for (int i = 0; i < length; i++) {
      scores[i] = eighthPower(scores[i]) - FLOOR;
    }
  }

  /** Softmax's Jacobian: {@code gradients = weights * (gradients - averages)}. */
  static void throughSoftmax(float[] gradients, float[] weights, float[] averages, int length) {
    for (int i = 0; i < length; i++) {
      gradients[i] = weights[i] * (gradients[i] - averages[i]);
    }
  }

  /** {@code left = left - right}. */
  static void subtract(float[] left, float[] right, int length) {
    for (int i = 0; i < length; i++) {
      left[i] -= right[i];
    }
  }

  /** {@code numbers = factor numbers}. */
  static void scale(float[] numbers, float factor, int length) {
    for (int i = 0; i < length; i++) {
      numbers[i] *= factor;
    }
  }

  /** The sum of squares, in DOUBLE. Four sums at a time wait less for one another. */
  static double sumOfSquares(float[] numbers, int length) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 4 <= length; i += 4) {
      sum0 += (double) numbers[i] * numbers[i];
      sum1 += (double) numbers[i + 1] * numbers[i + 1];
      sum2 += (double) numbers[i + 2] * numbers[i + 2];
      sum3 += (double) numbers[i + 3] * numbers[i + 3];
    }
    for (; i < length; i++) {
      sum0 += (double) numbers[i] * numbers[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** {@code left = left * factor + right}. */
  static void scaleAndAdd(float[] left, float[] factor, float[] right, int length) {
    for (int i = 0; i < length; i++) {
      left[i] = Math.fma(left[i], factor[i], right[i]);
    }
  }

  /** {@code left = left * right}. */
  static void multiply(float[] left, float[] right, int length) {
    for (int i = 0; i < length; i++) {
      left[i] *= right[i];
    }
  }

  /**
   * The dot product of each row of the left with the same row of the right, {@code (rows,
   * columns)}. Not a loop for vector instructions; eight sums at a time wait less for one another,
   * and round less.
   */
  static void dotRows(float[] left, float[] right, float[] dots, int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      float sum0 = 0;
      float sum1 = 0;
      float sum2 = 0;
      float sum3 = 0;
      float sum4 = 0;
      float sum5 = 0;
      float sum6 = 0;
      float sum7 = 0;
      int i = row * columns;
      int end = i + columns;
      for (; i + 8 <= end; i += 8) {
        sum0 = Math.fma(left[i], right[i], sum0);
        sum1 = Math.fma(left[i + 1], right[i + 1], sum1);
        sum2 = Math.fma(left[i + 2], right[i + 2], sum2);
        sum3 = Math.fma(left[i + 3], right[i + 3], sum3);
        sum4 = Math.fma(left[i + 4], right[i + 4], sum4);
        sum5 = Math.fma(left[i + 5], right[i + 5], sum5);
        sum6 = Math.fma(left[i + 6], right[i + 6], sum6);
        sum7 = Math.fma(left[i + 7], right[i + 7], sum7);
      }
      for (; i < end; i++) {
        sum0 = Math.fma(left[i], right[i], sum0);
      }
      dots[row] = ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
    }
  }

  /** Repeats the first row of some width until there are so many. */
  static void repeat(float[] array, int width, int rows) {
    for (int done = 1; done < rows; done *= 2) {
      System.arraycopy(array, 0, array, done * width, Math.min(done, rows - done) * width);
    }
  }

  /**
   * Turns {@code (rows, columns)} into {@code (columns, rows)}. Not a loop for vector instructions;
   * eight rows at a time need half the time of one.
   */
  static void transpose(float[] from, float[] to, int rows, int columns) {
    int row = 0;
    for (; row + 8 <= rows; row += 8) {
      for (int column = 0; column < columns; column++) {
        int in = row * columns + column;
        int out = column * rows + row;
        to[out] = from[in];
        to[out + 1] = from[in + columns];
        to[out + 2] = from[in + 2 * columns];
        to[out + 3] = from[in + 3 * columns];
        to[out + 4] = from[in + 4 * columns];
        to[out + 5] = from[in + 5 * columns];
        to[out + 6] = from[in + 6 * columns];
        to[out + 7] = from[in + 7 * columns];
      }
    }
    for (; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        to[column * rows + row] = from[row * columns + column];
      }
    }
  }
}
