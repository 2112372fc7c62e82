package io.github.attention4j.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import tech.tablesaw.api.Table;

class PointedDigitsTest {
  private static final Digits DIGITS = Digits.load();
  private static final PointedDigits PICTURES = PointedDigits.of(DIGITS, 80, 1);
  private static final INDArray PIXELS = PICTURES.pictures();

  private static INDArray cell(INDArray pictures, int picture, int cell) {
    return pictures.get(
        NDArrayIndex.point(picture),
        NDArrayIndex.interval(cell / 3 * 8, cell / 3 * 8 + 8),
        NDArrayIndex.interval(cell % 3 * 8, cell % 3 * 8 + 8));
  }

  @Test
  void theLabelIsThatOfTheDigitPointedAt() {
    assertArrayEquals(new long[] {80, 24, 24}, PIXELS.shape());
    for (int i = 0; i < 80; i++) {
      INDArray pixels = cell(PIXELS, i, PICTURES.pointed()[i]).dup('c').reshape(1, 64).mul(16);
      INDArray distance = DIGITS.images().sub(pixels.broadcast(1797, 64)).norm1(1);
      int same = distance.neg().argMax(0).getInt(0);
      assertEquals(0, distance.getDouble(same), 1e-3);
      assertEquals(DIGITS.labels()[same], PICTURES.labels()[i]);
    }
  }

  /** The ink of the middle cell lies, on average, on the side of the cell that is pointed at. */
  @Test
  void theHandPointsAtIt() {
    for (int i = 0; i < 80; i++) {
      INDArray middle = cell(PIXELS, i, PointedDigits.MIDDLE);
      double down = 0;
      double right = 0;
      for (int row = 0; row < 8; row++) {
        for (int column = 0; column < 8; column++) {
          down += middle.getDouble(row, column) * (row - 3.5);
          right += middle.getDouble(row, column) * (column - 3.5);
        }
      }
      int pointed = PICTURES.pointed()[i];
      double angle = Math.atan2(down, right) - Math.atan2(pointed / 3 - 1, pointed % 3 - 1);
      assertEquals(1, Math.cos(angle), 0.01, "picture " + i);
    }
  }

  @Test
  void everyCellIsPointedAt() {
    double[] often = PICTURES.map().sum(0).toDoubleVector();
    for (int cell = 0; cell < PointedDigits.CELLS; cell++) {
      assertEquals(cell != PointedDigits.MIDDLE, often[cell] > 3, "cell " + cell);
    }
    int[] largest = PICTURES.map().argMax(1).toIntVector();
    assertArrayEquals(PICTURES.pointed(), largest);
  }

  /** Turned by one and seven more cells it is the same again; the digits never change. */
  @Test
  void aTurnedHandLeavesTheDigits() {
    PointedDigits turned = PICTURES.turned(1);
    assertEquals(cell(PIXELS, 0, 0), cell(turned.pictures(), 0, 0));
    for (int i = 0; i < 80; i++) {
      int before = PICTURES.pointed()[i];
      int after = turned.pointed()[i];
      int apart = Math.max(Math.abs(before / 3 - after / 3), Math.abs(before % 3 - after % 3));
      assertEquals(1, apart, "next to each other: " + before + ", " + after);
    }
    assertEquals(PIXELS, turned.turned(7).pictures());
    assertEquals(PIXELS, turned.turned(-1).pictures());
  }

  @Test
  void theTableTellsTheSame() {
    Table table = PICTURES.table();
    assertEquals(80, table.rowCount());
    int around = Arrays.asList(0, 1, 2, 5, 8, 7, 6, 3).indexOf(PICTURES.pointed()[3]);
    char label = table.stringColumn("around, clockwise").get(3).charAt(around);
    assertEquals(PICTURES.labels()[3], Character.getNumericValue(label));
    assertEquals(PICTURES.labels()[3], table.intColumn("label").get(3));
  }

  @Test
  void theSeedDecides() {
    assertEquals(PIXELS, PointedDigits.of(DIGITS, 80, 1).pictures());
    assertNotEquals(PIXELS, PointedDigits.of(DIGITS, 80, 2).pictures());
    assertEquals("PointedDigits[80 pictures of 24 x 24 pixels]", PICTURES.toString());
    assertTrue(PIXELS.minNumber().intValue() == 0 && PIXELS.maxNumber().intValue() == 1);
  }

  /** What seed 1 draws, on every machine. */
  @Test
  void drawsWhatIsRecorded() {
    int[] labels = {6, 0, 8, 4, 9, 8, 1, 9, 6, 6, 7, 3};
    int[] pointed = {1, 0, 5, 2, 2, 6, 3, 8, 0, 0, 6, 3};
    assertArrayEquals(labels, Arrays.copyOf(PICTURES.labels(), 12));
    assertArrayEquals(pointed, Arrays.copyOf(PICTURES.pointed(), 12));
    assertEquals(13361, PIXELS.castTo(DataType.DOUBLE).sumNumber().doubleValue(), 1e-6);
  }

  @Test
  void refusesNothing() {
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> PointedDigits.of(DIGITS, 0, 1));
    assertEquals("pointed digits: size is 0, expected 1 or more", refusal.getMessage());
  }
}
