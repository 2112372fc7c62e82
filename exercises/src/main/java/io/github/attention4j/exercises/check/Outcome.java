package io.github.attention4j.exercises.check;

import java.util.List;

/**
 * What one trial showed.
 *
 * @param problem what is wrong where no known mistake explains it; null if the trial passed
 * @param evidence the inputs and the numbers, one thing a line
 * @param telling whether the trial gave numbers that a mistake can be told by: not an exception,
 *     nor another shape that no mistake explains, which may be where the mistake cannot go on
 * @param diagnoses the known mistakes that give these very numbers, the most specific first
 * @param fatal whether the next trial would fail in the same way
 */
record Outcome(
    String problem, String evidence, boolean telling, List<String> diagnoses, boolean fatal) {

  static final Outcome RIGHT = new Outcome(null, "", false, List.of(), false);

  boolean isRight() {
    return problem == null;
  }
}
