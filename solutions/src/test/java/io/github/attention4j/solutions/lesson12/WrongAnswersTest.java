package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        52,
        Set.of(Set.of(WrongContexts.StateOutside.class, WrongContexts.WithoutState.class)),
        WrongWeights.class,
        WrongGradients.class,
        WrongContexts.class,
        WrongPenalties.class);
  }
}
