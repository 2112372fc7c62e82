package io.github.attention4j.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Sequences of letters, all of one length, and the same written backwards: drawn at random, or of
 * your own words.
 *
 * <p>A letter is an integer from 0 (a) to 25 (z). Letters for shapes: N is {@link #size()}, T is
 * {@link #length()}.
 *
 * <p>Objects are immutable: every table and array that a method returns is new and the caller's
 * own. The sequences are made by this class, so no file, author or licence stands behind them.
 */
public final class Sequences {
  /** How many letters there are. */
  public static final int LETTERS = 26;

  private final int[][] letters;

  private Sequences(int[][] letters) {
    this.letters = letters;
  }

  /**
   * Draws sequences, every letter as likely as any other and independent of all others, the same
   * for a seed on every machine and Java version: letter t of sequence i (both from 0) is number
   * {@code i T + t + 1} of the seed's SplitMix64 sequence, modulo 26.
   *
   * @param size how many, N
   * @param length how many letters each has, T
   * @param seed any number; another seed gives other sequences
   * @throws IllegalArgumentException if there would be no letter
   */
  public static Sequences random(int size, int length, long seed) {
    if (size < 1 || length < 1) {
      throw new IllegalArgumentException(
          "%d sequences of %d letters: expected 1 or more of both".formatted(size, length));
    }
    return new Sequences(
        IntStream.range(0, size)
            .mapToObj(i -> IntStream.range(0, length).map(t -> draw(seed, i * (long) length + t)))
            .map(IntStream::toArray)
            .toArray(int[][]::new));
  }

  private static int draw(long seed, long before) {
    return (int) Long.remainderUnsigned(SeededOrder.splitMix64(seed, before + 1), LETTERS);
  }

  /**
   * Takes words.
   *
   * @param words one or more of one length, in letters from a to z
   * @throws IllegalArgumentException if they are not
   */
  public static Sequences of(String... words) {
    if (words.length == 0) {
      throw new IllegalArgumentException("no words: expected 1 or more");
    }
    for (String word : words) {
      if (!word.matches("[a-z]+")) {
        throw new IllegalArgumentException("\"%s\" is not of letters from a to z".formatted(word));
      }
      if (word.length() != words[0].length()) {
        throw new IllegalArgumentException(
            "\"%s\" has %d letters and \"%s\" %d: expected words of one length"
                .formatted(words[0], words[0].length(), word, word.length()));
      }
    }
    return new Sequences(
        Arrays.stream(words)
            .map(word -> word.chars().map(letter -> letter - 'a').toArray())
            .toArray(int[][]::new));
  }

  /** Returns N, the number of sequences. */
  public int size() {
    return letters.length;
  }

  /** Returns T, the number of letters in each sequence. */
  public int length() {
    return letters[0].length;
  }

  /**
   * Returns sequence {@code i} as a word.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public String word(int i) {
    return word(letters[i]);
  }

  /** Returns the letters in their order, (N, T) INT32. */
  public INDArray letters() {
    return Nd4j.createFromArray(letters);
  }

  /** Returns the letters in reverse order, (N, T) INT32. */
  public INDArray reversed() {
    return Nd4j.createFromArray(
        Arrays.stream(letters).map(Sequences::backwards).toArray(int[][]::new));
  }

  /**
   * Writes numbers of letters as words, such as what a model answers.
   *
   * @param letters whole numbers from 0 to 25 of any numeric type, (N, T)
   * @throws IllegalArgumentException if they are not
   */
  public static List<String> words(INDArray letters) {
    if (letters.rank() != 2) {
      throw new IllegalArgumentException(
          "letters have shape %s, expected (N, T)".formatted(Arrays.toString(letters.shape())));
    }
    int[][] numbers = letters.castTo(DataType.INT32).toIntMatrix();
    for (int number : Arrays.stream(numbers).flatMapToInt(Arrays::stream).toArray()) {
      if (number < 0 || number >= LETTERS) {
        throw new IllegalArgumentException(number + " is no letter, expected 0 to 25");
      }
    }
    return Arrays.stream(numbers).map(Sequences::word).toList();
  }

  /** Returns a table of N rows and 2 columns: {@code sequence} and {@code reversed}. */
  public Table table() {
    return Table.create("sequences of %d letters".formatted(length()))
        .addColumns(
            StringColumn.create("sequence", Arrays.stream(letters).map(Sequences::word)),
            StringColumn.create(
                "reversed", Arrays.stream(letters).map(Sequences::backwards).map(Sequences::word)));
  }

  @Override
  public String toString() {
    return "Sequences[%d of %d letters]".formatted(size(), length());
  }

  private static int[] backwards(int[] sequence) {
    int last = sequence.length - 1;
    return IntStream.rangeClosed(0, last).map(t -> sequence[last - t]).toArray();
  }

  private static String word(int[] sequence) {
    StringBuilder word = new StringBuilder();
    Arrays.stream(sequence).forEach(letter -> word.append((char) ('a' + letter)));
    return word.toString();
  }
}
