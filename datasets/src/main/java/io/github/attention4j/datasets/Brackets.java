package io.github.attention4j.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Balanced strings of brackets, all of one length, in which a question mark stands for every
 * closing bracket: {@code ([??{?} is a {@code (}, a {@code [}, what closes the one, what closes the
 * other, and so on. Which bracket belongs at a question mark only its opener knows.
 *
 * <p>A token is an integer from 0 to 4, its place in {@link #TOKENS}. Letters for shapes: N is
 * {@link #size()}, T is {@link #length()}.
 *
 * <p>Objects are immutable: every table and array that a method returns is new and the caller's
 * own. The strings are made by this class, so no file, author or licence stands behind them.
 */
public final class Brackets {
  /** How many kinds of brackets there are; an opener's token is the number of its kind. */
  public static final int KINDS = 4;

  /** The token of what closes a bracket of any kind. */
  public static final int CLOSER = KINDS;

  /** All tokens: the four openers, and the closer. */
  public static final List<String> TOKENS = List.of("(", "[", "{", "<", "?");

  private static final int SHORTEST = 10;
  private static final int LONGEST = 62;

  private final List<BracketString> strings;

  private Brackets(Stream<BracketString> strings) {
    this.strings = strings.toList();
  }

  /**
   * Two sets of strings. No pattern of opening and closing in the test set is in the training set,
   * whatever the seeds: a fifth of all patterns is kept for testing.
   *
   * @param train what a model may learn from
   * @param test what it is measured on
   */
  public record Split(Brackets train, Brackets test) {}

  /**
   * Draws strings, the same for a seed on every machine and Java version. Opening and closing are
   * equally likely at every place where both are possible, and so are the kinds.
   *
   * @param trainSize how many strings to learn from
   * @param testSize how many to measure on
   * @param length how many brackets each has, T: even, from 10 to 62
   * @param seed any number; another seed gives other strings
   * @throws IllegalArgumentException if a size is less than 1, or the length is another
   */
  public static Split split(int trainSize, int testSize, int length, long seed) {
    if (trainSize < 1 || testSize < 1) {
      throw new IllegalArgumentException(
          "%d strings to learn from and %d to measure on: expected 1 or more of both"
              .formatted(trainSize, testSize));
    }
    if (length < SHORTEST || length > LONGEST || length % 2 != 0) {
      throw new IllegalArgumentException(
          "length %d is not an even number from %d to %d".formatted(length, SHORTEST, LONGEST));
    }
    Random random = new Random(seed);
    Brackets train = draw(trainSize, length, random, false);
    return new Split(train, draw(testSize, length, random, true));
  }

  private static Brackets draw(int size, int length, Random random, boolean unseen) {
    return new Brackets(
        Stream.generate(() -> BracketString.random(length, random))
            .filter(string -> string.isUnseen() == unseen)
            .limit(size));
  }

  /**
   * Takes strings.
   *
   * @param strings one or more of one length, of the {@link #TOKENS}, each balanced
   * @throws IllegalArgumentException if they are not
   */
  public static Brackets of(String... strings) {
    if (strings.length == 0) {
      throw new IllegalArgumentException("no strings: expected 1 or more");
    }
    for (String string : strings) {
      if (string.length() != strings[0].length()) {
        throw new IllegalArgumentException(
            "\"%s\" has %d brackets and \"%s\" %d: expected strings of one length"
                .formatted(strings[0], strings[0].length(), string, string.length()));
      }
    }
    return new Brackets(Arrays.stream(strings).map(BracketString::parse));
  }

  /** Returns N, the number of strings. */
  public int size() {
    return strings.size();
  }

  /** Returns T, the number of brackets in each string. */
  public int length() {
    return strings.get(0).tokens().length;
  }

  /**
   * Returns string {@code i}, one word a token.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public List<String> words(int i) {
    return Arrays.stream(strings.get(i).tokens()).mapToObj(TOKENS::get).toList();
  }

  /**
   * Returns the place of the opener for each closer of string {@code i}, and -1 for each opener.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public int[] opener(int i) {
    return strings.get(i).openers().clone();
  }

  /** Returns the tokens, (N, T) INT32. */
  public INDArray tokens() {
    return array(string -> Arrays.stream(string.tokens()));
  }

  /** Returns the kind that belongs at each closer, and 0 at the openers, (N, T) INT32. */
  public INDArray kinds() {
    return array(string -> string.kinds().map(kind -> Math.max(kind, 0)));
  }

  /** Returns 1 at the closers and 0 at the openers, (N, T) INT32. */
  public INDArray closers() {
    return array(string -> string.kinds().map(kind -> kind < 0 ? 0 : 1));
  }

  /**
   * Returns the map that is known to be right, (N, T, T) FLOAT: in each closer's row a 1 at its
   * opener, in each opener's row zeros.
   */
  public INDArray map() {
    INDArray map = Nd4j.zeros(DataType.FLOAT, size(), length(), length());
    for (int i = 0; i < size(); i++) {
      int[] openers = strings.get(i).openers();
      for (int t = 0; t < openers.length; t++) {
        if (openers[t] >= 0) {
          map.putScalar(i, t, openers[t], 1);
        }
      }
    }
    return map;
  }

  /**
   * Returns a table of N rows: {@code string}, {@code completed} with the right closing brackets,
   * and {@code depth}, how many brackets are open at most.
   */
  public Table table() {
    return Table.create("brackets")
        .addColumns(
            StringColumn.create("string", strings.stream().map(BracketString::toString)),
            StringColumn.create("completed", strings.stream().map(BracketString::completed)),
            IntColumn.create("depth", strings.stream().mapToInt(BracketString::depth)));
  }

  @Override
  public String toString() {
    return "Brackets[%d strings of %d]".formatted(size(), length());
  }

  private INDArray array(Function<BracketString, IntStream> row) {
    return Nd4j.createFromArray(
        strings.stream().map(string -> row.apply(string).toArray()).toArray(int[][]::new));
  }
}
