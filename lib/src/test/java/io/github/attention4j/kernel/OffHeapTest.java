package io.github.attention4j.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class OffHeapTest {
  private final OffHeap memory = new OffHeap(6);

  @Test
  void aMatrixHasTheNumbersFromItsIndexOn() {
    memory.put(0, new float[] {1, 2, 3, 4, 5, 6}, 6);
    assertEquals(3, memory.matrix(2, 2, 2).first().get());
    assertEquals(2, memory.matrix(2, 2, 2).stride());
  }

  /**
   * Of (1, 8, 16384, 64) the gradient takes 750,000 products. A pointer for each of their matrices
   * made Java's heap grow by 130 MB, as much as the output and the gradients have.
   */
  @Test
  void makesNoPointerToWhereItBegins() {
    assertSame(memory.matrix(0, 2, 3).first(), memory.matrix(0, 3, 2).first());
  }
}
