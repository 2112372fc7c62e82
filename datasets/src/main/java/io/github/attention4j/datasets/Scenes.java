package io.github.attention4j.datasets;

import io.github.attention4j.datasets.Thing.Colour;
import io.github.attention4j.datasets.Thing.Fill;
import io.github.attention4j.datasets.Thing.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Pictures with captions, drawn by a seed: a grid of cells, in each a coloured shape, and a caption
 * that names three of them.
 *
 * <pre>{@code
 * Scenes scenes = Scenes.of(1000, 1);
 * scenes.caption(0); // [a, green, square, ",", a, blue, triangle, and, a, red, square]
 * scenes.things(0).get(0).fill(); // what the caption does not say
 * }</pre>
 *
 * <p>A name, colour and shape, fits one thing of the picture alone; the things that are not named
 * share the other names. Each thing is {@link Fill solid, hollow, striped or dotted}, which no
 * caption says. A pixel has noise, a thing is shifted in its cell by a pixel or not, and more or
 * less bright.
 *
 * <p>Letters for shapes: N is {@link #size()}, S {@link #side()}, Tq = 11 the words of a caption,
 * Tk = S S the cells of a picture; a cell has 8 x 8 pixels. The arrays are FLOAT, every array and
 * table new and the caller's own. A scene depends on the seed, the side and its number alone, on
 * every machine alike.
 */
public final class Scenes {
  /** The most and the fewest cells that a side may have. */
  private static final int MOST_SIDE = 12;

  private static final int LEAST_SIDE = 2;
  private static final int USUAL_SIDE = 4;
  private static final int NAMED = 3;
  private static final List<String> TEMPLATE =
      List.of("a", "?", "?", ",", "a", "?", "?", "and", "a", "?", "?");

  private static final List<String> VOCABULARY =
      Stream.of(
              Stream.of("a", "and", ","),
              Stream.of(Colour.values()).map(Scenes::word),
              Stream.of(Shape.values()).map(Scenes::word))
          .flatMap(words -> words)
          .toList();

  /** The things, those that the caption names first, and the pixels, channel by channel. */
  private record Scene(List<Thing> things, int[] pixels) {}

  private final int side;
  private final List<Scene> scenes;

  private Scenes(int side, List<Scene> scenes) {
    this.side = side;
    this.scenes = scenes;
  }

  /**
   * Draws scenes of 4 x 4 cells.
   *
   * @param size how many, N
   * @param seed any number; another seed gives other scenes
   * @throws IllegalArgumentException if there would be no scene
   */
  public static Scenes of(int size, long seed) {
    return of(size, USUAL_SIDE, seed);
  }

  /**
   * Draws scenes.
   *
   * @param size how many, N
   * @param side how many cells a picture is wide and high, 2 to 12
   * @param seed any number; another seed gives other scenes
   * @throws IllegalArgumentException if there would be no scene, or the side is out of range
   */
  public static Scenes of(int size, int side, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException("scenes: size is %d, expected 1 or more".formatted(size));
    }
    if (side < LEAST_SIDE || side > MOST_SIDE) {
      throw new IllegalArgumentException(
          "scenes: side is %d, expected %d to %d".formatted(side, LEAST_SIDE, MOST_SIDE));
    }
    Random random = new Random(SeededOrder.splitMix64(seed, 1)); // neighbouring seeds start apart
    return new Scenes(side, Stream.generate(() -> draw(side, random)).limit(size).toList());
  }

  private static Scene draw(int side, Random random) {
    int[] names = shuffled(Colour.values().length * Shape.values().length, random);
    int[] cells = shuffled(side * side, random);
    List<Thing> things = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      int name = names[i < NAMED ? i : NAMED + random.nextInt(names.length - NAMED)];
      things.add(
          new Thing(
              Colour.values()[name / Shape.values().length],
              Shape.values()[name % Shape.values().length],
              Fill.values()[random.nextInt(Fill.values().length)],
              cells[i]));
    }
    return new Scene(List.copyOf(things), ScenePainter.paint(side, things, random));
  }

  /** The numbers below size in random order (Fisher and Yates, from the last to the first). */
  private static int[] shuffled(int size, Random random) {
    int[] order = IntStream.range(0, size).toArray();
    for (int last = size - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int kept = order[last];
      order[last] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /** Returns N, the number of scenes. */
  public int size() {
    return scenes.size();
  }

  /** Returns S, how many cells a picture is wide and high. */
  public int side() {
    return side;
  }

  /** Returns the words that captions are made of; a word's number is its place here. */
  public static List<String> vocabulary() {
    return VOCABULARY;
  }

  /**
   * Returns the things of picture {@code i}: the three that its caption names, in their order
   * there, then those that it does not name.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public List<Thing> things(int i) {
    return scenes.get(i).things;
  }

  /**
   * Returns the words of caption {@code i}.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public List<String> caption(int i) {
    List<String> words = new ArrayList<>(TEMPLATE);
    for (int named = 0; named < NAMED; named++) {
      words.set(noun(named) - 1, word(things(i).get(named).colour()));
      words.set(noun(named), word(things(i).get(named).shape()));
    }
    return List.copyOf(words);
  }

  /** Returns the places of the nouns in every caption: 2, 6 and 10. */
  public static int[] nouns() {
    return IntStream.range(0, NAMED).map(Scenes::noun).toArray();
  }

  private static int noun(int named) {
    return 4 * named + 2;
  }

  /** Returns the pictures, (N, 3, 8 S, 8 S): red, green and blue, from 0 (dark) to 1. */
  public INDArray pictures() {
    int pixels = ScenePainter.CELL * side;
    float[] values = new float[size() * 3 * pixels * pixels];
    int next = 0;
    for (Scene scene : scenes) {
      for (int pixel : scene.pixels) {
        values[next++] = pixel / 255f;
      }
    }
    return Nd4j.createFromArray(values).reshape(size(), 3, pixels, pixels);
  }

  /** Returns the words' numbers, (N, Tq). */
  public INDArray words() {
    return words(IntStream.range(0, size()).mapToObj(this::caption).toList());
  }

  /**
   * Returns the words' numbers of captions of your own, (N, Tq): {@code words(List.of(List.of("a",
   * "red", "circle")))}.
   *
   * @throws IllegalArgumentException if there is none, they differ in length, or a word is unknown
   */
  public static INDArray words(List<List<String>> captions) {
    float[][] numbers = captions.stream().map(Scenes::numbers).toArray(float[][]::new);
    if (numbers.length == 0 || Stream.of(numbers).anyMatch(n -> n.length != numbers[0].length)) {
      throw new IllegalArgumentException("scenes: expected captions of equal length");
    }
    return Nd4j.createFromArray(numbers);
  }

  private static float[] numbers(List<String> caption) {
    float[] numbers = new float[caption.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = VOCABULARY.indexOf(caption.get(i));
      if (numbers[i] < 0) {
        throw new IllegalArgumentException(
            "scenes: no word \"%s\", expected one of %s".formatted(caption.get(i), VOCABULARY));
      }
    }
    return numbers;
  }

  /** Returns 1 at the nouns and 0 at the other words, (N, Tq). */
  public INDArray isNoun() {
    return atNouns(thing -> 1);
  }

  /** Returns the number of the fill of what a noun names, and 0 at the other words, (N, Tq). */
  public INDArray fills() {
    return atNouns(thing -> thing.fill().ordinal());
  }

  private INDArray atNouns(ToIntFunction<Thing> value) {
    float[][] values = new float[size()][TEMPLATE.size()];
    for (int i = 0; i < size(); i++) {
      for (int named = 0; named < NAMED; named++) {
        values[i][noun(named)] = value.applyAsInt(things(i).get(named));
      }
    }
    return Nd4j.createFromArray(values);
  }

  /**
   * Returns the map that is known to be right, (N, Tq, Tk): in the row of a noun a 1 at the cell of
   * what it names, and 0 elsewhere; the rows of the other words are all 0.
   */
  public INDArray cells() {
    float[][][] cells = new float[size()][TEMPLATE.size()][side * side];
    for (int i = 0; i < size(); i++) {
      for (int named = 0; named < NAMED; named++) {
        cells[i][noun(named)][things(i).get(named).cell()] = 1;
      }
    }
    return Nd4j.createFromArray(cells);
  }

  /** Returns a table of all things, a row each: scene, cell, colour, shape, fill, named or not. */
  public Table table() {
    List<Thing> things = scenes.stream().flatMap(scene -> scene.things.stream()).toList();
    return Table.create(
        "scenes",
        IntColumn.create("scene", IntStream.range(0, things.size()).map(i -> i / (side * side))),
        IntColumn.create("cell", things.stream().mapToInt(Thing::cell)),
        StringColumn.create("colour", things.stream().map(thing -> word(thing.colour()))),
        StringColumn.create("shape", things.stream().map(thing -> word(thing.shape()))),
        StringColumn.create("fill", things.stream().map(thing -> word(thing.fill()))),
        BooleanColumn.create(
            "named",
            IntStream.range(0, things.size()).mapToObj(i -> i % (side * side) < NAMED).toList()));
  }

  @Override
  public String toString() {
    return "Scenes[%d of %d x %d cells]".formatted(size(), side, side);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
