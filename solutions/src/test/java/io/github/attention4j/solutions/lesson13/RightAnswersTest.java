package io.github.attention4j.solutions.lesson13;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new VisionTransformer(),
        new OtherWays.Loops(),
        new OtherWays.Slices(),
        new OtherWays.ByLibrary());
  }
}
