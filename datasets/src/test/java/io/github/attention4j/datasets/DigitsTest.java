package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import tech.tablesaw.api.Table;

class DigitsTest {
  private static final int N = 1797;
  private static final Digits DIGITS = Digits.load();

  @Test
  void hasTheImagesPerClassThatTheOriginStates() {
    assertEquals(N, DIGITS.size());
    assertArrayEquals(
        new int[] {178, 182, 177, 183, 181, 182, 181, 179, 174, 180}, perClass(DIGITS));
  }

  @Test
  void hasTheKnownPixels() {
    INDArray images = DIGITS.images(DataType.DOUBLE);

    assertEquals(0, images.minNumber().intValue());
    assertEquals(16, images.maxNumber().intValue());
    assertEquals(561_718, images.sumNumber().intValue());
    assertEquals(4.884165, images.meanNumber().doubleValue(), 1e-6);
  }

  @Test
  void givesTheFirstImageInEveryForm() {
    int[][] zero = {
      {0, 0, 5, 13, 9, 1, 0, 0},
      {0, 0, 13, 15, 10, 15, 5, 0},
      {0, 3, 15, 2, 0, 11, 8, 0},
      {0, 4, 12, 0, 0, 8, 8, 0},
      {0, 5, 8, 0, 0, 9, 8, 0},
      {0, 4, 11, 0, 1, 12, 7, 0},
      {0, 2, 14, 5, 10, 12, 0, 0},
      {0, 0, 6, 13, 10, 0, 0, 0}
    };
    assertArrayEquals(zero, DIGITS.asGrid(0));
    assertArrayEquals(zero, DIGITS.images().getRow(0).reshape(8, 8).toIntMatrix());
    assertEquals(0, DIGITS.labels()[0]);

    Table table = DIGITS.table();
    assertEquals(13, table.intColumn("p03").get(0));
    assertEquals(13, table.intColumn("p12").get(0));
    assertEquals(6, table.intColumn("p72").get(0));
    assertEquals(0, table.intColumn("label").get(0));
  }

  @Test
  void tableHasAColumnPerPixelAndTheLabel() {
    Table table = DIGITS.table();

    assertEquals(N, table.rowCount());
    List<String> names = table.columnNames();
    assertEquals(65, names.size());
    assertEquals(
        List.of("p00", "p01", "p07", "p10", "p77", "label"),
        List.of(
            names.get(0), names.get(1), names.get(7), names.get(8), names.get(63), names.get(64)));
    assertArrayEquals(DIGITS.labels(), table.intColumn("label").asIntArray());
  }

  @Test
  void oneHotMarksTheLabel() {
    INDArray oneHot = DIGITS.oneHot();

    assertArrayEquals(new long[] {N, 10}, oneHot.shape());
    assertArrayEquals(DIGITS.labels(), oneHot.argMax(1).toIntVector());
    assertEquals(N, oneHot.sumNumber().intValue());
    assertEquals(1, oneHot.maxNumber().intValue());
    assertEquals(0, oneHot.minNumber().intValue());
  }

  @Test
  void standardisesEachImageByItself() {
    INDArray images = DIGITS.standardisedImages(DataType.DOUBLE);

    assertArrayEquals(new long[] {N, 64}, images.shape());
    for (int i = 0; i < N; i++) {
      INDArray image = images.getRow(i);
      assertEquals(0, image.meanNumber().doubleValue(), 1e-12);
      assertEquals(1, image.mul(image).meanNumber().doubleValue(), 1e-12);
    }
    // Pixel (0, 3) of the first image by hand: 13 among 64 pixels of sum 294 and sum of squares
    // 3070.
    double mean = 294 / 64.0;
    double deviation = Math.sqrt(3070 / 64.0 - mean * mean);
    assertEquals((13 - mean) / deviation, images.getDouble(0, 3), 1e-12);
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void arraysHaveTheTypeAskedFor(DataType type) {
    assertEquals(type, DIGITS.images(type).dataType());
    assertEquals(type, DIGITS.standardisedImages(type).dataType());
    assertEquals(type, DIGITS.oneHot(type).dataType());
  }

  @Test
  void arraysAreFloatUnlessAsked() {
    assertEquals(DataType.FLOAT, DIGITS.images().dataType());
    assertEquals(DataType.FLOAT, DIGITS.standardisedImages().dataType());
    assertEquals(DataType.FLOAT, DIGITS.oneHot().dataType());
  }

  @Test
  void refusesOtherTypes() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> DIGITS.images(DataType.INT32));
    assertEquals("type INT is not FLOAT or DOUBLE", e.getMessage());
  }

  @Test
  void nothingThatACallerWritesReachesTheNext() {
    DIGITS.images().assign(99);
    DIGITS.standardisedImages().assign(99);
    DIGITS.oneHot().assign(99);
    DIGITS.labels()[0] = 99;
    DIGITS.rows()[0] = 99;
    DIGITS.asGrid(0)[0][0] = 99;
    DIGITS.table().intColumn("label").set(0, 99);

    assertEquals(16, DIGITS.images().maxNumber().intValue());
    assertTrue(DIGITS.standardisedImages().maxNumber().intValue() < 99);
    assertEquals(1, DIGITS.oneHot().maxNumber().intValue());
    assertEquals(0, DIGITS.labels()[0]);
    assertEquals(0, DIGITS.rows()[0]);
    assertEquals(0, DIGITS.asGrid(0)[0][0]);
    assertEquals(0, DIGITS.table().intColumn("label").get(0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 360, N - 1})
  void splitIsDisjointAndComplete(int testSize) {
    Digits.Split split = DIGITS.split(testSize, 7);

    assertEquals(testSize, split.test().size());
    assertEquals(N - testSize, split.train().size());
    assertArrayEquals(
        IntStream.range(0, N).toArray(),
        IntStream.concat(Arrays.stream(split.train().rows()), Arrays.stream(split.test().rows()))
            .sorted()
            .toArray());
  }

  @Test
  void splitKeepsImageLabelAndRowTogether() {
    Digits.Split split = DIGITS.split(360, 7);

    for (Digits part : List.of(split.train(), split.test())) {
      int[] rows = part.rows();
      int[] labels = part.labels();
      for (int i = 0; i < part.size(); i++) {
        assertArrayEquals(DIGITS.asGrid(rows[i]), part.asGrid(i));
        assertEquals(DIGITS.labels()[rows[i]], labels[i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, -1, Long.MIN_VALUE, Long.MAX_VALUE})
  void splitLeavesEachClassAtLeastHalfOfItsShare(long seed) {
    int[] inAll = perClass(DIGITS);
    int[] inTest = perClass(DIGITS.split(360, seed).test());

    for (int c = 0; c < 10; c++) {
      double share = inAll[c] * 360.0 / N;
      assertTrue(
          inTest[c] > share / 2 && inTest[c] < share * 3 / 2,
          "class %d: %d images, its share is %.1f".formatted(c, inTest[c], share));
    }
  }

  /** The rule is ours; Java's SplittableRandom, which draws by the same sequence, confirms it. */
  @Test
  void splitFollowsItsRule() {
    SplittableRandom random = new SplittableRandom(42);
    long[] numbers = IntStream.range(0, N).mapToLong(i -> random.nextLong()).toArray();
    int[] order =
        IntStream.range(0, N)
            .boxed()
            .sorted((a, b) -> Long.compare(numbers[a], numbers[b]))
            .mapToInt(Integer::intValue)
            .toArray();

    Digits.Split split = DIGITS.split(360, 42);
    assertArrayEquals(Arrays.copyOf(order, 360), split.test().rows());
    assertArrayEquals(Arrays.copyOfRange(order, 360, N), split.train().rows());
  }

  /** A change of these numbers would change every lesson's results. */
  @Test
  void splitIsTheSameForEver() {
    int[] rows = DIGITS.split(360, 0).test().rows();
    assertArrayEquals(new int[] {178, 958, 544, 799, 89, 743, 447, 801}, Arrays.copyOf(rows, 8));
  }

  @Test
  void anotherSeedGivesAnotherSplit() {
    assertNotEquals(
        Arrays.toString(DIGITS.split(360, 0).test().rows()),
        Arrays.toString(DIGITS.split(360, 1).test().rows()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, N, N + 1})
  void refusesAnEmptyPart(int testSize) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> DIGITS.split(testSize, 0));
    assertEquals("testSize " + testSize + " is not from 1 to 1796", e.getMessage());
  }

  private static int[] perClass(Digits digits) {
    int[] counts = new int[10];
    Arrays.stream(digits.labels()).forEach(label -> counts[label]++);
    return counts;
  }
}
