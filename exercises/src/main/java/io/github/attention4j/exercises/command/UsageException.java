package io.github.attention4j.exercises.command;

/** The command cannot be carried out as it was given; the message is one line that says why. */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
