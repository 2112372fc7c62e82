package io.github.attention4j.kernel;

/**
 * The loops of {@link FusedBatchNorm}. Like {@link RowLoops} they run from 0 over whole arrays,
 * without an offset, so that Java's compiler makes vector instructions of them where it can.
 */
final class NormLoops {
  private NormLoops() {}

  /** {@code numbers = numbers - number}. */
  static void subtract(float[] numbers, float number) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] -= number;
    }
  }

  /** {@code numbers = (numbers - centre) factor + offset}. */
  static void normalise(float[] numbers, float centre, float factor, float offset) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.fma(numbers[i] - centre, factor, offset);
    }
  }

  /** The sum, in DOUBLE; four sums at a time wait less for one another. */
  static double sum(float[] numbers) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 4 <= numbers.length; i += 4) {
      sum0 += numbers[i];
      sum1 += numbers[i + 1];
      sum2 += numbers[i + 2];
      sum3 += numbers[i + 3];
    }
    for (; i < numbers.length; i++) {
      sum0 += numbers[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /** The dot product, in DOUBLE. */
  static double dot(float[] left, float[] right) {
    double sum0 = 0;
    double sum1 = 0;
    int i = 0;
    for (; i + 2 <= left.length; i += 2) {
      sum0 += (double) left[i] * right[i];
      sum1 += (double) left[i + 1] * right[i + 1];
    }
    for (; i < left.length; i++) {
      sum0 += (double) left[i] * right[i];
    }
    return sum0 + sum1;
  }
}
