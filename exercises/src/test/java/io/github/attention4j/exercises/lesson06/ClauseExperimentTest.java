package io.github.attention4j.exercises.lesson06;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Clauses;
import io.github.attention4j.ops.NdArrayOps;
import org.junit.jupiter.api.Test;

/** Holds what the text of lesson 06 says of its experiment, and for other seeds than the page's. */
class ClauseExperimentTest {
  private static final int STEPS = 200;
  private static final double RATE = 0.01;

  /** One mixture that is right on a noun with itself gets 36 of 64 pairs right, or fewer. */
  private static final double MOST_OF_ONE_MIXTURE = 36.0 / 64;

  private static Clauses.Split clauses(long seed) {
    return Clauses.generate(2500, seed).split(500);
  }

  private static ClauseAnswers trained(ClauseModel model, double rate, long seed) {
    Clauses.Split clauses = clauses(seed);
    model.train(clauses.train(), rate, STEPS, seed);
    return ClauseAnswers.of(
        "logits", model.logits(NdArrayOps.eager(), clauses.test().words()), clauses.test());
  }

  @Test
  void thePagesSeedGivesThePagesFigures() {
    assertEquals(1.0, trained(new ClauseModel(2, 1), RATE, 1).both(), 0.005);
    ClauseAnswers one = trained(new ClauseModel(1, 1), RATE, 1);
    assertEquals(0.133, one.both(), 0.02);
    assertTrue(one.better() > 0.99, one.toString());
    assertEquals(0.012, trained(new ClauseModel(0, 1), RATE, 1).both(), 0.02);
  }

  /** The seed whose one head wavers between both questions, and so does best of five. */
  @Test
  void alsoTheSeedThatWavers() {
    assertTrue(trained(new ClauseModel(2, 5), RATE, 5).both() >= 0.99);
    ClauseAnswers one = trained(new ClauseModel(1, 5), RATE, 5);
    assertTrue(one.both() < 0.3, one.toString());
  }

  /** The trick that the page warns of: look most at one noun, and tell by the value's place. */
  @Test
  void withPositionsInTheValuesOneHeadMayFindAWay() {
    ClauseModel tricky =
        new ClauseModel(1, 2) {
          @Override
          <T> T value(T word, T both) {
            return both;
          }
        };
    ClauseAnswers one = trained(tricky, RATE, 2);
    assertTrue(one.both() > MOST_OF_ONE_MIXTURE, one.toString());
  }
}
