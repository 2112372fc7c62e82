package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new ScaledDotProduct(),
        new OtherWays.Loops(),
        new OtherWays.OtherOrder(),
        new OtherWays.Broadcast());
  }
}
