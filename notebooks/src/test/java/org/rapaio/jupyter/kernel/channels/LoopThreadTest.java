package org.rapaio.jupyter.kernel.channels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rapaio.jupyter.kernel.MainApp;

@Timeout(20)
class LoopThreadTest {

  /**
   * Tells when this class is no longer needed: the kernel's own one, run without being started,
   * believes that it is not running, so a thread that is quicker than its starter ends at once.
   */
  @Test
  void theKernelsOwnThreadMayEndAtOnce() throws Exception {
    URL jar = MainApp.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null)) {
      AtomicInteger rounds = new AtomicInteger();
      Runnable body =
          () -> {
            rounds.incrementAndGet();
            Thread.currentThread().interrupt(); // ends a loop that does run
          };
      Thread original =
          (Thread)
              loader
                  .loadClass(LoopThread.class.getName())
                  .getConstructor(String.class, long.class, Runnable.class)
                  .newInstance("original", 1L, body);
      original.run();
      assertEquals(0, rounds.get());
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void runsFromTheStart() throws Exception {
    CountDownLatch rounds = new CountDownLatch(3);
    LoopThread loop = new LoopThread("loop", 1, rounds::countDown);
    loop.start();
    assertTrue(rounds.await(10, TimeUnit.SECONDS));
    assertFalse(loop.isControl());
    loop.shutdown();
    loop.join();
  }
}
