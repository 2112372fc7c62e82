package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        78,
        Set.of(),
        WrongChannelGates.class,
        WrongSpatialGates.class,
        WrongWirings.class,
        WrongBottlenecks.class,
        WrongChannelGradients.class,
        WrongInputGradients.class);
  }
}
