package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.solutions.RightAnswers;

class RightAnswersTest extends RightAnswers {

  RightAnswersTest() {
    super(new ShowAttendTell(), new Loops(), new OtherWays.Joined(), new OtherWays.ByLibrary());
  }
}
