package io.github.attention4j.solutions.lesson06;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        72,
        Set.of(),
        WrongHeads.class,
        WrongAttention.class,
        WrongProjections.class,
        NearMisses.class,
        WrongClauseReaders.class);
  }
}
