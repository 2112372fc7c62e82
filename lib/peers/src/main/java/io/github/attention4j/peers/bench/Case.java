package io.github.attention4j.peers.bench;

import java.util.Random;

/**
 * A size to measure: scaled dot-product attention of a sequence with itself.
 *
 * @param batch B
 * @param heads H
 * @param length T
 * @param dim D, of keys and values
 * @param causal whether a query attends to itself and what came before only
 */
record Case(int batch, int heads, int length, int dim, boolean causal) {

  /** The reverse of {@link #toString}. */
  static Case parse(String text) {
    String[] parts = text.split(",");
    return new Case(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        parts.length > 4);
  }

  long[] shape() {
    return new long[] {batch, heads, length, dim};
  }

  /** B H T^2, of a causal one half of it: the scores that count. */
  double scores() {
    double all = (double) batch * heads * length * length;
    return causal ? all / 2 : all;
  }

  /** The two matrix products' floating-point operations. */
  double operations() {
    return 4 * scores() * dim;
  }

  /** The bytes of all scores, which a system that holds them needs at least. */
  double scoresBytes() {
    return 4.0 * batch * heads * length * length;
  }

  /** Normal numbers, the same in every process: 0 = query, 1 = key, 2 = value. */
  float[] input(int which) {
    Random random = new Random(which);
    float[] numbers = new float[batch * heads * length * dim];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Override
  public String toString() {
    return "%d,%d,%d,%d%s".formatted(batch, heads, length, dim, causal ? ",causal" : "");
  }
}
