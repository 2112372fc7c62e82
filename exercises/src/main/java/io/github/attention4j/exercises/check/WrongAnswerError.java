package io.github.attention4j.exercises.check;

/**
 * A check that the answer failed. The message is written for the learner: its first line names the
 * mistake, the lines after it show the evidence.
 */
public final class WrongAnswerError extends AssertionError {

  private static final long serialVersionUID = 1L;

  /**
   * @param diagnosis the mistake, in one line, and the evidence below it
   */
  public WrongAnswerError(String diagnosis) {
    super(diagnosis);
  }
}
