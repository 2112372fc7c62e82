package io.github.attention4j.datasets;

import io.github.attention4j.datasets.Sticker.Colour;
import io.github.attention4j.datasets.Sticker.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Small pictures with captions, drawn by a seed: a sheet of 3 x 3 cells with one to three coloured
 * stickers on it, and a caption that names them all, in an order that says nothing of their places.
 *
 * <pre>{@code
 * Stickers sheets = Stickers.toLearnFrom(64, 1);
 * sheets.caption(0); // [orange, circle, and, red, cross]
 * sheets.stickers(0).get(1).cell(); // where the red cross stands
 * }</pre>
 *
 * <p>A name is one of 5 colours with one of 5 shapes; a sheet holds no name twice. Five names, in
 * which every colour and every shape comes once, are {@linkplain Sticker#isKeptBack kept back}:
 * {@link #toLearnFrom} never draws them, in no picture and no caption. A sticker is shifted in its
 * cell by a pixel or not, and more or less bright; every pixel has noise.
 *
 * <p>Letters for shapes: N is {@link #size()}, Tq is {@link #WORDS}, Tk is {@link #CELLS}, S is
 * {@link #SIDE}. Shorter captions are filled up behind with number 0, {@link #PADDING}. The arrays
 * are FLOAT, every array and table new and the caller's own. What is drawn depends on the seed
 * alone, on every machine alike.
 */
public final class Stickers {
  /** The words of the longest caption, Tq: three names and an "and" between each two. */
  public static final int WORDS = 8;

  /** The cells of a sheet, Tk. */
  public static final int CELLS = 9;

  /** Height and width of a picture in pixels, S. */
  public static final int SIDE = 24;

  /** What fills up shorter captions. */
  public static final String PADDING = "·";

  /** All words by their numbers; the first is {@link #PADDING}. */
  public static final List<String> VOCABULARY =
      Stream.of(
              Stream.of(PADDING, "and"),
              Sticker.words(Colour.values()),
              Sticker.words(Shape.values()))
          .flatMap(words -> words)
          .toList();

  /** All 25 names: {@code red circle}, {@code red square}, and so on, shape by shape. */
  public static final List<String> NAMES =
      Sticker.words(Colour.values())
          .flatMap(colour -> Sticker.words(Shape.values()).map(shape -> colour + " " + shape))
          .toList();

  private static final int MOST = 1_000; // there are 1,350 sets of one to three names
  private static final int MOST_WITH_TWINS = 400;
  private static final int MOST_STICKERS = 3;
  private static final int SHAPES = Shape.values().length;

  /** The stickers in the caption's order, and the pixels, channel by channel. */
  private record Sheet(List<Sticker> stickers, int[] pixels) {}

  private final List<Sheet> sheets;

  private Stickers(List<Sheet> sheets) {
    this.sheets = List.copyOf(sheets);
  }

  /**
   * Draws sheets that a model may learn from: without a name that is kept back, and no two with the
   * same names.
   *
   * @param size how many, from 1 to 1,000
   * @param seed any number; another seed gives other sheets
   * @throws IllegalArgumentException if the size is another
   */
  public static Stickers toLearnFrom(int size, long seed) {
    return draw(size, seed, true, random -> List.of(draw(random)), Stickers::isOfKnownNames);
  }

  /**
   * Draws as {@link #toLearnFrom}, in pairs, sheets 2 k and 2 k + 1: the second has the stickers of
   * the first, at other places, with the colours of the first two exchanged. A red circle and a
   * blue square so meet a blue circle and a red square, and only who has which colour tells their
   * captions apart. A single sticker's partner is another single one.
   *
   * @param size how many sheets, an even number from 2 to 400
   * @param seed any number
   * @throws IllegalArgumentException if the size is another
   */
  public static Stickers withTwins(int size, long seed) {
    if (size % 2 != 0) {
      throw new IllegalArgumentException(
          "stickers: size is %d, expected an even number".formatted(size));
    }
    check("size", size, MOST_WITH_TWINS);
    return draw(size, seed, true, Stickers::drawTwins, Stickers::isOfKnownNames);
  }

  /**
   * Draws as {@link #toLearnFrom}, without a look at what was drawn before: several sheets may have
   * the same names, and so captions that are right for each other's pictures.
   *
   * @param size how many, from 1 to 1,000
   * @param seed any number
   * @throws IllegalArgumentException if the size is another
   */
  public static Stickers withRepeats(int size, long seed) {
    return draw(size, seed, false, random -> List.of(draw(random)), Stickers::isOfKnownNames);
  }

  /**
   * Draws sheets with at least one name that is kept back on each, no two with the same names.
   *
   * @param size how many, from 1 to 1,000
   * @param seed any number
   * @throws IllegalArgumentException if the size is another
   */
  public static Stickers withKeptBack(int size, long seed) {
    return draw(size, seed, true, random -> List.of(draw(random)), sheet -> !isOfKnownNames(sheet));
  }

  private static boolean isOfKnownNames(List<Sticker> stickers) {
    return stickers.stream().noneMatch(Sticker::isKeptBack);
  }

  /**
   * Draws sheets with a single sticker, every one of the 25 names as often: sheet i has name {@code
   * i % 25} of {@link #NAMES}.
   *
   * @param copies how often, from 1 to 40
   * @param seed any number
   * @throws IllegalArgumentException if the copies are another number
   */
  public static Stickers alone(int copies, long seed) {
    check("copies", copies, MOST / NAMES.size());
    Random random = random(seed);
    return new Stickers(
        IntStream.range(0, copies * NAMES.size())
            .mapToObj(i -> List.of(sticker(i % NAMES.size(), random.nextInt(CELLS))))
            .map(stickers -> new Sheet(stickers, paint(stickers, random)))
            .toList());
  }

  private static Stickers draw(
      int size,
      long seed,
      boolean distinct,
      Function<Random, List<List<Sticker>>> some,
      Predicate<List<Sticker>> wanted) {
    check("size", size, MOST);
    Random random = random(seed);
    List<Sheet> drawn = new ArrayList<>();
    Set<Set<String>> met = new HashSet<>();
    while (drawn.size() < size) {
      List<List<Sticker>> next = some.apply(random);
      Set<Set<String>> names = next.stream().map(Stickers::names).collect(Collectors.toSet());
      boolean isNew = names.size() == next.size() && Collections.disjoint(names, met);
      if (next.stream().allMatch(wanted) && (isNew || !distinct)) {
        met.addAll(names);
        next.forEach(stickers -> drawn.add(new Sheet(stickers, paint(stickers, random))));
      }
    }
    return new Stickers(drawn);
  }

  private static Set<String> names(List<Sticker> stickers) {
    return stickers.stream().map(Sticker::name).collect(Collectors.toSet());
  }

  private static void check(String what, int number, int most) {
    if (number < 1 || number > most) {
      throw new IllegalArgumentException(
          "stickers: %s is %d, expected 1 to %d".formatted(what, number, most));
    }
  }

  private static Random random(long seed) {
    return new Random(SeededOrder.splitMix64(seed, 1)); // neighbouring seeds start apart
  }

  /** One to three stickers, all numbers of them as often. */
  private static List<Sticker> draw(Random random) {
    int count = 1 + random.nextInt(MOST_STICKERS);
    int[] names = random.ints(0, NAMES.size()).distinct().limit(count).toArray();
    int[] cells = random.ints(0, CELLS).distinct().limit(count).toArray();
    return IntStream.range(0, count).mapToObj(i -> sticker(names[i], cells[i])).toList();
  }

  /** A sheet and its twin; equal, and so of no use, if there is none. */
  private static List<List<Sticker>> drawTwins(Random random) {
    List<Sticker> one = draw(random);
    List<Sticker> other = draw(random);
    while (other.size() != one.size()) {
      other = draw(random);
    }
    if (one.size() == 1) {
      return List.of(one, other);
    }
    List<Sticker> twin = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      Sticker coloured = one.get(i < 2 ? 1 - i : i);
      twin.add(new Sticker(coloured.colour(), one.get(i).shape(), other.get(i).cell()));
    }
    boolean isLost = names(twin).size() < twin.size(); // a name twice
    return List.of(one, isLost ? one : twin);
  }

  private static Sticker sticker(int name, int cell) {
    return new Sticker(Colour.values()[name / SHAPES], Shape.values()[name % SHAPES], cell);
  }

  private static int[] paint(List<Sticker> stickers, Random random) {
    return StickerPainter.paint(stickers, random);
  }

  /** Returns the sheets with so many stickers, in their order. */
  public Stickers ofCount(int stickers) {
    return new Stickers(
        sheets.stream().filter(sheet -> sheet.stickers.size() == stickers).toList());
  }

  /** Returns N, the number of sheets. */
  public int size() {
    return sheets.size();
  }

  /**
   * Returns the stickers on sheet {@code i}, in the order in which the caption names them.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public List<Sticker> stickers(int i) {
    return sheets.get(i).stickers;
  }

  /**
   * Returns the words of caption {@code i}: sticker j has word 3 j for its colour, and the next for
   * its shape.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public List<String> caption(int i) {
    List<String> words = new ArrayList<>();
    for (Sticker sticker : stickers(i)) {
      if (!words.isEmpty()) {
        words.add("and");
      }
      words.addAll(sticker.words());
    }
    return List.copyOf(words);
  }

  /** Returns the pictures, (N, 3, S, S): red, green and blue, from 0 (dark) to 1. */
  public INDArray pictures() {
    float[] values = new float[size() * 3 * SIDE * SIDE];
    int next = 0;
    for (Sheet sheet : sheets) {
      for (int pixel : sheet.pixels) {
        values[next++] = pixel / 255f;
      }
    }
    return Nd4j.createFromArray(values).reshape(size(), 3, SIDE, SIDE);
  }

  /** Returns the words' numbers, padding behind, (N, Tq). */
  public INDArray words() {
    return words(IntStream.range(0, size()).mapToObj(this::caption).toList());
  }

  /**
   * Returns the words' numbers of captions of your own, padding behind, (N, Tq).
   *
   * @param captions such as {@code List.of(List.of("red", "circle"))}
   * @throws IllegalArgumentException if there is none, one is empty or longer than Tq, or a word is
   *     unknown
   */
  public static INDArray words(List<List<String>> captions) {
    if (captions.isEmpty()) {
      throw new IllegalArgumentException("stickers: there is no caption");
    }
    return Nd4j.createFromArray(captions.stream().map(Stickers::numbers).toArray(float[][]::new));
  }

  private static float[] numbers(List<String> caption) {
    if (caption.isEmpty() || caption.size() > WORDS) {
      throw new IllegalArgumentException(
          "stickers: %s has %d words, expected 1 to %d".formatted(caption, caption.size(), WORDS));
    }
    float[] numbers = new float[WORDS];
    for (int i = 0; i < caption.size(); i++) {
      numbers[i] = VOCABULARY.indexOf(caption.get(i));
      if (numbers[i] < 1) {
        throw new IllegalArgumentException(
            "stickers: no word \"%s\", expected one of %s"
                .formatted(caption.get(i), VOCABULARY.subList(1, VOCABULARY.size())));
      }
    }
    return numbers;
  }

  /**
   * Returns the map that is known to be right, (N, Tq, Tk): in the row of a colour and of a shape a
   * 1 at the cell of what it names; the rows of "and" and of padding are all 0.
   */
  public INDArray cells() {
    float[][][] cells = new float[size()][WORDS][CELLS];
    for (int i = 0; i < size(); i++) {
      for (int j = 0; j < stickers(i).size(); j++) {
        cells[i][3 * j][stickers(i).get(j).cell()] = 1;
        cells[i][3 * j + 1][stickers(i).get(j).cell()] = 1;
      }
    }
    return Nd4j.createFromArray(cells);
  }

  /** Returns a table of N rows: the caption, the number of stickers, and their cells. */
  public Table table() {
    IntStream all = IntStream.range(0, size());
    return Table.create(
        "stickers",
        StringColumn.create("caption", all.mapToObj(i -> String.join(" ", caption(i)))),
        IntColumn.create("stickers", sheets.stream().mapToInt(sheet -> sheet.stickers.size())),
        StringColumn.create(
            "cells",
            sheets.stream()
                .map(
                    sheet ->
                        sheet.stickers.stream()
                            .map(sticker -> "" + sticker.cell())
                            .collect(Collectors.joining(" ")))));
  }

  @Override
  public String toString() {
    return "Stickers[%d sheets of 3 x 3 cells]".formatted(size());
  }
}
