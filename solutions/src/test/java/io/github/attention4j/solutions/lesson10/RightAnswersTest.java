package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(new Cbam(), new Loops(), new OtherWays.OnTheTape(), new OtherWays.MultipliedOut());
  }
}
