package io.github.attention4j.solutions.lesson14;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(32, Set.of(), WrongTold.class, WrongBleu.class, WrongBeams.class);
  }
}
