package io.github.attention4j.solutions.lesson11;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(27, Set.of(), WrongWeights.class, WrongOutputs.class, WrongValueGradients.class);
  }
}
