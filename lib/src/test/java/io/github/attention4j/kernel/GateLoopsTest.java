package io.github.attention4j.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Holds the gates' loops to what they are documented to compute. */
class GateLoopsTest {

  @Test
  void theSigmoidIsAsExactAsDocumented() {
    int count = 400_001;
    float[] logits = new float[count];
    for (int i = 0; i < count; i++) {
      logits[i] = (i - count / 2) * 1e-4f; // from -20 to 20
    }
    float[] gates = logits.clone();
    GateLoops.sigmoid(gates, count);
    double worst = 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
      double error = gates[i] - 1 / (1 + Math.exp(-(double) logits[i]));
      worst = Math.max(worst, Math.abs(error));
      sum += error;
    }
    assertEquals(0, worst, 1.1e-7, "at worst");
    assertEquals(0, sum / count, 1e-8, "on average");
    assertEquals(0.5f, gates[count / 2], 3e-8f);
  }

  @Test
  void theSigmoidEndsAtNoneAndAll() {
    float[] far = {-18, -1e30f, Float.NEGATIVE_INFINITY, 18, 1e30f, Float.POSITIVE_INFINITY};
    float[] gates = far.clone();
    GateLoops.sigmoid(gates, far.length);
    assertArrayEquals(new float[] {0, 0, 0, 1, 1, 1}, gates, 6e-8f);
    assertArrayEquals(new float[] {0, 0, 0}, Arrays.copyOf(gates, 3));
    float[] none = {Float.NaN};
    GateLoops.sigmoid(none, 1);
    assertTrue(Float.isNaN(none[0]));
  }
}
