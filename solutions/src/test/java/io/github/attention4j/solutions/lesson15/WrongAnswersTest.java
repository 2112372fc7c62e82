package io.github.attention4j.solutions.lesson15;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        50,
        Set.of(),
        WrongSimilarities.class,
        WrongLosses.class,
        WrongGradients.class,
        WrongRecalls.class);
  }
}
