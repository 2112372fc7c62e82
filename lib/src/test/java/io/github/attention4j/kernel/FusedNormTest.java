package io.github.attention4j.kernel;

import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FusedNormTest {

  @Test
  void addsUpSquares() {
    for (int length : new int[] {1, 2, 5, 1039, 1040, 1041, 5000}) {
      INDArray array = normal(new Random(length), length);
      double expected = 0;
      for (float number : array.toFloatVector()) {
        expected += (double) number * number;
      }
      assertEquals(expected, FusedNorm.squares(array), 1e-12 * expected);
    }
  }

  @Test
  void takesOnlyWhatBelongsToAView() {
    INDArray array = Nd4j.createFromArray(new float[][] {{1, 10, 100}, {2, 20, 200}});
    assertEquals(101 * 4, FusedNorm.squares(array.getRow(1)) - 200 * 200);
    assertEquals(500, FusedNorm.squares(array.getColumn(1)));
    assertEquals(505 + 50_000, FusedNorm.squares(array.dup('f')));
  }

  @Test
  void knowsNoSquareThatIsTooLarge() {
    float large = 3e38f;
    INDArray array = Nd4j.createFromArray(large, -large);
    assertEquals(2 * (double) large * large, FusedNorm.squares(array));
    array.putScalar(0, Float.POSITIVE_INFINITY);
    assertEquals(Double.POSITIVE_INFINITY, FusedNorm.squares(array));
    array.putScalar(1, Float.NaN);
    assertTrue(Double.isNaN(FusedNorm.squares(array)));
  }

  @Test
  void takesFloats() {
    assertTrue(FusedNorm.takes(Nd4j.ones(DataType.FLOAT, 2, 3)));
    assertFalse(FusedNorm.takes(Nd4j.ones(DataType.DOUBLE, 2, 3)));
  }
}
