package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new AttentionCost(),
        new OtherWays.Loops(),
        new OtherWays.ByLibrary(),
        new OtherWays.Apart());
  }
}
