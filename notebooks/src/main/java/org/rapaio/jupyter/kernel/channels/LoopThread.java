package org.rapaio.jupyter.kernel.channels;

import java.util.Arrays;

/**
 * Runs a channel's loop, in place of the class of this name in rapaio-jupyter-kernel 3.0.1, whose
 * kernel did not become ready at every fourth start on two busy cores, for two reasons:
 *
 * <ul>
 *   <li>It starts its thread first and says that it is running afterwards; a thread that looks in
 *       between ends at once, and its channel answers nothing.
 *   <li>The channels' loops start before the kernel has set up who handles their messages; the
 *       front end's first request then ends the loop with a NullPointerException.
 * </ul>
 *
 * So this one runs from the start, and begins when the thread that started it has finished setting
 * up and waits for the channels to close. ZeroMQ keeps what arrives before.
 */
public final class LoopThread extends Thread {
  private static final long LONGEST_SETUP_MILLIS = 30_000;

  private final Thread starter = Thread.currentThread();
  private final long sleep;
  private final Runnable loopBody;
  private volatile boolean running = true;

  /**
   * A thread that does not run yet.
   *
   * @param sleep milliseconds between two rounds
   * @param loopBody one round
   */
  public LoopThread(String name, long sleep, Runnable loopBody) {
    super(name);
    this.sleep = sleep;
    this.loopBody = loopBody;
  }

  @Override
  public void run() {
    try {
      long deadline = System.currentTimeMillis() + LONGEST_SETUP_MILLIS;
      while (running && !isSetUp() && System.currentTimeMillis() < deadline) {
        Thread.sleep(10);
      }
      while (running) {
        loopBody.run();
        Thread.sleep(sleep);
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /** Whether the kernel's main thread has come to {@code Channels.joinUntilClose}. */
  private boolean isSetUp() {
    return Arrays.stream(starter.getStackTrace())
        .anyMatch(frame -> frame.getMethodName().equals("joinUntilClose"));
  }

  /** Ends the loop after its current round. */
  public void shutdown() {
    running = false;
  }
}
