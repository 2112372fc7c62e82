package io.github.attention4j.exercises.trial;

import java.util.List;
import java.util.Set;

/**
 * What one trial showed.
 *
 * @param problem what is wrong where no known mistake explains it; null if the trial passed
 * @param evidence the inputs and the numbers, one thing a line
 * @param kind what there is to tell a mistake by
 * @param hint how to look at the problem; may be empty
 * @param diagnoses the known mistakes that give these very numbers, the most specific first
 * @param possible these, and those that these numbers do not contradict
 * @param refuted the known mistakes that would have failed this trial, which passed
 * @param traits what the trial has in common with others
 */
record Outcome(
    String problem,
    String evidence,
    Kind kind,
    String hint,
    List<Mistake> diagnoses,
    Set<String> possible,
    Set<String> refuted,
    Set<String> traits) {

  /** What there is to tell a mistake by. */
  enum Kind {
    /** The trial passed. */
    RIGHT,
    /** Numbers. */
    TELLING,
    /** An exception, or a shape that no mistake explains: perhaps a mistake cannot go on here. */
    MUTE,
    /** No result, and the next trial would have none either. */
    FATAL
  }

  boolean isRight() {
    return kind == Kind.RIGHT;
  }
}
