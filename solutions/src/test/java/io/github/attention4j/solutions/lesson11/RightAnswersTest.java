package io.github.attention4j.solutions.lesson11;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(
        new FeatureMapAttention(),
        new Loops(),
        new OtherWays.OnTheTape(),
        new OtherWays.ChannelsFirst());
  }
}
