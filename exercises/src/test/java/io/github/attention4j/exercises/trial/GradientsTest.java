package io.github.attention4j.exercises.trial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.known.Softmax;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GradientsTest {

  /** The gradient that graders expect by formula is the one by differences. */
  @Test
  void agreesWithTheSoftmaxGradient() {
    Random random = new Random(3);
    Values scores = Values.gaussian(random, 2, 3, 4);
    Values weightsGradient = Values.gaussian(random, 2, 3, 4);

    Values byDifferences =
        Gradients.of(some -> Softmax.of(some).times(weightsGradient).sum(), scores);

    Values byFormula = Softmax.gradient(Softmax.of(scores), weightsGradient);
    assertTrue(byDifferences.isClose(byFormula, Tolerance.DOUBLE));
  }
}
