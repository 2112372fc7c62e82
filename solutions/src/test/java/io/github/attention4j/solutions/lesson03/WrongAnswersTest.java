package io.github.attention4j.solutions.lesson03;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(55, Set.of(), WrongHidden.class, WrongWeights.class, WrongGradients.class);
  }
}
