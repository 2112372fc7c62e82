package io.github.attention4j.datasets;

import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sea charts with a relation between far places, made by a seed: four ships and four harbours, in
 * any cells of a grid of 6 x 6. A ship and a harbour that fly the same flag belong together, and no
 * flag flies in two pairs. Either shows a lamp; a ship may enter if its lamp and that of its
 * harbour are of the same colour.
 *
 * <pre>
 *   ship       harbour        a cell of 4 x 4 pixels; 1, 2, 3: the stripes of the flag
 *   1 1 1 1    1 1 1 1
 *   2 2 2 2    2 2 2 2
 *   3 3 3 3    3 3 3 3
 *   x x . .    . . x x        x: the lamp
 * </pre>
 *
 * <p>Stripes and lamps are red, green or blue, so there are 27 flags. A lamp tells a ship from a
 * harbour by where it burns. In half of the pairs the lamps are alike, in the others any two that
 * differ; cells, flags and lamps are drawn independently of each other. Who sees all of a chart but
 * a ship's own harbour knows nothing of whether the ship may enter.
 *
 * <pre>{@code
 * Harbours charts = Harbours.of(1000, 1);
 * charts.pictures(); // (1000, 3, 24, 24): red, green and blue
 * charts.ships(); // (1000, 4, 36): 1 at the cell of each ship
 * charts.harbours(); // (1000, 4, 36): 1 at the cell of its harbour
 * charts.mayEnter(); // (1000, 4): 1 if the lamps are alike
 * }</pre>
 *
 * <p>N is {@link #size()}; cell {@code y * GRID + x} is in row y, column x of the grid. The arrays
 * are FLOAT, every one new and the caller's own. A chart depends on the seed and its number alone,
 * on every machine alike.
 */
public final class Harbours {
  /** How many ships a chart has, and as many harbours. */
  public static final int PAIRS = 4;

  /** Rows and columns of cells. */
  public static final int GRID = 6;

  /** Height and width of a cell, in pixels. */
  public static final int CELL = 4;

  /** Height and width of a chart, in pixels. */
  public static final int SIDE = GRID * CELL;

  /** How many colours there are, and channels: red, green and blue. */
  public static final int COLOURS = 3;

  private static final int CELLS = GRID * GRID;
  private static final int STRIPES = 3;
  private static final int FLAGS = COLOURS * COLOURS * COLOURS;

  /** The cells of a ship and its harbour, their flag, and the colours of their lamps. */
  private record Pair(int flag, int ship, int harbour, int shipLamp, int harbourLamp) {
    boolean isAlike() {
      return shipLamp == harbourLamp;
    }

    int distance() {
      int rows = Math.abs(ship / GRID - harbour / GRID);
      int columns = Math.abs(ship % GRID - harbour % GRID);
      return Math.max(rows, columns);
    }
  }

  private final Pair[][] charts;

  private Harbours(Pair[][] charts) {
    this.charts = charts;
  }

  /**
   * Makes charts.
   *
   * @param size how many, N
   * @param seed any number; another seed gives other charts
   * @throws IllegalArgumentException if there would be no chart
   */
  public static Harbours of(int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "harbours: size is %d, expected 1 or more".formatted(size));
    }
    return new Harbours(
        IntStream.range(0, size)
            .mapToObj(i -> draw(new Random(SeededOrder.splitMix64(seed, i + 1))))
            .toArray(Pair[][]::new));
  }

  private static Pair[] draw(Random random) {
    int[] flags = different(PAIRS, FLAGS, random);
    int[] cells = different(2 * PAIRS, CELLS, random);
    Pair[] pairs = new Pair[PAIRS];
    for (int i = 0; i < PAIRS; i++) {
      int lamp = random.nextInt(COLOURS);
      int other = (lamp + 1 + random.nextInt(COLOURS - 1)) % COLOURS;
      int answer = random.nextBoolean() ? lamp : other;
      pairs[i] = new Pair(flags[i], cells[2 * i], cells[2 * i + 1], lamp, answer);
    }
    return pairs;
  }

  /** Draws some different numbers below a bound, in any order. */
  private static int[] different(int some, int bound, Random random) {
    return random.ints(0, bound).distinct().limit(some).toArray();
  }

  /** Returns N, the number of charts. */
  public int size() {
    return charts.length;
  }

  /** Returns the charts, (N, 3, S, S), from 0 (dark) to 1, S = {@link #SIDE}. */
  public INDArray pictures() {
    float[] light = new float[size() * COLOURS * SIDE * SIDE];
    for (int i = 0; i < size(); i++) {
      for (Pair pair : charts[i]) {
        paint(light, i, pair.ship, pair.flag, pair.shipLamp, 0);
        paint(light, i, pair.harbour, pair.flag, pair.harbourLamp, CELL / 2);
      }
    }
    return Nd4j.createFromArray(light).reshape(size(), COLOURS, SIDE, SIDE);
  }

  private static void paint(float[] light, int chart, int cell, int flag, int lamp, int from) {
    int corner = cell / GRID * CELL * SIDE + cell % GRID * CELL; // the cell's first pixel
    int left = flag;
    for (int row = 0; row < STRIPES; row++, left /= COLOURS) {
      fill(light, (chart * COLOURS + left % COLOURS) * SIDE * SIDE + corner + row * SIDE, CELL);
    }
    int channel = (chart * COLOURS + lamp) * SIDE * SIDE;
    fill(light, channel + corner + STRIPES * SIDE + from, CELL / 2);
  }

  private static void fill(float[] light, int from, int pixels) {
    for (int pixel = from; pixel < from + pixels; pixel++) {
      light[pixel] = 1;
    }
  }

  /** Returns where the ships are, (N, 4, 36): 1 at the cell of each. */
  public INDArray ships() {
    return at(Pair::ship);
  }

  /** Returns where their harbours are, (N, 4, 36): 1 at the cell of each ship's own. */
  public INDArray harbours() {
    return at(Pair::harbour);
  }

  private INDArray at(ToIntFunction<Pair> cell) {
    float[] ones = new float[size() * PAIRS * CELLS];
    for (int i = 0; i < size() * PAIRS; i++) {
      ones[i * CELLS + cell.applyAsInt(charts[i / PAIRS][i % PAIRS])] = 1;
    }
    return Nd4j.createFromArray(ones).reshape(size(), PAIRS, CELLS);
  }

  /** Returns the right answers, (N, 4): 1 where a ship's lamp is its harbour's, else 0. */
  public INDArray mayEnter() {
    return numbers(pair -> pair.isAlike() ? 1 : 0);
  }

  /** Returns the colours of the ships' lamps, (N, 4): 0 red, 1 green, 2 blue. */
  public INDArray shipLamps() {
    return numbers(Pair::shipLamp);
  }

  /** Returns the colours of their harbours' lamps, (N, 4): 0 red, 1 green, 2 blue. */
  public INDArray harbourLamps() {
    return numbers(Pair::harbourLamp);
  }

  /**
   * Returns how many cells each ship is from its harbour, (N, 4): the larger of the distances by
   * rows and by columns, from 1 to 5.
   */
  public INDArray distances() {
    return numbers(Pair::distance);
  }

  private INDArray numbers(ToIntFunction<Pair> number) {
    float[][] numbers = new float[size()][PAIRS];
    for (int i = 0; i < size(); i++) {
      for (int pair = 0; pair < PAIRS; pair++) {
        numbers[i][pair] = number.applyAsInt(charts[i][pair]);
      }
    }
    return Nd4j.createFromArray(numbers);
  }

  @Override
  public String toString() {
    return "Harbours[%d charts of %d x %d cells]".formatted(size(), GRID, GRID);
  }
}
