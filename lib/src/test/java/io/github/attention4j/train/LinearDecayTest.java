package io.github.attention4j.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.kernel.FusedAdam;
import io.github.attention4j.param.Parameters;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

class LinearDecayTest {
  private static final double EXACT = 1e-15;

  /** What is left of a rate after Adam's corrections. */
  private static final double IN_FLOAT = 2e-5;

  private static double[] rates(LinearDecay decay, int steps) {
    return IntStream.range(0, steps).mapToDouble(step -> decay.valueAt(step, 7)).toArray();
  }

  @Test
  void fallsToZeroAndStaysThere() {
    assertArrayEquals(
        new double[] {0.4, 0.3, 0.2, 0.1, 0, 0, 0}, rates(LinearDecay.of(0.4, 4), 7), EXACT);
    assertEquals(0, LinearDecay.of(0.1, 3).valueAt(3, 0), "to the last digit");
    assertEquals(0, LinearDecay.of(0.1, 3).valueAt(Integer.MAX_VALUE, 0));
  }

  @Test
  void fallsToAnotherLastRate() {
    assertArrayEquals(
        new double[] {0.4, 0.3, 0.2, 0.2}, rates(new LinearDecay(0.4, 0.2, 2), 4), EXACT);
    assertArrayEquals(new double[] {0.4, 0.4, 0.4}, rates(new LinearDecay(0.4, 0.4, 2), 3), EXACT);
  }

  @Test
  void aCopyIsItself() {
    LinearDecay decay = LinearDecay.of(0.4, 4);
    assertSame(decay, decay.clone());
    assertEquals(decay, new Adam(decay).clone().getLearningRateSchedule());
  }

  /** How far a number has gone after so many steps against a gradient of 1. */
  private static double way(DataType type, IUpdater updater, int... steps) {
    Parameters parameters = Parameters.seeded(type, 1);
    INDArray w = parameters.add("w", Nd4j.zeros(type, 1));
    Trainer trainer = Trainer.of(parameters, updater);
    for (int some : steps) {
      trainer.train(Collections.nCopies(some, 1.0), (ops, batch) -> ops.parameter("w", w));
    }
    return -w.getDouble(0);
  }

  /** Adam's step along a gradient that never changes is its rate. */
  @Test
  void everyUpdaterTakesIt() {
    LinearDecay decay = LinearDecay.of(0.4, 4);
    assertEquals(1, way(DataType.DOUBLE, new Sgd(decay), 4), 1e-12);
    assertEquals(1, way(DataType.DOUBLE, new Adam(decay), 4), 1e-6);
    assertTrue(FusedAdam.takes(Nd4j.zeros(DataType.FLOAT, 1)));
    assertEquals(1, way(DataType.FLOAT, new Adam(decay), 4), IN_FLOAT);
  }

  @Test
  void goesOnOverTrainings() {
    assertEquals(0.4 + 0.3, way(DataType.FLOAT, new Adam(LinearDecay.of(0.4, 4)), 1, 1), IN_FLOAT);
    assertEquals(1, way(DataType.FLOAT, new Adam(LinearDecay.of(0.4, 4)), 3, 9), IN_FLOAT);
  }

  @Test
  void refusesWhatDoesNotFall() {
    assertRefused(
        "linearDecay: initial is 0.0, expected a number above 0", () -> LinearDecay.of(0, 3));
    assertRefused(
        "linearDecay: initial is NaN, expected a number above 0",
        () -> LinearDecay.of(Double.NaN, 3));
    assertRefused(
        "linearDecay: initial is Infinity, expected a number above 0",
        () -> LinearDecay.of(Double.POSITIVE_INFINITY, 3));
    assertRefused(
        "linearDecay: last is 0.2, expected from 0 to the initial 0.1",
        () -> new LinearDecay(0.1, 0.2, 3));
    assertRefused(
        "linearDecay: last is -0.1, expected from 0 to the initial 0.1",
        () -> new LinearDecay(0.1, -0.1, 3));
    assertRefused(
        "linearDecay: last is NaN, expected from 0 to the initial 0.1",
        () -> new LinearDecay(0.1, Double.NaN, 3));
    assertRefused("linearDecay: steps is 0, expected 1 or more", () -> LinearDecay.of(0.1, 0));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
