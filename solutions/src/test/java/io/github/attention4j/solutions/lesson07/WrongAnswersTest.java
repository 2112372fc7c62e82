package io.github.attention4j.solutions.lesson07;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        60,
        Set.of(),
        WrongPictures.class,
        WrongWeights.class,
        WrongProjections.class,
        WrongGradients.class);
  }
}
