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

  /**
   * Refuses a size that a graph leaves open where it has to be known.
   *
   * @param operation the name that the message starts with
   * @param axis the argument, its axis and its letter, such as {@code key axis 2 (Dk)}
   * @return the size
   * @throws IllegalArgumentException if the size is unknown
   */
  public static long known(String operation, String axis, long size) {
    if (size < 0) {
      String line = axis + " is not known, expected a number where the placeholder is declared";
      throw new IllegalArgumentException(operation + ": " + line);
    }
    return size;
  }
}
