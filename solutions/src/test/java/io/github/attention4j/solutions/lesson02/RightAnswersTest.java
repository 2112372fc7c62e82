package io.github.attention4j.solutions.lesson02;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new DotProduct(),
        new OtherWays.Loops(),
        new OtherWays.OtherOrder(),
        new OtherWays.Broadcast());
  }
}
