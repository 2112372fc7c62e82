package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        64,
        Set.of(),
        WrongJoins.class,
        WrongTiles.class,
        WrongMasks.class,
        WrongCosts.class,
        WrongDecoders.class);
  }
}
