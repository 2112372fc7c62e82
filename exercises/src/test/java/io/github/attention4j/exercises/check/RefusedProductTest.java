package io.github.attention4j.exercises.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

class RefusedProductTest {

  private static final INDArray LEFT = Nd4j.ones(DataType.DOUBLE, 2, 3, 4);

  private static void assertTold(String told, INDArray right, boolean transposed) {
    RuntimeException refusal =
        assertThrows(
            RuntimeException.class, () -> Nd4j.matmul(LEFT, right, false, transposed, false));
    // The day ND4J says the shapes itself, this class is no longer needed.
    assertTrue(RefusedProduct.isNameless(refusal), refusal::toString);
    OpExecutioner before = Nd4j.getExecutioner();

    Optional<String> found =
        RefusedProduct.of(() -> Nd4j.matmul(LEFT, right, false, transposed, false));

    assertEquals(told, found.orElseThrow());
    assertSame(before, Nd4j.getExecutioner());
  }

  @Test
  void tellsBothShapesOfAProductThatDoesNotFit() {
    INDArray right = Nd4j.ones(DataType.DOUBLE, 2, 5, 4);
    assertTold("a matrix product does not fit: [2, 3, 4] times [2, 5, 4]", right, false);
    INDArray other = Nd4j.ones(DataType.DOUBLE, 2, 4, 5);
    assertTold(
        "a matrix product does not fit: [2, 3, 4] times [2, 5, 4] (transposed)", other, true);
  }

  @Test
  void tellsBothTypesOfAProduct() {
    assertTold(
        "a matrix product of DOUBLE [2, 3, 4] and FLOAT [2, 4, 5]: both must have one type",
        Nd4j.ones(DataType.FLOAT, 2, 4, 5),
        false);
  }

  @Test
  void findsNothingWhereNothingIsRefused() {
    assertEquals(Optional.empty(), RefusedProduct.of(() -> LEFT.add(1)));
  }
}
