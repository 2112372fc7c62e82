package io.github.attention4j.ops;

/** Checks the sizes that a mechanism is made with; a {@link Signature} checks what it is given. */
public final class Sizes {
  private Sizes() {}

  /**
   * Refuses a size that is too small.
   *
   * @param operation the name that the message starts with
   * @param name the argument's name
   * @throws IllegalArgumentException if the size is below the least one
   */
  public static void atLeast(long least, String operation, String name, long size) {
    if (size < least) {
      String line = name + " is " + size + ", expected at least " + least;
      throw new IllegalArgumentException(operation + ": " + line);
    }
  }
}
