package io.github.attention4j.exercises.trial;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A way to be wrong that is known by its numbers.
 *
 * @param diagnosis what the learner is told: the same text in every trial
 * @param hint how to look at it, the first hint to whoever makes it; empty if the step's will do
 * @param explains whether it gives just these numbers
 * @param allows whether it may give these numbers: as {@code explains}, and also where a trial is
 *     too small to tell
 * @param isPredicted whether it says all numbers, so that a trial in which it would fail, but which
 *     the answer passed, shows that the answer does not make it
 */
record Mistake(
    String diagnosis,
    String hint,
    Predicate<Values> explains,
    Predicate<Values> allows,
    boolean isPredicted) {

  /** A mistake that gives one of these tensors. */
  static Mistake giving(String diagnosis, Tolerance tolerance, Values... wrong) {
    List<Values> predictions = Arrays.asList(wrong);
    Predicate<Values> explains =
        got -> predictions.stream().anyMatch(prediction -> got.isClose(prediction, tolerance));
    return new Mistake(diagnosis, "", explains, explains, true);
  }

  /** A mistake that shows in some property of the numbers. */
  static Mistake showing(String diagnosis, Predicate<Values> recognised) {
    return new Mistake(diagnosis, "", recognised, recognised, false);
  }

  /** A mistake that shows in some property of the numbers, but not in trials that are small. */
  static Mistake showing(String diagnosis, boolean isTooSmall, Predicate<Values> recognised) {
    return new Mistake(diagnosis, "", isTooSmall ? got -> false : recognised, recognised, false);
  }

  /** Returns this mistake with a hint, unless it has one. */
  Mistake hinting(String words) {
    return hint.isEmpty() ? new Mistake(diagnosis, words, explains, allows, isPredicted) : this;
  }
}
