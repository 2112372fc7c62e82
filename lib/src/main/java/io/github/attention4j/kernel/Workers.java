package io.github.attention4j.kernel;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Shares numbered tasks between the calling thread and helpers from Java's common pool, whose
 * threads are daemons, one fewer than the processors. Whoever is free takes the next number, so
 * tasks of unequal length even out. The caller works itself and waits only for helpers that have
 * begun: it makes progress also when the pool is busy, or when it is one of the pool's own threads.
 */
final class Workers {
  private Workers() {}

  /**
   * Carries out the tasks 0, 1, .., and returns when all are done.
   *
   * @param tasks how many there are
   * @param helpers the most helpers to ask for
   * @param worker takes numbers until it is given -1; runs on several threads at once
   */
  static void share(int tasks, int helpers, Consumer<IntSupplier> worker) {
    AtomicInteger next = new AtomicInteger();
    IntSupplier numbers =
        () -> {
          int number = next.getAndIncrement();
          return number < tasks ? number : -1;
        };
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Phaser working = new Phaser(1);
    Runnable helper =
        () -> {
          working.register();
          try {
            worker.accept(numbers);
          } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
          } finally {
            working.arriveAndDeregister();
          }
        };
    for (int i = 0; i < helpers; i++) {
      ForkJoinPool.commonPool().execute(helper);
    }
    try {
      worker.accept(numbers);
    } finally {
      working.arriveAndAwaitAdvance();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a helper failed", failure.get());
    }
  }
}
