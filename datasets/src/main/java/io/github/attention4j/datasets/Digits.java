package io.github.attention4j.datasets;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Handwritten digits: 1,797 real images of 8x8 pixels with their classes.
 *
 * <p>A pixel is an integer from 0 (paper) to 16 (ink), a class one of 0 to 9. Letters for shapes: N
 * is {@link #size()}, 64 counts the pixels row by row, 10 the classes.
 *
 * <p>Objects are immutable: every table and array that a method returns is new and the caller's
 * own. Arrays are FLOAT unless DOUBLE is asked for.
 *
 * <p>Source: E. Alpaydin, C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine
 * Learning Repository, <a href="https://doi.org/10.24432/C50P49">10.24432/C50P49</a>, CC BY 4.0;
 * see {@link #provenance()}.
 */
public final class Digits {
  static final int SIDE = 8;
  static final int INK = 16;
  static final int CLASSES = 10;
  private static final int PIXELS = SIDE * SIDE;
  private static final String MNIST = "ATTENTION4J_MNIST";

  private final Provenance provenance;
  private final int[][] pixels;
  private final int[] labels;
  private final int[] rows;

  Digits(Provenance provenance, int[][] pixels, int[] labels, int[] rows) {
    this.provenance = provenance;
    this.pixels = pixels;
    this.labels = labels;
    this.rows = rows;
  }

  /**
   * Two parts of one set that share no image.
   *
   * @param train what a model may learn from
   * @param test what it is measured on
   */
  public record Split(Digits train, Digits test) {}

  /**
   * Loads all images in the order of the file.
   *
   * <p>If the environment's ATTENTION4J_MNIST names a folder with MNIST's files, it loads these,
   * see {@link Mnist}, and the lessons run on them; their saved figures are those of the recorded
   * images.
   *
   * @throws DatasetException if a file is missing, damaged or malformed
   */
  public static Digits load() {
    return load(System.getenv());
  }

  static Digits load(Map<String, String> environment) {
    String folder = environment.get(MNIST);
    return folder == null ? load(Digits.class.getClassLoader()) : Mnist.load(Path.of(folder));
  }

  static Digits load(ClassLoader loader) {
    Resource resource = Resource.named("digits", loader);
    List<String> lines = resource.lines();
    if (lines.isEmpty()) {
      throw resource.malformed(1, "expected an image, found the end of the file");
    }
    int[][] pixels = new int[lines.size()][PIXELS];
    int[] labels = new int[lines.size()];
    for (int row = 0; row < labels.length; row++) {
      String[] values = lines.get(row).split(",", -1);
      if (values.length != PIXELS + 1) {
        throw resource.malformed(
            row + 1, "expected %d values, found %d".formatted(PIXELS + 1, values.length));
      }
      for (int p = 0; p < PIXELS; p++) {
        pixels[row][p] = resource.integer(row + 1, "pixel " + name(p), values[p], INK);
      }
      labels[row] = resource.integer(row + 1, "label", values[PIXELS], CLASSES - 1);
    }
    return new Digits(
        resource.provenance(), pixels, labels, IntStream.range(0, labels.length).toArray());
  }

  /** Returns origin, authors and licence of the images. */
  public Provenance provenance() {
    return provenance;
  }

  /** Returns N, the number of images. */
  public int size() {
    return labels.length;
  }

  /** Returns each image's row in the file, counted from 0. */
  public int[] rows() {
    return rows.clone();
  }

  /** Returns the class of each image. */
  public int[] labels() {
    return labels.clone();
  }

  /**
   * Returns image {@code i} as 8 rows of 8 pixels, 0 to 16.
   *
   * @throws IndexOutOfBoundsException if i is not from 0 to N - 1
   */
  public int[][] asGrid(int i) {
    int[] image = pixels[i];
    return IntStream.range(0, SIDE)
        .mapToObj(row -> Arrays.copyOfRange(image, row * SIDE, (row + 1) * SIDE))
        .toArray(int[][]::new);
  }

  /**
   * Returns a table of N rows and 65 integer columns: {@code p00} to {@code p77} (pixel, row then
   * column) and {@code label}.
   */
  public Table table() {
    Table table = Table.create("digits");
    for (int p = 0; p < PIXELS; p++) {
      int pixel = p;
      table.addColumns(
          IntColumn.create(name(p), Arrays.stream(pixels).mapToInt(image -> image[pixel])));
    }
    return table.addColumns(IntColumn.create("label", labels));
  }

  /** Returns the pixels, (N, 64) FLOAT, 0 to 16. */
  public INDArray images() {
    return images(DataType.FLOAT);
  }

  /** Returns the pixels as {@link #images()} does, in FLOAT or DOUBLE; another type is refused. */
  public INDArray images(DataType type) {
    return array(PIXELS, type, (i, image) -> Arrays.setAll(image, p -> pixels[i][p]));
  }

  /**
   * Returns the images, each standardised by itself to mean 0 and population standard deviation 1,
   * (N, 64) FLOAT. So every image has the same length, sqrt(64), and the dot product of two is 64
   * times their correlation. A constant image, which has no deviation, becomes all zeros.
   */
  public INDArray standardisedImages() {
    return standardisedImages(DataType.FLOAT);
  }

  /** Returns the standardised images as {@link #standardisedImages()} does, in FLOAT or DOUBLE. */
  public INDArray standardisedImages(DataType type) {
    return array(PIXELS, type, (i, image) -> standardise(pixels[i], image));
  }

  /** Returns the classes as rows with a single 1, (N, 10) FLOAT. */
  public INDArray oneHot() {
    return oneHot(DataType.FLOAT);
  }

  /** Returns the classes as {@link #oneHot()} does, in FLOAT or DOUBLE. */
  public INDArray oneHot(DataType type) {
    return array(CLASSES, type, (i, classes) -> classes[labels[i]] = 1);
  }

  /**
   * Splits the images at random, the same way on every machine and Java version: ordered by numbers
   * of the seed's SplitMix64 sequence, the first {@code testSize} images are the test part and the
   * others the training part. {@code SeededOrder} has the rule in full.
   *
   * <p>Mind what it measures. The file does not name the writers, but its neighbours seem to be of
   * one hand (scikit-learn's course, <a
   * href="https://inria.github.io/scikit-learn-mooc/python_scripts/cross_validation_grouping.html">Sample
   * grouping</a>). So a random split has the same writers on both sides, and answers how well new
   * digits of known writers are read, not those of strangers.
   *
   * @param testSize how many images the test part gets, 1 to N - 1
   * @param seed any number; another seed gives another split
   * @throws IllegalArgumentException if a part would be empty
   */
  public Split split(int testSize, long seed) {
    if (testSize < 1 || testSize >= size()) {
      throw new IllegalArgumentException(
          "testSize %d is not from 1 to %d".formatted(testSize, size() - 1));
    }
    int[] order = SeededOrder.of(size(), seed);
    return new Split(
        select(Arrays.copyOfRange(order, testSize, size())),
        select(Arrays.copyOfRange(order, 0, testSize)));
  }

  @Override
  public String toString() {
    return "Digits[%d images]".formatted(size());
  }

  private Digits select(int[] chosen) {
    return new Digits(
        provenance,
        Arrays.stream(chosen).mapToObj(i -> pixels[i]).toArray(int[][]::new),
        Arrays.stream(chosen).map(i -> labels[i]).toArray(),
        Arrays.stream(chosen).map(i -> rows[i]).toArray());
  }

  private static void standardise(int[] image, double[] result) {
    double mean = Arrays.stream(image).average().orElseThrow();
    double variance =
        Arrays.stream(image).mapToDouble(p -> (p - mean) * (p - mean)).average().orElseThrow();
    if (variance > 0) {
      Arrays.setAll(result, p -> (image[p] - mean) / Math.sqrt(variance));
    }
  }

  private interface RowFiller {
    void fill(int i, double[] row);
  }

  /** An (N, width) array whose rows, zeros at first, the filler writes. */
  private INDArray array(int width, DataType type, RowFiller filler) {
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException("type %s is not FLOAT or DOUBLE".formatted(type));
    }
    double[] values = new double[size() * width];
    double[] row = new double[width];
    for (int i = 0; i < size(); i++) {
      Arrays.fill(row, 0);
      filler.fill(i, row);
      System.arraycopy(row, 0, values, i * width, width);
    }
    return Nd4j.create(values, new long[] {size(), width}, type);
  }

  private static String name(int pixel) {
    return "p%d%d".formatted(pixel / SIDE, pixel % SIDE);
  }
}
