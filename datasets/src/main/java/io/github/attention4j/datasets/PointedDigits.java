package io.github.attention4j.datasets;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Eight real digits around a hand, made by a seed: a picture of 3 x 3 cells, in whose middle a hand
 * points at one of the other eight. The digit that it points at is the picture's class. So it is
 * known which two cells decide, and that the other seven do not matter at all.
 *
 * <pre>{@code
 * PointedDigits pictures = PointedDigits.of(Digits.load(), 1000, 1);
 * pictures.pictures(); // (1000, 24, 24)
 * pictures.pointed(); // the cell that each hand points at, 0 to 8 but never 4, row by row
 * pictures.turned(1); // the same digits, every hand turned to the next cell
 * }</pre>
 *
 * <p>A cell is 8 x 8 pixels. The eight digits are drawn independently, so the other seven tell
 * nothing of the class.
 *
 * <p>N is {@link #size()}. The arrays are FLOAT, every array and table new and the caller's own. A
 * picture depends on the digits, the seed and its number alone, on every machine alike.
 */
public final class PointedDigits {
  /** Cells of a picture. */
  public static final int CELLS = 9;

  /** The cell with the hand. */
  public static final int MIDDLE = 4;

  /** Height and width of a picture in pixels, S. */
  public static final int SIDE = 3 * Digits.SIDE;

  /** The cells around the middle, clockwise from the top left. */
  private static final int[] AROUND = {0, 1, 2, 5, 8, 7, 6, 3};

  private static final double CENTRE = (Digits.SIDE - 1) / 2.0;
  private static final double REACH = 3.8; // pixels from the centre
  private static final double HALF_WIDTH =
      0.8; // the hand is as wide as it reaches back, twice this

  /** A picture: the images in its cells, of which the middle one is not shown, and the hand. */
  private record Picture(int[] images, int hand) {
    int pointed() {
      return AROUND[hand];
    }
  }

  private final Digits digits;
  private final int[] labels;
  private final Picture[] pictures;

  private PointedDigits(Digits digits, Picture[] pictures) {
    this.digits = digits;
    this.labels = digits.labels();
    this.pictures = pictures;
  }

  /**
   * Makes pictures.
   *
   * @param digits what the cells are filled with
   * @param size how many, N
   * @param seed any number; another seed gives other pictures
   * @throws IllegalArgumentException if there would be no picture
   */
  public static PointedDigits of(Digits digits, int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "pointed digits: size is %d, expected 1 or more".formatted(size));
    }
    return new PointedDigits(
        digits,
        IntStream.range(0, size)
            .mapToObj(i -> new Random(SeededOrder.splitMix64(seed, i + 1)))
            .map(
                random ->
                    new Picture(
                        random.ints(CELLS, 0, digits.size()).toArray(),
                        random.nextInt(AROUND.length)))
            .toArray(Picture[]::new));
  }

  /**
   * Returns the same pictures with every hand turned clockwise: the digits stay, the answers
   * change.
   *
   * @param cells by how many cells, any number
   */
  public PointedDigits turned(int cells) {
    return new PointedDigits(
        digits,
        Stream.of(pictures)
            .map(
                picture ->
                    new Picture(picture.images, Math.floorMod(picture.hand + cells, AROUND.length)))
            .toArray(Picture[]::new));
  }

  /** Returns N, the number of pictures. */
  public int size() {
    return pictures.length;
  }

  /** Returns the class of the digit that each hand points at. */
  public int[] labels() {
    return Stream.of(pictures).mapToInt(picture -> label(picture, picture.pointed())).toArray();
  }

  /** Returns the cell that each hand points at, row by row from 0 to 8, never {@link #MIDDLE}. */
  public int[] pointed() {
    return Stream.of(pictures).mapToInt(Picture::pointed).toArray();
  }

  private int label(Picture picture, int cell) {
    return labels[picture.images[cell]];
  }

  /** Returns the pictures, (N, S, S), from 0 (paper) to 1 (ink). */
  public INDArray pictures() {
    float[] values = new float[size() * SIDE * SIDE];
    int next = 0;
    for (Picture picture : pictures) {
      int[][][] cells =
          IntStream.range(0, CELLS)
              .mapToObj(
                  cell -> cell == MIDDLE ? hand(picture) : digits.asGrid(picture.images[cell]))
              .toArray(int[][][]::new);
      for (int place = 0; place < SIDE * SIDE; place++) {
        int row = place / SIDE;
        int column = place % SIDE;
        int cell = row / Digits.SIDE * 3 + column / Digits.SIDE;
        values[next++] = cells[cell][row % Digits.SIDE][column % Digits.SIDE] / (float) Digits.INK;
      }
    }
    return Nd4j.createFromArray(values).reshape(size(), SIDE, SIDE);
  }

  /** A line of ink from the centre of the cell towards the cell that is pointed at. */
  private static int[][] hand(Picture picture) {
    double down = picture.pointed() / 3 - 1;
    double right = picture.pointed() % 3 - 1;
    double length = Math.hypot(down, right);
    int[][] pixels = new int[Digits.SIDE][Digits.SIDE];
    for (int row = 0; row < Digits.SIDE; row++) {
      for (int column = 0; column < Digits.SIDE; column++) {
        double y = row - CENTRE;
        double x = column - CENTRE;
        double along = (y * down + x * right) / length;
        double across = Math.abs(y * right - x * down) / length;
        boolean inked = along > -HALF_WIDTH && along < REACH && across < HALF_WIDTH;
        pixels[row][column] = inked ? Digits.INK : 0;
      }
    }
    return pixels;
  }

  /** Returns the map that is known to be right, (N, 9): 1 at the cell that is pointed at. */
  public INDArray map() {
    float[][] map = new float[size()][CELLS];
    for (int i = 0; i < size(); i++) {
      map[i][pictures[i].pointed()] = 1;
    }
    return Nd4j.createFromArray(map);
  }

  /**
   * Returns a table of N rows: picture, the classes around the hand, the cell pointed at, label.
   */
  public Table table() {
    return Table.create(
        "pointed digits",
        IntColumn.create("picture", IntStream.range(0, size()).toArray()),
        StringColumn.create("around, clockwise", Stream.of(pictures).map(this::around)),
        IntColumn.create("pointed", pointed()),
        IntColumn.create("label", labels()));
  }

  private String around(Picture picture) {
    StringBuilder classes = new StringBuilder();
    for (int cell : AROUND) {
      classes.append(label(picture, cell));
    }
    return classes.toString();
  }

  @Override
  public String toString() {
    return "PointedDigits[%d pictures of %d x %d pixels]".formatted(size(), SIDE, SIDE);
  }
}
