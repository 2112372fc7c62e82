package io.github.attention4j.kernel;

/**
 * The element-by-element loops of {@link RunningSoftmax}, {@link OnlineSoftmax} and {@link
 * SoftmaxGradient}. Each runs from 0 over whole arrays, without an offset, and calls nothing that
 * Java's compiler cannot turn into vector instructions: with an offset in one of the indices, or
 * with {@link Math#exp}, the same loops were 3 to 10 times slower.
 */
final class RowLoops {
  // e^(y/8) for y from -8 on: a polynomial with p(0) = 1. Fitted so that the largest relative error
  // of p^8 up to 16, which may grow as e^(y/4), is small: 5e-8 at 0. In powers of y, not of y/8.
  private static final float C1 = 0.125000002f;
  private static final float C2 = 0.00781249766f;
  private static final float C3 = 3.25519834e-4f;
  private static final float C4 = 1.01726856e-5f;
  private static final float C5 = 2.54373959e-7f;
  private static final float C6 = 5.29497755e-9f;
  private static final float C7 = 9.35018845e-11f;
  private static final float C8 = 1.51711698e-12f;
  private static final float C9 = 2.71719128e-14f;

  /** How far a score may be above its maximum. */
  private static final float TOLERANCE = 8;

  /** More than any sum of weights. */
  private static final float TOO_MUCH = 1e12f;

  private RowLoops() {}

  /**
   * {@code e^x} for {@code x <= 0}: 1 at 0, 1.5e-6 of it off at most down to -8, 0 far below, NaN
   * for NaN.
   */
  static float exp(float x) {
    return 1 / power(-x);
  }

  /**
   * {@code e^y} for {@code y >= -8}, as {@code (e^(y/8))^8}: the polynomial is short, and the
   * product needs no bits of exponents. Beyond 16 it is too small, but so large that its inverse
   * hardly counts in a softmax; so nothing has to keep y from growing. Written so that few terms
   * wait for one another.
   */
  private static float power(float y) {
    float y2 = y * y;
    float y4 = y2 * y2;
    float low = Math.fma(Math.fma(C4, y, C3), y2, Math.fma(C2, y, C1));
    float high = Math.fma(Math.fma(C8, y, C7), y2, Math.fma(C6, y, C5));
    float rest = Math.fma(Math.fma(C9, y4, high), y4, low);
    float p = Math.fma(rest, y, 1f); // rounded once where it is near 1
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
   * {@code scores = exp(scores - maxima)}, and adds them to the sums. A sum of which a score was
   * more than {@link #TOLERANCE} above its maximum is no longer {@link #isInOrder}: so maxima need
   * not be up to date, and nobody has to look for them.
   */
  static void weigh(float[] scores, float[] maxima, float[] sums, int length) {
    for (int i = 0; i < length; i++) {
      float below = maxima[i] - scores[i];
      float weight = 1 / power(below);
      float room = below + TOLERANCE;
      float above = Math.abs(room) - room; // twice as much as there is too little room, or 0
      scores[i] = weight;
      sums[i] += Math.fma(Float.MAX_VALUE, above, weight);
    }
  }

  /** Whether no score that was weighed for these sums was too far above its maximum. */
  static boolean isInOrder(float[] sums, int length) {
    boolean inOrder = true;
    for (int i = 0; i < length; i++) {
      inOrder &= sums[i] < TOO_MUCH;
    }
    return inOrder;
  }

  /** {@code scores = exp(scores - maxima)}. */
  static void weigh(float[] scores, float[] maxima, int length) {
    for (int i = 0; i < length; i++) {
      scores[i] = 1 / power(maxima[i] - scores[i]);
    }
  }

  /**
   * Brings maxima up to date where one of the scores was too far above them.
   *
   * @param largest of the scores
   * @param corrections takes {@code exp(maximum - new maximum)}
   * @return whether there was any
   */
  static boolean raise(float[] maxima, float[] largest, float[] corrections, int length) {
    boolean raised = false;
    for (int i = 0; i < length; i++) {
      float before = maxima[i];
      if (largest[i] > before + TOLERANCE) {
        maxima[i] = largest[i];
        raised = true;
      }
      corrections[i] = exp(before - maxima[i]);
    }
    return raised;
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

  /** Sums of the columns of {@code (rows, width)}, which they overwrite, from the first on. */
  static void addRows(float[] array, float[] spare, int width, int rows) {
    for (int left = rows; left > 1; left -= left / 2) {
      int half = left / 2 * width;
      System.arraycopy(array, left * width - half, spare, 0, half);
      add(array, spare, half);
    }
  }

  /** The largest of the columns of {@code (rows, width)}, likewise. */
  static void maxRows(float[] array, float[] spare, int width, int rows) {
    for (int left = rows; left > 1; left -= left / 2) {
      int half = left / 2 * width;
      System.arraycopy(array, left * width - half, spare, 0, half);
      max(array, spare, half);
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
   *
   * @param stride the distance from row to row of what is written, see {@link #strideOf}
   */
  static void transpose(float[] from, float[] to, int rows, int columns, int stride) {
    int row = 0;
    for (; row + 8 <= rows; row += 8) {
      for (int column = 0; column < columns; column++) {
        int in = row * columns + column;
        int out = column * stride + row;
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
        to[column * stride + row] = from[row * columns + column];
      }
    }
  }

  /**
   * A distance from row to row for rows of some length to be written column by column: rows that
   * lie a multiple of 256 bytes apart push one another out of the first-level cache, which took 1.6
   * times as long.
   */
  static int strideOf(int length) {
    return length % 64 == 0 ? length + 16 : length;
  }
}
