package io.github.attention4j.solutions.lesson15;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new TextAndPicture(),
        new OtherWays.Loops(),
        new OtherWays.Sorted(),
        new OtherWays.ByLibrary());
  }
}
