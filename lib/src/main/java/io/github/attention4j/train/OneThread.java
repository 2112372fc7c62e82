package io.github.attention4j.train;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Keeps ND4J's own loops on the calling thread until it is closed. Its OpenMP threads wait for the
 * next loop by spinning, and take the processors from whoever could compute meanwhile: the fused
 * paths' helpers, or another program. What is left of a step beside the fused paths are short
 * loops, which are faster on one thread.
 *
 * <p>The setting is one for the whole process: the first user changes it, the last one puts it
 * back. Matrix products of ND4J's are OpenBLAS', and keep their threads.
 */
final class OneThread implements AutoCloseable {
  private static int users;
  private static int before;

  private OneThread() {}

  static OneThread claim() {
    synchronized (OneThread.class) {
      Environment environment = Nd4j.getEnvironment();
      if (users == 0) {
        before = environment.maxMasterThreads();
        environment.setMaxMasterThreads(1);
      }
      users++;
    }
    return new OneThread();
  }

  @Override
  public void close() {
    synchronized (OneThread.class) {
      users--;
      if (users == 0) {
        Nd4j.getEnvironment().setMaxMasterThreads(before);
      }
    }
  }
}
