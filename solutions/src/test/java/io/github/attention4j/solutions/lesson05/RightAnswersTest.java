package io.github.attention4j.solutions.lesson05;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(new SelfAttention(), new Loops(), new OtherWays.OtherOrder(), new OtherWays.Broadcast());
  }
}
