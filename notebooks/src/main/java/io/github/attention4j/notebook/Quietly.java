package io.github.attention4j.notebook;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * Mutes standard output around a block of code, for libraries that print where they should not:
 * SameDiff does while it builds gradients.
 *
 * <p>Standard output is the JVM's, so what other threads print meanwhile is lost too.
 */
public final class Quietly {

  private Quietly() {}

  /** Runs it without a word. */
  public static void run(Runnable action) {
    call(
        () -> {
          action.run();
          return null;
        });
  }

  /** Calls it without a word and returns its result. */
  public static <T> T call(Supplier<T> action) {
    PrintStream before = System.out;
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    try {
      return action.get();
    } finally {
      System.setOut(before);
    }
  }
}
