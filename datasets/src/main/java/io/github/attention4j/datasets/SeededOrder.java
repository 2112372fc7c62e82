package io.github.attention4j.datasets;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * A random order that a seed decides, the same on every machine and in every Java version: unlike
 * {@code Collections.shuffle}, its rule is written here.
 *
 * <p>Item i (from 0) draws number i + 1 of the SplitMix64 sequence that starts at the seed; the
 * items are ordered by their numbers, as signed integers.
 *
 * <p>Source: G. L. Steele, D. Lea, C. H. Flood (2014), Fast Splittable Pseudorandom Number
 * Generators, OOPSLA; the mixing constants are variant 13 of D. Stafford (2011), Better Bit Mixing.
 */
final class SeededOrder {
  private SeededOrder() {}

  /** Returns the numbers 0 to size - 1 in the seed's order. */
  static int[] of(int size, long seed) {
    return IntStream.range(0, size)
        .boxed()
        .sorted(Comparator.comparingLong(i -> splitMix64(seed, i + 1)))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Number n of a seed's sequence. No two are equal: the step is odd and mixing is one to one. */
  static long splitMix64(long seed, long n) {
    long z = seed + n * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
