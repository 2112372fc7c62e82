package io.github.attention4j.datasets;

import io.github.attention4j.datasets.WrittenDate.Part;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Dates from 1700 to 2099 as they stand in letters: "dear Anna, your letter of March the third,
 * seventeen ninety eight came this morning, many thanks." What they mean is written as ISO 8601 has
 * it, 1798-03-03, in eight pieces: 1 7 9 8 - 03 - 03.
 *
 * <p>There are twenty forms of a date, ten things that stand before it and ten behind, drawn at
 * random; all of them made here, none is somebody's letter. A text is cut into words, single digits
 * and punctuation marks. Shorter ones are filled up on the left with the word {@link #FILLER}, so
 * that what is read last is the text.
 *
 * <p>One day in five is kept back: {@link #unseen} gives such days alone, {@link #toLearnFrom}
 * gives none of them, whatever the seeds.
 *
 * <p>Letters for shapes: N is {@link #size()}, T {@link #WORDS}, 8 counts the pieces of the answer.
 * Objects are immutable: every table and array that a method returns is new and the caller's own.
 * Numbers of words and pieces are whole numbers, in FLOAT arrays.
 */
public final class Dates {
  /** The words of every text, fillers included, T; {@link #amid} makes longer ones. */
  public static final int WORDS = 29;

  /** The pieces of every answer: four digits, a hyphen, the month, a hyphen, the day. */
  public static final int PIECES = 8;

  /** What stands in front of shorter texts; word number 0. */
  public static final String FILLER = "·";

  /** What answers are written with, 0 to 9, a hyphen, 01 to 31; a piece's number is its place. */
  public static final List<String> ALPHABET =
      Stream.concat(
              Stream.of("0123456789-".split("")),
              IntStream.rangeClosed(1, 31).mapToObj("%02d"::formatted))
          .toList();

  private static final LocalDate FIRST = LocalDate.of(1700, 1, 1);
  private static final LocalDate END = LocalDate.of(2100, 1, 1);
  private static final int DAYS = (int) ChronoUnit.DAYS.between(FIRST, END);
  private static final int KEPT_BACK = 5;
  private static final List<String> VOCABULARY =
      Stream.concat(Stream.of(FILLER), DateForms.vocabulary().stream()).toList();

  private final List<WrittenDate> dates;

  private final int width;

  private Dates(List<WrittenDate> dates, int width) {
    this.dates = List.copyOf(dates);
    this.width = width;
  }

  /**
   * Draws dates that a model may learn from, none of them twice.
   *
   * @param size how many, from 1 to 100,000
   * @param seed any number; another seed gives other dates
   * @throws IllegalArgumentException if the size is another
   */
  public static Dates toLearnFrom(int size, long seed) {
    return draw(size, 100_000, seed, false);
  }

  /**
   * Draws dates that {@link #toLearnFrom} never gives, none of them twice.
   *
   * @param size how many, from 1 to 20,000
   * @param seed any number; another seed gives other dates
   * @throws IllegalArgumentException if the size is another
   */
  public static Dates unseen(int size, long seed) {
    return draw(size, 20_000, seed, true);
  }

  private static Dates draw(int size, int most, long seed, boolean keptBack) {
    if (size < 1 || size > most) {
      throw new IllegalArgumentException("size %d is not from 1 to %d".formatted(size, most));
    }
    Random random = new Random(seed);
    Set<LocalDate> days = new LinkedHashSet<>();
    while (days.size() < size) {
      LocalDate day = FIRST.plusDays(random.nextInt(DAYS));
      if (keptBack == (Math.floorMod(day.toEpochDay(), KEPT_BACK) == 0)) {
        days.add(day);
      }
    }
    return new Dates(days.stream().map(day -> DateForms.write(day, random)).toList(), WORDS);
  }

  /**
   * Returns the same dates in longer texts: with so many more words before, and as many behind,
   * taken from what else stands before and behind dates. T is larger by as many.
   *
   * @param words 0 or more on either side
   * @throws IllegalArgumentException if there are fewer
   */
  public Dates amid(int words) {
    if (words < 0) {
      throw new IllegalArgumentException("words %d is not 0 or more".formatted(words));
    }
    Random random = new Random(words);
    return new Dates(
        dates.stream().map(date -> DateForms.amid(date, words, random)).toList(),
        width + 2 * words);
  }

  /** Returns N, the number of dates. */
  public int size() {
    return dates.size();
  }

  /**
   * Returns a date.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public WrittenDate get(int i) {
    return dates.get(i);
  }

  /** Returns all words by their numbers; the first is {@link #FILLER}. */
  public static List<String> vocabulary() {
    return VOCABULARY;
  }

  /** Returns a table of N rows: {@code text}, {@code form}, {@code iso}, {@code words}. */
  public Table table() {
    return Table.create("dates")
        .addColumns(
            StringColumn.create("text", dates.stream().map(WrittenDate::text)),
            StringColumn.create("form", dates.stream().map(WrittenDate::form)),
            StringColumn.create("iso", dates.stream().map(WrittenDate::iso)),
            IntColumn.create("words", dates.stream().mapToInt(date -> date.words().size())));
  }

  /** Returns the numbers of the texts' words, fillers on the left, (N, T). */
  public INDArray texts() {
    return rows(width, (i, j) -> word(dates.get(i).words(), j, width));
  }

  /** Returns the numbers of the answers' pieces, (N, 8). */
  public INDArray answers() {
    return rows(PIECES, (i, j) -> ALPHABET.indexOf(dates.get(i).pieces().get(j)));
  }

  /**
   * Returns where each piece of the answer comes from: 1 at the words that say the year, the month
   * or the day, 0 elsewhere, and nothing but 0 for the two hyphens, (N, 8, T).
   */
  public INDArray spans() {
    return rows(PIECES * width, (i, j) -> span(dates.get(i).parts(), j / width, j % width))
        .reshape(size(), PIECES, width);
  }

  private int span(List<Part> parts, int piece, int word) {
    int place = word - (width - parts.size());
    return place >= 0 && parts.get(place) == asked(piece) ? 1 : 0;
  }

  /** What a piece of the answer is a part of; null for a hyphen. */
  private static Part asked(int piece) {
    return switch (piece) {
      case 0, 1, 2, 3 -> Part.YEAR;
      case 5 -> Part.MONTH;
      case 7 -> Part.DAY;
      default -> null;
    };
  }

  /**
   * Returns the numbers of a text's words, fillers on the left, (1, T): your own text, with words
   * of the {@link #vocabulary} alone.
   *
   * @throws IllegalArgumentException if a word is none of them, or there are more than T
   */
  public static INDArray text(String text) {
    List<String> words = DateForms.words(text);
    words.forEach(
        word -> {
          if (!VOCABULARY.contains(word)) {
            throw new IllegalArgumentException(
                "\"%s\" is no word of these dates' vocabulary".formatted(word));
          }
        });
    if (words.size() > WORDS) {
      throw new IllegalArgumentException(
          "%d words, expected %d or fewer".formatted(words.size(), WORDS));
    }
    INDArray numbers = Nd4j.create(DataType.FLOAT, 1, WORDS);
    for (int j = 0; j < WORDS; j++) {
      numbers.putScalar(0, j, word(words, j, WORDS));
    }
    return numbers;
  }

  private static int word(List<String> words, int j, int width) {
    int place = j - (width - words.size());
    return place < 0 ? 0 : VOCABULARY.indexOf(words.get(place));
  }

  private INDArray rows(int width, IntBinaryOperator number) {
    float[] numbers = new float[size() * width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number.applyAsInt(i / width, i % width);
    }
    return Nd4j.create(numbers, new long[] {size(), width}, 'c');
  }

  @Override
  public String toString() {
    return "Dates[%d]".formatted(size());
  }
}
