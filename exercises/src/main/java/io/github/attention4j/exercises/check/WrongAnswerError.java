package io.github.attention4j.exercises.check;

/**
 * A check that the answer failed. The message is written for the learner: its first line names the
 * mistake, the lines after it show the evidence.
 */
public final class WrongAnswerError extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final String hint;

  /**
   * @param diagnosis the mistake, in one line, and the evidence below it
   */
  public WrongAnswerError(String diagnosis) {
    this(diagnosis, "");
  }

  /**
   * @param diagnosis the mistake, in one line, and the evidence below it
   * @param hint how to look at this mistake, or empty
   */
  public WrongAnswerError(String diagnosis, String hint) {
    super(diagnosis);
    this.hint = hint;
  }

  /** Returns how to look at this mistake; empty if the step's own hints will do. */
  public String hint() {
    return hint;
  }
}
