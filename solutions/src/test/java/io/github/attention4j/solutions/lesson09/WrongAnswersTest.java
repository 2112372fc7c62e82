package io.github.attention4j.solutions.lesson09;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        102,
        Set.of(),
        WrongPools.class,
        WrongLogits.class,
        WrongEdges.class,
        WrongGates.class,
        WrongWeightGradients.class,
        WrongPooledGradients.class,
        WrongInputGradients.class);
  }
}
