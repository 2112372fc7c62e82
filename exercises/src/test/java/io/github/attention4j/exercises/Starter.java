package io.github.attention4j.exercises;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grades;

/** The starters in this module are the learners' own files, and tests must bear that. */
public final class Starter {

  private Starter() {}

  /** Skips a test of the untouched starter where a learner works on it; never where CI is set. */
  public static void assumeUntouched(Grades grades) {
    boolean isUntouched =
        grades.checks().stream().allMatch(grade -> grade.outcome() == Grade.Outcome.NOT_DONE);
    assumeTrue(System.getenv("CI") != null || isUntouched, "the starter is being worked on");
  }
}
