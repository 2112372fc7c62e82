package io.github.attention4j.exercises.grade;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.isolate.PlainText;

/**
 * The result of one check.
 *
 * @param check what was demanded, with its points and hints
 * @param outcome how it went
 * @param diagnosis what is wrong, the first line naming the mistake; if it passed, what was
 *     measured, or empty
 * @param hint how to look at what is wrong; empty if the check's own hints will do
 * @param seconds time it took
 */
public record Grade(Check check, Outcome outcome, String diagnosis, String hint, double seconds) {

  /** Makes what an answer may have written safe to print, in whatever format. */
  public Grade {
    diagnosis = PlainText.of(diagnosis);
    hint = PlainText.of(hint);
  }

  /** How a check went. */
  public enum Outcome {
    /** All points. */
    PASSED,
    /** The answer is wrong. */
    FAILED,
    /** The learner has not written this step. */
    NOT_DONE,
    /** The grader itself is at fault; nothing is known about the answer. */
    GRADER_BROKEN
  }

  /** Whether the points are earned. */
  public boolean passed() {
    return outcome == Outcome.PASSED;
  }

  /** Returns what is wrong in short. */
  public String firstLine() {
    return diagnosis.lines().findFirst().orElse("");
  }

  /** Returns the points earned. */
  public int earned() {
    return passed() ? check.points() : 0;
  }
}
