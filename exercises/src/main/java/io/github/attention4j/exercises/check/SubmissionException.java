package io.github.attention4j.exercises.check;

/** The answer gave no result: it threw, ran out of time or took its own JVM down. */
public final class SubmissionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean fatal;

  private SubmissionException(String message, boolean fatal) {
    super(message);
    this.fatal = fatal;
  }

  /**
   * Returns the failure of one call; the next call may well succeed.
   *
   * @param message what happened, told to the learner
   */
  public static SubmissionException ofCall(String message) {
    return new SubmissionException(message, false);
  }

  /**
   * Returns a failure after which this check asks nothing more.
   *
   * @param message what happened, told to the learner
   */
  public static SubmissionException fatal(String message) {
    return new SubmissionException(message, true);
  }

  /** Whether the check should give up instead of trying its next case. */
  public boolean isFatal() {
    return fatal;
  }
}
