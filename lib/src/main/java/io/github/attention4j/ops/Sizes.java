package io.github.attention4j.ops;

import java.util.stream.Collectors;
import java.util.stream.LongStream;

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
   * Refuses a size that cannot be shared out evenly, and names the divisors that can.
   *
   * @param operation the name that the message starts with
   * @param name the size's name
   * @param divisorName the divisor's name
   * @throws IllegalArgumentException if the divisor, which is positive, does not divide the size
   */
  public static void divisible(
      String operation, String name, long size, String divisorName, long divisor) {
    if (size % divisor != 0) {
      String divisors =
          LongStream.rangeClosed(1, size)
              .filter(candidate -> size % candidate == 0)
              .mapToObj(Long::toString)
              .collect(Collectors.joining(", "));
      String line = name + " " + size + " is not divisible by " + divisorName + " " + divisor;
      String choice = "; choose " + divisorName + " from " + divisors;
      throw new IllegalArgumentException(operation + ": " + line + choice);
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
