package io.github.attention4j.datasets;

import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Cluttered canvases, made by a seed: a real digit of 8x8 pixels somewhere on a larger sheet, and
 * all around it scraps of other digits.
 *
 * <pre>{@code
 * Digits.Split split = Digits.load().split(360, 1);
 * Canvases canvases = Canvases.of(split.train(), 1000, 1);
 * canvases.pictures(); // (1000, 1, 24, 24)
 * canvases.box(0); // where the digit is
 * }</pre>
 *
 * <p>A scrap is 3x3 pixels out of any of the digits, at any place outside the digit's box. Scraps
 * may touch the box and lie on each other; the darker pixel shows. Inside the box is the digit
 * alone, so it can be read as well as on a clean sheet: what is lost by the clutter is lost by
 * looking at it.
 *
 * <p>Letters for shapes: N is {@link #size()}, S {@link #side()}. The arrays are FLOAT, every array
 * and table new and the caller's own. A canvas depends on the digits, the side, the number of
 * scraps, the seed and its number alone, on every machine alike.
 *
 * <p>Source: after the cluttered images of V. Mnih et al. 2014, "Recurrent Models of Visual
 * Attention", section 4.1, which put pieces of 8x8 pixels on 60x60, the digit not spared.
 */
public final class Canvases {
  /** Height and width of a digit. */
  public static final int DIGIT = Digits.SIDE;

  private static final int SCRAP = 3;
  private static final int USUAL_SIDE = 24;
  private static final int USUAL_SCRAPS = 24;
  private static final int MOST_SIDE = 64;

  /**
   * Where a digit is: {@link #DIGIT} rows and columns.
   *
   * @param top its first row, from 0
   * @param left its first column, from 0
   */
  public record Box(int top, int left) {
    /** Whether a pixel is inside. */
    public boolean contains(int row, int column) {
      return row >= top && row < top + DIGIT && column >= left && column < left + DIGIT;
    }

    /** Whether a scrap, whose first row and column these are, lies inside, be it in part. */
    private boolean touches(int row, int column) {
      return row > top - SCRAP
          && row < top + DIGIT
          && column > left - SCRAP
          && column < left + DIGIT;
    }
  }

  /** A canvas: its digit's row in the file, class and place, and the pixels of the scraps. */
  private record Canvas(int row, int label, Box box, int[][] digit, int[] clutter) {}

  private final int side;
  private final List<Canvas> canvases;

  private Canvases(int side, List<Canvas> canvases) {
    this.side = side;
    this.canvases = canvases;
  }

  /**
   * Makes canvases of 24 x 24 pixels with 24 scraps.
   *
   * @param digits what digits and scraps are taken from
   * @param size how many, N
   * @param seed any number; another seed gives other canvases
   * @throws IllegalArgumentException if there would be no canvas
   */
  public static Canvases of(Digits digits, int size, long seed) {
    return of(digits, size, USUAL_SIDE, USUAL_SCRAPS, seed);
  }

  /**
   * Makes canvases.
   *
   * @param digits what digits and scraps are taken from
   * @param size how many, N
   * @param side the pixels of a canvas' height and width, S, 16 to 64
   * @param scraps how many scraps a canvas gets, 0 or more
   * @param seed any number; another seed gives other canvases
   * @throws IllegalArgumentException if there would be no canvas, or a number is out of range
   */
  public static Canvases of(Digits digits, int size, int side, int scraps, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "canvases: size is %d, expected 1 or more".formatted(size));
    }
    if (side < 2 * DIGIT || side > MOST_SIDE) { // from 2 digits on there is room beside any box
      throw new IllegalArgumentException(
          "canvases: side is %d, expected %d to %d".formatted(side, 2 * DIGIT, MOST_SIDE));
    }
    if (scraps < 0) {
      throw new IllegalArgumentException(
          "canvases: scraps is %d, expected 0 or more".formatted(scraps));
    }
    Random random = new Random(SeededOrder.splitMix64(seed, 1)); // neighbouring seeds start apart
    int[] labels = digits.labels();
    int[] rows = digits.rows();
    return new Canvases(
        side,
        Stream.generate(() -> draw(digits, labels, rows, side, scraps, random))
            .limit(size)
            .toList());
  }

  private static Canvas draw(
      Digits digits, int[] labels, int[] rows, int side, int scraps, Random random) {
    int digit = random.nextInt(labels.length);
    Box box = new Box(random.nextInt(side - DIGIT + 1), random.nextInt(side - DIGIT + 1));
    int[] clutter = new int[side * side];
    for (int i = 0; i < scraps; i++) {
      int[][] source = digits.asGrid(random.nextInt(labels.length));
      int y = random.nextInt(DIGIT - SCRAP + 1);
      int x = random.nextInt(DIGIT - SCRAP + 1);
      int top = 0;
      int left = 0;
      do {
        top = random.nextInt(side - SCRAP + 1);
        left = random.nextInt(side - SCRAP + 1);
      } while (box.touches(top, left));
      for (int pixel = 0; pixel < SCRAP * SCRAP; pixel++) {
        int row = pixel / SCRAP;
        int column = pixel % SCRAP;
        int place = (top + row) * side + left + column;
        clutter[place] = Math.max(clutter[place], source[y + row][x + column]);
      }
    }
    return new Canvas(rows[digit], labels[digit], box, digits.asGrid(digit), clutter);
  }

  /** Returns N, the number of canvases. */
  public int size() {
    return canvases.size();
  }

  /** Returns S, the pixels of a canvas' height and width. */
  public int side() {
    return side;
  }

  /** Returns the class of each canvas' digit. */
  public int[] labels() {
    return canvases.stream().mapToInt(Canvas::label).toArray();
  }

  /**
   * Returns where the digit of canvas {@code i} is.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public Box box(int i) {
    return canvases.get(i).box;
  }

  /** Returns the canvases, (N, 1, S, S), from 0 (paper) to 1 (ink). */
  public INDArray pictures() {
    return array(
        (canvas, row, column) -> digit(canvas, row, column) + clutter(canvas, row, column));
  }

  /** Returns the digits on clean canvases, at their places: {@link #pictures} without clutter. */
  public INDArray digits() {
    return array(Canvases::digit);
  }

  /** Returns the scraps alone: {@link #pictures} without digits. */
  public INDArray clutter() {
    return array(this::clutter);
  }

  /** Returns the map that is known to be right, (N, 1, S, S): 1 in the digit's box, 0 elsewhere. */
  public INDArray boxes() {
    return array((canvas, row, column) -> canvas.box.contains(row, column) ? Digits.INK : 0);
  }

  private static int digit(Canvas canvas, int row, int column) {
    return canvas.box.contains(row, column)
        ? canvas.digit[row - canvas.box.top][column - canvas.box.left]
        : 0;
  }

  private int clutter(Canvas canvas, int row, int column) {
    return canvas.clutter[row * side + column];
  }

  private interface Pixel {
    int at(Canvas canvas, int row, int column);
  }

  private INDArray array(Pixel pixel) {
    float[] values = new float[size() * side * side];
    int next = 0;
    for (Canvas canvas : canvases) {
      for (int place = 0; place < side * side; place++) {
        values[next++] = pixel.at(canvas, place / side, place % side) / (float) Digits.INK;
      }
    }
    return Nd4j.createFromArray(values).reshape(size(), 1, side, side);
  }

  /** Returns a table of N rows: canvas, label, the digit's row in the file, and top and left. */
  public Table table() {
    return Table.create(
        "canvases",
        column("canvas", i -> i),
        column("label", i -> canvases.get(i).label),
        column("row", i -> canvases.get(i).row),
        column("top", i -> box(i).top),
        column("left", i -> box(i).left));
  }

  private IntColumn column(String name, IntUnaryOperator value) {
    return IntColumn.create(name, IntStream.range(0, size()).map(value));
  }

  @Override
  public String toString() {
    return "Canvases[%d of %d x %d pixels]".formatted(size(), side, side);
  }
}
