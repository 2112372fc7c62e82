package io.github.attention4j.notebook;

import java.util.function.DoubleFunction;
import java.util.function.LongSupplier;

/** A line that is written over: nothing in the first two seconds, then at most two a second. */
final class ProgressLine {
  private static final long SILENT_NANOS = 2_000_000_000L;
  private static final long BETWEEN_LINES_NANOS = 500_000_000L;

  private final LongSupplier nanoTime;
  private final long start;
  private long next;
  private int width; // of the line that stands there

  /** A line whose time starts now. */
  ProgressLine(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.next = start + SILENT_NANOS;
  }

  /**
   * Shows a line if it is time for one.
   *
   * @param text made from the seconds so far
   */
  void show(DoubleFunction<String> text) {
    long now = nanoTime.getAsLong();
    if (now >= next) {
      write(text.apply((now - start) / 1e9));
      next = now + BETWEEN_LINES_NANOS;
    }
  }

  /** Over the line before; front ends and terminals both understand the carriage return. */
  private void write(String line) {
    System.out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
    System.out.flush();
    width = line.length();
  }

  /** Takes the line away. */
  void erase() {
    if (width > 0) {
      write("");
      System.out.print("\r");
      System.out.flush();
      width = 0;
    }
  }
}
