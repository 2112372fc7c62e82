package io.github.attention4j.kernel;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;

/**
 * Keeps the memory of arrays that were closed for those that come.
 *
 * <p>Closing an ND4J array lets go of memory that JavaCPP has made, but does not free it: Java's
 * garbage collector does, some day. And what is freed often goes back to the system, which has to
 * clear it before the next array may touch it: at (8, 8, 512, 64) that took more than a third of
 * the time of attention. So the last memory that was closed is kept, up to {@link #MOST_BYTES}, and
 * an array of the same length gets it.
 *
 * <p>The last few arrays are remembered, weakly, and looked at when the next one is made. Others,
 * and those that are never closed, are the garbage collector's as before.
 */
final class ClosedArrays {
  /** Of the memory that is kept. */
  static final long MOST_BYTES = 1 << 26;

  private record Made(WeakReference<DataBuffer> buffer, WeakReference<FloatPointer> memory) {}

  private final Made[] last;
  private int next;
  private final ArrayDeque<FloatPointer> kept = new ArrayDeque<>(); // the last one first
  private long keptBytes;

  /**
   * Remembers arrays.
   *
   * @param most how many
   */
  ClosedArrays(int most) {
    last = new Made[most];
  }

  /** Memory that a closed array had, or new memory; either holds anything. */
  synchronized FloatPointer memory(long length) {
    for (int i = 0; i < last.length; i++) {
      if (last[i] != null && isOver(last[i])) {
        last[i] = null;
      }
    }
    for (Iterator<FloatPointer> each = kept.iterator(); each.hasNext(); ) {
      FloatPointer memory = each.next();
      if (memory.capacity() == length) {
        each.remove();
        keptBytes -= length * Float.BYTES;
        return memory;
      }
    }
    return new FloatPointer(length);
  }

  /** Remembers an array, in place of the oldest. */
  synchronized void add(DataBuffer buffer, FloatPointer memory) {
    last[next] = new Made(new WeakReference<>(buffer), new WeakReference<>(memory));
    next = (next + 1) % last.length;
  }

  /** Keeps the memory of an array that was closed; that of one that is gone is gone, too. */
  private boolean isOver(Made made) {
    DataBuffer buffer = made.buffer.get();
    FloatPointer memory = made.memory.get();
    if (buffer != null && buffer.wasClosed() && memory != null) {
      kept.addFirst(memory);
      keptBytes += memory.capacity() * Float.BYTES;
      while (keptBytes > MOST_BYTES) {
        FloatPointer oldest = kept.removeLast();
        keptBytes -= oldest.capacity() * Float.BYTES;
        oldest.deallocate();
      }
    }
    return buffer == null || buffer.wasClosed();
  }
}
