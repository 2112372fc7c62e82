package io.github.attention4j.exercises.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class ValuesTest {

  /** The number at (b, i, j) is 100 b + 10 i + j. */
  private static final Values DIGITS =
      Values.fill(index -> 100 * index[0] + 10 * index[1] + index[2], 2, 2, 3);

  @Test
  void readsAnArrayInItsOwnOrderWhateverItsStrides() {
    INDArray turned = DIGITS.toArray(DataType.DOUBLE).permute(0, 2, 1);

    assertTrue(Values.of(turned).isClose(DIGITS.transposed(), Tolerance.DOUBLE));
    assertTrue(Values.of(turned.dup('f')).isClose(DIGITS.transposed(), Tolerance.DOUBLE));
  }

  @Test
  void transposesTheLastTwoAxes() {
    assertArrayEquals(new int[] {2, 3, 2}, DIGITS.transposed().shape());
    assertEquals(112, DIGITS.transposed().at(1, 2, 1));
  }

  @Test
  void multipliesMatricesExampleByExample() {
    Values left = Values.fill(index -> index[0] + index[1] + index[2] + 1, 1, 2, 2); // 1 2 / 2 3
    Values right = Values.fill(index -> index[1] * 2 + index[2], 1, 2, 2); // 0 1 / 2 3

    assertArrayEquals(new double[] {4, 7, 6, 11}, left.matmul(right).numbers());
  }

  @Test
  void sumsAlongAnAxisAndKeepsTheShape() {
    assertArrayEquals(new int[] {2, 2, 3}, DIGITS.sumAlong(2).shape());
    assertEquals(110 + 111 + 112, DIGITS.sumAlong(-1).at(1, 1, 0));
    assertEquals(2 + 12, DIGITS.sumAlong(1).at(0, 1, 2));
  }

  @Test
  void putsNumbersBesideOthersAlongAnAxis() {
    Values both = DIGITS.concat(DIGITS.times(-1), 1);

    assertArrayEquals(new int[] {2, 4, 3}, both.shape());
    assertEquals(112, both.at(1, 1, 2));
    assertEquals(-102, both.at(1, 2, 2));
  }

  @Test
  void addsAllOthers() {
    assertEquals(112 + 224 + 1, DIGITS.plus(DIGITS.times(2), DIGITS.map(n -> 1)).at(1, 1, 2));
  }

  @Test
  void roundsToTheTypeThatHoldsIt() {
    Values third = Values.fill(index -> 1.0 / 3, 1);

    assertEquals((float) (1.0 / 3), third.roundedTo(DataType.FLOAT).at(0));
    assertEquals(1.0 / 3, third.roundedTo(DataType.DOUBLE).at(0));
  }

  @Test
  void comparesShapeAndEveryNumber() {
    assertFalse(DIGITS.isClose(DIGITS.transposed(), Tolerance.FLOAT));
    assertFalse(DIGITS.isClose(DIGITS.map(n -> n == 112 ? 112.1 : n), Tolerance.FLOAT));
    Values holes = DIGITS.map(n -> n == 112 ? Double.NaN : n);
    assertFalse(holes.isClose(DIGITS, Tolerance.FLOAT));
    assertTrue(holes.isClose(holes, Tolerance.FLOAT));
  }
}
