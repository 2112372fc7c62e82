package io.github.attention4j.solutions.lesson06;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new MultiHead(),
        new OtherWays.Loops(),
        new OtherWays.OtherOrder(),
        new OtherWays.Broadcast());
  }
}
