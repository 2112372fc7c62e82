package io.github.attention4j.solutions.lesson09;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongSpatialReadersTest extends WrongAnswers {

  WrongSpatialReadersTest() {
    super(12, Set.of(), WrongSpatialReaders.class);
  }
}
