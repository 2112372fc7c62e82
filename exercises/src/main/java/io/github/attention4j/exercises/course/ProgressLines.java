package io.github.attention4j.exercises.course;

import java.io.PrintStream;
import java.time.Duration;

/** A line for each submission that is finished, with the time that the rest will take. */
final class ProgressLines {

  private final int count;
  private final PrintStream out;
  private final long start = System.nanoTime();
  private volatile int done;

  ProgressLines(int count, PrintStream out) {
    this.count = count;
    this.out = out;
  }

  void tell(String student, String result) {
    done = done + 1; // by one thread alone
    double seconds = (System.nanoTime() - start) / 1e9;
    String left = done == count ? "" : "  about " + told(seconds / done * (count - done)) + " left";
    out.printf("%4d of %d  %-32s %s%s%n", done, count, student, result, left);
    out.flush();
  }

  /** Says what an interrupt has cost. */
  void interrupted() {
    out.printf(
        "%ninterrupted: %d of %d are finished and kept; the same command goes on from here%n",
        done, count);
    out.flush();
  }

  private static String told(double seconds) {
    Duration left = Duration.ofSeconds(Math.round(seconds));
    return left.toMinutes() > 0 ? left.toMinutes() + " min" : left.toSeconds() + " s";
  }
}
