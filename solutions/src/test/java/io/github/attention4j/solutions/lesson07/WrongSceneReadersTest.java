package io.github.attention4j.solutions.lesson07;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongSceneReadersTest extends WrongAnswers {

  WrongSceneReadersTest() {
    super(9, Set.of(), WrongSceneReaders.class);
  }
}
