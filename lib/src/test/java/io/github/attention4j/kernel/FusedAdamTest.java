package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Holds Adam in one pass to ND4J's updater. */
class FusedAdamTest {

  static Stream<Adam> settings() {
    return Stream.of(
        new Adam(1e-2),
        new Adam(0.3, 0.7, 0.8, 0.1), // an epsilon that shows where it is added
        new Adam(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.98)),
        new Adam(new ExponentialSchedule(ScheduleType.EPOCH, 0.1, 0.5)));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void agreesWithNd4jOverAHundredSteps(Adam adam) {
    for (long[] sizes : new long[][] {{1}, {7}, {3, 5}, {50, 64}}) {
      Random random = new Random(1);
      INDArray parameter = normal(random, sizes);
      INDArray expected = parameter.dup();
      long stateSize = adam.stateSize(parameter.length());
      GradientUpdater<?> updater = adam.instantiate(Nd4j.zeros(DataType.FLOAT, 1, stateSize), true);
      FusedAdam fused = new FusedAdam(adam, parameter);
      for (int step = 0; step < 100; step++) {
        INDArray gradient = normal(random, sizes).mul(1 + step % 7).muli(0.1);
        INDArray given = gradient.dup(step % 2 == 0 ? 'c' : 'f');
        double factor = step % 3 == 0 ? 0.25 : 1;
        fused.step(given, factor, step, step / 10);
        assertEquals(gradient, given, "the gradient was written to");
        INDArray update = gradient.mul(factor).reshape(1, -1);
        updater.applyUpdater(update, step, step / 10);
        expected.subi(update.reshape(sizes));
        assertClose(expected, parameter, "step " + step);
      }
    }
  }

  @Test
  void takesWhatItCanChangeInPlace() {
    INDArray parameter = Nd4j.ones(DataType.FLOAT, 3, 4);
    assertTrue(FusedAdam.takes(parameter));
    assertTrue(FusedAdam.takes(parameter.getRow(1)));
    assertFalse(FusedAdam.takes(parameter.castTo(DataType.DOUBLE)));
    assertFalse(FusedAdam.takes(parameter.dup('f')));
    assertFalse(FusedAdam.takes(parameter.getColumn(1)));
  }

  @Test
  void refusesAGradientThatDoesNotFit() {
    FusedAdam adam = new FusedAdam(new Adam(), Nd4j.ones(DataType.FLOAT, 3, 4));
    INDArray turned = Nd4j.ones(DataType.FLOAT, 4, 3);
    Exception refusal =
        assertThrows(IllegalArgumentException.class, () -> adam.step(turned, 1, 0, 0));
    assertEquals(
        "adam: gradient is [4, 3] FLOAT, expected [3, 4] FLOAT as its parameter",
        refusal.getMessage());
    INDArray precise = Nd4j.ones(DataType.DOUBLE, 3, 4);
    assertThrows(IllegalArgumentException.class, () -> adam.step(precise, 1, 0, 0));
    INDArray closed = Nd4j.ones(DataType.FLOAT, 3, 4);
    closed.close();
    assertThrows(IllegalArgumentException.class, () -> adam.step(closed, 1, 0, 0));
  }
}
