package io.github.attention4j.kernel;

/**
 * The element-by-element loops of {@link OnlineSoftmax}. Each runs from 0 over whole arrays,
 * without an offset, and calls nothing that Java's compiler cannot turn into vector instructions:
 * with an offset in one of the indices, or with {@link Math#exp}, the same loops were 3 to 10 times
 * slower.
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
