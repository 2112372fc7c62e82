package io.github.attention4j.datasets;

import io.github.attention4j.datasets.Thing.Colour;
import io.github.attention4j.datasets.Thing.Fill;
import io.github.attention4j.datasets.Thing.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Pictures of four shelves with two to four things, drawn by a seed, and captions that name the
 * things from the top shelf down.
 *
 * <pre>{@code
 * Shelves shelves = Shelves.of(1000, 1);
 * shelves.caption(0); // [red, circle, and, blue, square]
 * shelves.things(0).get(1).cell(); // where the blue square stands
 * }</pre>
 *
 * <p>A picture has 4 x 4 cells of 8 x 8 pixels, a row of them for a shelf. On a shelf stands one
 * thing or none, in any of its cells, with a name, colour and shape, that no other thing of the
 * picture has; all are {@link Fill#SOLID}. In every second of the other cells lie crumbs, which no
 * caption names. A pixel has noise, a thing is shifted in its cell by a pixel or not, and more or
 * less bright.
 *
 * <p>Letters for shapes: N is {@link #size()}, T = 12 the words of the longest caption with its
 * end, L = 16 the cells. The arrays are FLOAT, every array and table new and the caller's own. A
 * picture depends on the seed and its number alone, on every machine alike.
 */
public final class Shelves {
  /** Stands behind the end of a caption that is shorter than T; its number is 0. */
  public static final String PADDING = "<pad>";

  /** What a decoder is told before the first word; its number is 1. */
  public static final String START = "<s>";

  /** What stands behind the last word of a caption; its number is 2. */
  public static final String END = "</s>";

  /** The words of captions by their numbers; the first three stand for no word. */
  public static final List<String> WORDS =
      Stream.of(
              Stream.of(PADDING, START, END, "and"),
              Stream.of(Colour.values()).map(Shelves::word),
              Stream.of(Shape.values()).map(Shelves::word))
          .flatMap(words -> words)
          .toList();

  /** T: the words of the longest caption, and its end. */
  public static final int LENGTH = 12;

  private static final int SIDE = 4;
  private static final int FEWEST = 2;
  private static final int MOST = 4;

  /** "red", "circle", "and". */
  private static final int WORDS_PER_THING = 3;

  /** The things from the top shelf down, and the pixels, channel by channel. */
  private record Content(List<Thing> things, int[] pixels) {}

  private final List<Content> contents;

  private Shelves(List<Content> contents) {
    this.contents = contents;
  }

  /**
   * Draws pictures.
   *
   * @param size how many, N
   * @param seed any number; another seed gives other pictures
   * @throws IllegalArgumentException if there would be none
   */
  public static Shelves of(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("shelves: size is %d, expected 1 or more".formatted(size));
    }
    Random random = new Random(SeededOrder.splitMix64(seed, 1)); // neighbouring seeds start apart
    return new Shelves(Stream.generate(() -> draw(random)).limit(size).toList());
  }

  private static Content draw(Random random) {
    int count = FEWEST + random.nextInt(MOST - FEWEST + 1);
    List<Integer> names = shuffled(Colour.values().length * Shape.values().length, random);
    List<Integer> shelves = shuffled(SIDE, random);
    List<Integer> empty = new ArrayList<>(IntStream.range(0, SIDE * SIDE).boxed().toList());
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int cell = SIDE * shelves.get(i) + random.nextInt(SIDE);
      empty.remove(Integer.valueOf(cell));
      things.add(
          new Thing(
              Colour.values()[names.get(i) / Shape.values().length],
              Shape.values()[names.get(i) % Shape.values().length],
              Fill.SOLID,
              cell));
    }
    things.sort(Comparator.comparingInt(Thing::cell));
    int[] pixels = ScenePainter.paint(SIDE, things, random);
    for (int cell : empty) {
      if (random.nextBoolean()) {
        ScenePainter.scatterCrumbs(SIDE, cell, pixels, random);
      }
    }
    return new Content(List.copyOf(things), pixels);
  }

  /** The numbers below size in random order (Fisher and Yates, from the last to the first). */
  private static List<Integer> shuffled(int size, Random random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    for (int last = size - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      order.set(other, order.set(last, order.get(other)));
    }
    return order;
  }

  /** Returns N, the number of pictures. */
  public int size() {
    return contents.size();
  }

  /**
   * Returns the things of picture {@code i} from the top shelf down.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public List<Thing> things(int i) {
    return contents.get(i).things;
  }

  /**
   * Returns the words of caption {@code i}, without its end.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public List<String> caption(int i) {
    List<String> words = new ArrayList<>();
    for (Thing thing : things(i)) {
      if (!words.isEmpty()) {
        words.add("and");
      }
      words.add(word(thing.colour()));
      words.add(word(thing.shape()));
    }
    return List.copyOf(words);
  }

  /** Returns the pictures, (N, 3, 32, 32): red, green and blue, from 0 (dark) to 1. */
  public INDArray pictures() {
    int pixels = ScenePainter.CELL * SIDE;
    float[] values = new float[size() * 3 * pixels * pixels];
    int next = 0;
    for (Content content : contents) {
      for (int pixel : content.pixels) {
        values[next++] = pixel / 255f;
      }
    }
    return Nd4j.createFromArray(values).reshape(size(), 3, pixels, pixels);
  }

  /** Returns the numbers of the captions' words, of their ends, then of padding, (N, T). */
  public INDArray captions() {
    float[][] numbers = new float[size()][LENGTH];
    for (int i = 0; i < size(); i++) {
      List<String> words = caption(i);
      for (int t = 0; t < words.size(); t++) {
        numbers[i][t] = WORDS.indexOf(words.get(t));
      }
      numbers[i][words.size()] = WORDS.indexOf(END);
    }
    return Nd4j.createFromArray(numbers);
  }

  /**
   * Returns the map that is known to be right, (N, T, L): in the rows of a thing's colour and shape
   * a 1 at its cell, and 0 elsewhere; the rows of the other words, of the end and of padding are
   * all 0.
   */
  public INDArray cells() {
    float[][][] map = new float[size()][LENGTH][SIDE * SIDE];
    for (int i = 0; i < size(); i++) {
      for (int named = 0; named < things(i).size(); named++) {
        int cell = things(i).get(named).cell();
        map[i][WORDS_PER_THING * named][cell] = 1;
        map[i][WORDS_PER_THING * named + 1][cell] = 1;
      }
    }
    return Nd4j.createFromArray(map);
  }

  /**
   * Returns the words of a caption by their numbers, up to its end.
   *
   * @param numbers (T), or any other length
   */
  public static List<String> words(INDArray numbers) {
    return IntStream.range(0, (int) numbers.length())
        .mapToObj(t -> WORDS.get(numbers.getInt(t)))
        .takeWhile(word -> !word.equals(END))
        .toList();
  }

  /** Returns a table of all things, a row each: picture, cell, colour, shape. */
  public Table table() {
    List<Thing> all = contents.stream().flatMap(content -> content.things.stream()).toList();
    IntStream pictures =
        IntStream.range(0, size()).flatMap(i -> things(i).stream().mapToInt(thing -> i));
    return Table.create(
        "shelves",
        IntColumn.create("picture", pictures),
        IntColumn.create("cell", all.stream().mapToInt(Thing::cell)),
        StringColumn.create("colour", all.stream().map(thing -> word(thing.colour()))),
        StringColumn.create("shape", all.stream().map(thing -> word(thing.shape()))));
  }

  @Override
  public String toString() {
    return "Shelves[%d]".formatted(size());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
