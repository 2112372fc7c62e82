package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;

class WrongAnswersTest extends WrongAnswers {

  WrongAnswersTest() {
    super(
        171,
        Set.of(
            Set.of(WrongReaders.AnotherMap.class, WrongReaders.AlwaysZero.class),
            Set.of(WrongMasking.Infinity.class, WrongMasking.Renormalised.class),
            Set.of(WrongMaximum.BegunAtZero.class, WrongMaximum.BegunAtMinValue.class)),
        WrongScores.class,
        WrongComparisons.class,
        WrongSoftmax.class,
        WrongNormalisation.class,
        WrongMaximum.class,
        WrongMask.class,
        WrongMasking.class,
        WrongOutput.class,
        WrongMixing.class,
        WrongGradients.class,
        WrongHabits.class,
        WrongTypes.class,
        WrongReaders.class);
  }
}
