package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Canvases.Box;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import tech.tablesaw.api.Table;

class CanvasesTest {
  private static final Digits.Split SPLIT = Digits.load().split(360, 1);
  private static final Canvases CANVASES = Canvases.of(SPLIT.train(), 200, 1);

  @Test
  void aDigitOfTheSetStandsInItsBoxWithoutClutter() {
    int[] rows = SPLIT.train().rows();
    INDArray pictures = CANVASES.pictures().mul(16);
    Table table = CANVASES.table();
    for (int i = 0; i < CANVASES.size(); i++) {
      int row = table.intColumn("row").get(i);
      int digit = IntStream.range(0, rows.length).filter(d -> rows[d] == row).findAny().getAsInt();
      assertArrayEquals(
          SPLIT.train().asGrid(digit), inside(CANVASES.box(i), pictures.slice(i)).toIntMatrix());
      assertEquals(SPLIT.train().labels()[digit], CANVASES.labels()[i]);
    }
  }

  @Test
  void aPictureIsItsDigitAndItsClutter() {
    INDArray digits = CANVASES.digits();
    INDArray clutter = CANVASES.clutter();
    INDArray boxes = CANVASES.boxes();
    assertEquals(CANVASES.pictures(), digits.add(clutter));
    assertEquals(digits, CANVASES.pictures().mul(boxes));
    assertEquals(0, clutter.mul(boxes).sumNumber().doubleValue());
    assertEquals(200 * 64, boxes.sumNumber().intValue());
    assertTrue(clutter.maxNumber().doubleValue() == 1 && clutter.minNumber().doubleValue() == 0);
  }

  /** Every scrap is a piece of a digit, and no digit is a scrap: its box is larger. */
  @Test
  void aSingleScrapIsAPieceOfADigit() {
    Canvases single = Canvases.of(SPLIT.train(), 50, 24, 1, 3);
    INDArray clutter = single.clutter().mul(16);
    for (int i = 0; i < single.size(); i++) {
      int[][] pixels = clutter.slice(i).slice(0).toIntMatrix();
      int[] rows = IntStream.range(0, 24).filter(r -> Arrays.stream(pixels[r]).sum() > 0).toArray();
      if (rows.length > 0) { // not an empty piece of paper
        assertTrue(rows[rows.length - 1] - rows[0] < 3);
        assertTrue(isPieceOfADigit(pixels, rows[0]), "scrap " + i);
      }
    }
  }

  private static boolean isPieceOfADigit(int[][] pixels, int row) {
    List<Integer> ink = Arrays.stream(pixels[row]).boxed().filter(pixel -> pixel > 0).toList();
    return IntStream.range(0, SPLIT.train().size())
        .mapToObj(SPLIT.train()::asGrid)
        .flatMap(Arrays::stream)
        .anyMatch(line -> contains(line, ink));
  }

  private static boolean contains(int[] line, List<Integer> ink) {
    List<Integer> all = Arrays.stream(line).boxed().toList();
    return IntStream.rangeClosed(0, all.size() - ink.size())
        .anyMatch(from -> all.subList(from, from + ink.size()).equals(ink));
  }

  @Test
  void digitsStandEverywhereAlike() {
    Canvases canvases = Canvases.of(SPLIT.train(), 3400, 5);
    int[] tops = new int[17];
    int[] lefts = new int[17];
    for (int i = 0; i < canvases.size(); i++) {
      tops[canvases.box(i).top()]++;
      lefts[canvases.box(i).left()]++;
    }
    for (int place = 0; place < 17; place++) {
      assertEquals(200, tops[place], 60);
      assertEquals(200, lefts[place], 60);
    }
  }

  @ParameterizedTest
  @CsvSource({"16, 0", "16, 100", "20, 7", "64, 5"})
  void sidesAndScraps(int side, int scraps) {
    Canvases canvases = Canvases.of(SPLIT.test(), 20, side, scraps, 2);
    assertArrayEquals(new long[] {20, 1, side, side}, canvases.pictures().shape());
    assertEquals(side, canvases.side());
    assertEquals(scraps == 0, canvases.clutter().sumNumber().doubleValue() == 0);
    assertEquals(0, canvases.clutter().mul(canvases.boxes()).sumNumber().doubleValue());
    assertEquals("Canvases[20 of %d x %d pixels]".formatted(side, side), canvases.toString());
  }

  @Test
  void aBoxKnowsItsPixels() {
    Box box = new Box(2, 5);
    assertTrue(box.contains(2, 5) && box.contains(9, 12));
    assertFalse(box.contains(1, 5) || box.contains(2, 4));
    assertFalse(box.contains(10, 5) || box.contains(9, 13));
    INDArray map = CANVASES.boxes().slice(0).slice(0);
    assertEquals(64, inside(CANVASES.box(0), map.reshape(1, 24, 24)).sumNumber().intValue());
  }

  @Test
  void theTableHasARowForEveryCanvas() {
    Table table = CANVASES.table();
    assertEquals(200, table.rowCount());
    assertEquals(List.of("canvas", "label", "row", "top", "left"), table.columnNames());
    assertEquals(3, table.intColumn("canvas").get(3));
    assertEquals(CANVASES.labels()[3], table.intColumn("label").get(3));
    assertEquals(CANVASES.box(3).top(), table.intColumn("top").get(3));
    assertEquals(CANVASES.box(3).left(), table.intColumn("left").get(3));
  }

  @Test
  void aCanvasDependsOnSeedAndNumberAlone() {
    INDArray fourth = Canvases.of(SPLIT.train(), 4, 1).pictures().slice(3);
    assertEquals(CANVASES.pictures().slice(3), fourth);
    assertNotEquals(fourth, Canvases.of(SPLIT.train(), 4, 2).pictures().slice(3));
  }

  /** A change of these numbers would change the lessons' results. */
  @Test
  void theCanvasesAreTheSameForEver() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (float pixel : CANVASES.pictures().data().asFloat()) {
      digest.update((byte) Math.round(pixel * 16));
    }
    for (int i = 0; i < CANVASES.size(); i++) {
      digest.update((byte) CANVASES.labels()[i]);
      digest.update((byte) CANVASES.box(i).top());
      digest.update((byte) CANVASES.box(i).left());
    }
    assertEquals(
        "9adb24db7be8c642236688a72da6f90f5b76f138e007abeb2e9c47f4db61b2d6",
        HexFormat.of().formatHex(digest.digest()));
  }

  @Test
  void refusesWhatItCannotMake() {
    assertMessage("canvases: size is 0, expected 1 or more", () -> make(0, 24, 1));
    assertMessage("canvases: side is 15, expected 16 to 64", () -> make(1, 15, 1));
    assertMessage("canvases: side is 65, expected 16 to 64", () -> make(1, 65, 1));
    assertMessage("canvases: scraps is -1, expected 0 or more", () -> make(1, 24, -1));
  }

  private static void make(int size, int side, int scraps) {
    Canvases.of(SPLIT.train(), size, side, scraps, 1);
  }

  private static INDArray inside(Box box, INDArray picture) {
    return picture
        .slice(0)
        .get(
            NDArrayIndex.interval(box.top(), box.top() + Canvases.DIGIT),
            NDArrayIndex.interval(box.left(), box.left() + Canvases.DIGIT))
        .dup('c');
  }

  private static void assertMessage(String expected, Executable executable) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, executable).getMessage());
  }
}
