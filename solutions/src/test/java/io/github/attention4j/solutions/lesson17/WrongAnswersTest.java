package io.github.attention4j.solutions.lesson17;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(26, Set.of(), WrongExplanations.class, WrongFurthestWeights.class);
  }
}
