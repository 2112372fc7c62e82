package io.github.attention4j.solutions.lesson05;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        58,
        Set.of(),
        WrongPositions.class,
        WrongWeights.class,
        WrongProjections.class,
        WrongGradients.class,
        NearMisses.class);
  }
}
