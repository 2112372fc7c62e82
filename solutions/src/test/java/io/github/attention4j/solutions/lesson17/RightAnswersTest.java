package io.github.attention4j.solutions.lesson17;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new Explanations(),
        new OtherWays.WholeArrays(),
        new OtherWays.WordByWord(),
        new OtherWays.TwoWays());
  }
}
