package org.rapaio.jupyter.kernel.channels;

import java.lang.StackWalker.Option;

/**
 * Runs a channel's loop, in place of the class of this name in rapaio-jupyter-kernel 3.0.1, which
 * starts its thread first and says that it is running afterwards: a thread that looks in between
 * ends at once, and its channel answers nothing. The kernel did not become ready at every fourth
 * start on two busy cores.
 */
public final class LoopThread extends Thread {

  private final boolean control;
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
    Class<?> channel = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).getCallerClass();
    this.control = channel == ControlChannel.class;
    this.sleep = sleep;
    this.loopBody = loopBody;
  }

  @Override
  public void run() {
    try {
      while (running) {
        loopBody.run();
        Thread.sleep(sleep);
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  /** Whether this is the control channel's thread. */
  boolean isControl() {
    return control;
  }

  /** Ends the loop after its current round. */
  public void shutdown() {
    running = false;
  }
}
