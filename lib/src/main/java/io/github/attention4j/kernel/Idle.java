package io.github.attention4j.kernel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.IntSupplier;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;

/**
 * Workers' memory between calls: at most one for each processor is kept.
 *
 * @param <W> a worker's memory
 */
final class Idle<W> {
  private final ArrayBlockingQueue<W> idle =
      new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());
  private final Supplier<W> maker;

  Idle(Supplier<W> maker) {
    this.maker = maker;
  }

  /** Does the tasks with these numbers, up to -1, with memory that nobody else has meanwhile. */
  void work(IntSupplier numbers, ObjIntConsumer<W> task) {
    int number = numbers.getAsInt();
    if (number < 0) {
      return;
    }
    W kept = idle.poll();
    W memory = kept == null ? maker.get() : kept;
    for (; number >= 0; number = numbers.getAsInt()) {
      task.accept(memory, number);
    }
    idle.offer(memory);
  }
}
