package io.github.attention4j.solutions.lesson09;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new SpatialAttention(), new Loops(), new OtherWays.OnTheTape(), new OtherWays.OneMatrix());
  }
}
