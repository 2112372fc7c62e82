package io.github.attention4j.notebook;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ClaimTest {
  private final INDArray expected = Nd4j.createFromArray(1.0, 2.0, 3.0);

  private static void assertNotTrue(String message, Runnable claim) {
    assertEquals(message, assertThrows(IllegalStateException.class, claim::run).getMessage());
  }

  @Test
  void holdsWhatIsTrue() {
    assertDoesNotThrow(() -> Claim.holds("one is one", 1 == 1));
    assertDoesNotThrow(() -> Claim.close("same", expected, expected.add(1e-9), 1e-8));
    assertDoesNotThrow(() -> Claim.close("same", expected, expected.dup(), 0));
  }

  @Test
  void failsWhatIsNot() {
    assertNotTrue("not true: one is two", () -> Claim.holds("one is two", 1 == 2));
    assertNotTrue(
        "not true: same: element 1 is 2.5, expected 2.0 within 0.1",
        () -> Claim.close("same", expected, Nd4j.createFromArray(1.0, 2.5, 3.05), 0.1));
    assertNotTrue(
        "not true: same: element 2 is NaN, expected 3.0 within 0.1",
        () -> Claim.close("same", expected, Nd4j.createFromArray(1.0, 2.0, Double.NaN), 0.1));
    assertNotTrue(
        "not true: same: shape [1, 3], expected [3]",
        () -> Claim.close("same", expected, expected.reshape(1, 3), 0.1));
  }
}
