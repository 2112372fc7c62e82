package io.github.attention4j.solutions.lesson02;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongReversersTest extends WrongAnswers {

  WrongReversersTest() {
    super(17, Set.of(), WrongReversers.class);
  }
}
