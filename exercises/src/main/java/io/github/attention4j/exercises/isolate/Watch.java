package io.github.attention4j.exercises.isolate;

/**
 * Ends an answer that takes more memory or starts more processes than it may, however it does so:
 * the JVM's own limits know nothing of memory taken through {@code Unsafe}.
 */
final class Watch {

  private static final long PAUSE_MILLIS = 50;

  /** Looking for new members costs more than looking at the known ones. */
  private static final int ROUNDS_PER_SEARCH = 5;

  private static final int MOST_PROCESSES = 64;

  private final Family family;
  private final int megabytes;
  private final Thread thread = new Thread(this::run, "watch over the submission");
  private volatile boolean ended;
  private volatile String reason = "";

  /**
   * Prepares to watch.
   *
   * @param family the answer's processes
   * @param limits what they may use
   */
  Watch(Family family, Limits limits) {
    this.family = family;
    // ND4J refuses new arrays at the limit itself, and says so: leave that to happen first.
    this.megabytes = limits.processMegabytes() + limits.processMegabytes() / 4;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    for (int round = 1; !ended && reason.isEmpty(); round++) {
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      boolean searches = round % ROUNDS_PER_SEARCH == 0;
      if (searches && family.living().size() > MOST_PROCESSES) {
        reason = "started more than %d processes".formatted(MOST_PROCESSES);
      } else if (family.residentMegabytes() > megabytes) {
        reason = "took more than %,d MB of memory".formatted(megabytes);
      }
    }
    if (!ended) {
      family.kill();
    }
  }

  /** Returns why the answer was ended, to complete "the method ..."; empty if it was not. */
  String reason() {
    return reason;
  }

  void end() {
    ended = true;
    thread.interrupt();
  }
}
