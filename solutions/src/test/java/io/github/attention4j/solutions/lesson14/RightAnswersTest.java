package io.github.attention4j.solutions.lesson14;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new SequenceToSequence(),
        new OtherWays.StepByStep(),
        new OtherWays.Padded(),
        new OtherWays.InArrays());
  }
}
