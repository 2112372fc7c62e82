package io.github.attention4j.exercises.check;

/** Thrown by a step that the learner has not written yet; earns no points and is no mistake. */
public final class NotDoneYetException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param step what is to be done, such as {@code "step 1 of 5: ..."}
   */
  public NotDoneYetException(String step) {
    super(step);
  }
}
