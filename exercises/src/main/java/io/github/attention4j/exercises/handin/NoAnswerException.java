package io.github.attention4j.exercises.handin;

/** There is no answer to grade; the message tells the learner why. */
public final class NoAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message);
  }
}
