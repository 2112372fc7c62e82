package io.github.attention4j.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class WorkersTest {

  private static void share(int tasks, int helpers, IntConsumer task) {
    Workers.share(
        tasks,
        helpers,
        numbers -> {
          for (int n = numbers.getAsInt(); n >= 0; n = numbers.getAsInt()) {
            task.accept(n);
          }
        });
  }

  @Test
  void carriesOutEveryTaskOnce() {
    for (int tasks : new int[] {0, 1, 2, 1000}) {
      for (int helpers : new int[] {0, 1, 7}) {
        AtomicIntegerArray counts = new AtomicIntegerArray(tasks);
        share(tasks, helpers, counts::incrementAndGet);
        for (int task = 0; task < tasks; task++) {
          assertEquals(1, counts.get(task), "task " + task);
        }
      }
    }
  }

  @Test
  void helpersWorkBesideTheCaller() {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch both = new CountDownLatch(2);
    share(
        2,
        1,
        task -> {
          threads.add(Thread.currentThread());
          both.countDown();
          try {
            both.await(); // until another thread has the other task
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertEquals(2, threads.size());
    assertTrue(threads.remove(Thread.currentThread()));
    assertTrue(threads.iterator().next().isDaemon());
  }

  @Test
  void waitsForHelpersThatHaveBegun() throws InterruptedException {
    Thread caller = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    share(
        2,
        1,
        task -> {
          try {
            if (Thread.currentThread() == caller) {
              begun.await();
            } else {
              begun.countDown();
              Thread.sleep(100); // the caller has nothing left to do
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          done.incrementAndGet();
        });
    assertEquals(2, done.get());
  }

  @Test
  void makesProgressWhereThePoolIsBusy() {
    AtomicInteger done = new AtomicInteger();
    int nested = 4 * Runtime.getRuntime().availableProcessors();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> ForkJoinPool.commonPool().submit(() -> nest(nested, done)).get());
    assertEquals(nested * 100, done.get());
  }

  /** Every task shares tasks in its turn. */
  private static void nest(int tasks, AtomicInteger done) {
    share(tasks, 8, outer -> share(100, 8, inner -> done.incrementAndGet()));
  }

  @Test
  void aFailureReachesTheCaller() {
    RuntimeException own = new RuntimeException("of the caller");
    assertSame(
        own,
        assertThrows(
            RuntimeException.class,
            () ->
                share(
                    3,
                    0,
                    task -> {
                      throw own;
                    })));
    Thread caller = Thread.currentThread();
    CountDownLatch failed = new CountDownLatch(1);
    Exception thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                share(
                    2,
                    1,
                    task -> {
                      if (Thread.currentThread() != caller) {
                        failed.countDown();
                        throw own;
                      }
                      try {
                        failed.await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    assertSame(own, thrown.getCause());
  }
}
