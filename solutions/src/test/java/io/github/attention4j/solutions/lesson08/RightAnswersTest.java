package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(new ChannelAttention(), new Loops(), new OtherWays.OnTheTape(), new OtherWays.Rows());
  }
}
