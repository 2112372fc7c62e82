package io.github.attention4j.solutions.lesson03;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new Additive(),
        new OtherWays.Loops(),
        new OtherWays.OtherOrder(),
        new OtherWays.Broadcast());
  }
}
