package io.github.attention4j.solutions.lesson01;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new SoftDictionary(),
        new OtherWays.Loops(),
        new OtherWays.Broadcast(),
        new OtherWays.RowByRow());
  }
}
