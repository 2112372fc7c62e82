package io.github.attention4j.solutions.lesson01;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        71,
        Set.of(),
        WrongScores.class,
        WrongWeights.class,
        WrongLookups.class,
        WrongGradients.class,
        WrongReaders.class);
  }
}
