package io.github.attention4j.solutions.lesson02;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        50,
        Set.of(),
        WrongScores.class,
        WrongWeights.class,
        WrongGradients.class,
        NearMisses.class);
  }
}
