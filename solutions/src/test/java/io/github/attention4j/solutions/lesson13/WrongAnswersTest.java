package io.github.attention4j.solutions.lesson13;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(29, Set.of(), WrongPatches.class, WrongTokens.class, WrongRollouts.class);
  }
}
