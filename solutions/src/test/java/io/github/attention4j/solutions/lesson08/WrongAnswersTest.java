package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        97,
        Set.of(),
        WrongPools.class,
        WrongLogits.class,
        WrongPerceptrons.class,
        WrongGates.class,
        WrongLogitsGradients.class,
        WrongInputGradients.class,
        WrongWinners.class);
  }
}
