package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongChannelReadersTest extends WrongAnswers {

  WrongChannelReadersTest() {
    super(13, Set.of(), WrongChannelReaders.class);
  }
}
