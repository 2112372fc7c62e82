package io.github.attention4j.solutions.lesson07;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(new CrossAttention(), new Loops(), new OtherWays.OtherOrder(), new OtherWays.Broadcast());
  }
}
