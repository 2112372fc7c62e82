package io.github.attention4j.exercises.lesson04;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/** Lengths of all axes of one trial, and the type of its numbers. */
record Sizes(int batch, int queryLength, int keyLength, int keyDim, int valueDim, DataType type) {

  /**
   * Draws sizes that tell mistakes apart: two where no two axes are alike, one with as many queries
   * as keys (where swapped axes fit), and one for each of batch, queries and keys of length 1.
   */
  static List<Sizes> several(Random random) {
    int[] a = distinct(random);
    int[] b = distinct(random);
    int[] c = distinct(random);
    return List.of(
        new Sizes(a[0], a[1], a[2], a[3], a[4], DataType.DOUBLE),
        new Sizes(b[0], b[1], b[2], b[3], b[4], DataType.FLOAT),
        new Sizes(c[0], c[1], c[1], c[2], c[3], DataType.DOUBLE),
        new Sizes(1, a[1], b[2], c[3], a[4], DataType.FLOAT),
        new Sizes(b[0], 1, c[2], a[3], b[4], DataType.FLOAT),
        new Sizes(c[0], a[1], 1, b[3], c[4], DataType.DOUBLE));
  }

  private static int[] distinct(Random random) {
    List<Integer> lengths =
        IntStream.rangeClosed(2, 8).boxed().collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(lengths, random);
    return lengths.stream().mapToInt(Integer::intValue).toArray();
  }

  int[] scores() {
    return new int[] {batch, queryLength, keyLength};
  }
}
