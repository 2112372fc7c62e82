package io.github.attention4j.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** FLOAT memory that does not move, on a cache line's border: BLAS works there. */
final class OffHeap {
  private static final int LINE = 64;

  private final FloatBuffer buffer;
  private final FloatPointer address;

  OffHeap(int length) {
    buffer =
        ByteBuffer.allocateDirect(length * Float.BYTES + 2 * LINE) // a slice loses both ends
            .alignedSlice(LINE)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    address = new FloatPointer(buffer);
  }

  /**
   * A matrix without gaps that begins at an index. Pointers are left to Java's garbage collector,
   * so none is made where there is one.
   */
  Matrix matrix(int index, int rows, int columns) {
    FloatPointer first = index == 0 ? address : address.getPointer(index);
    return new Matrix(first, rows, columns, columns);
  }

  void get(int index, float[] array, int length) {
    buffer.get(index, array, 0, length);
  }

  void put(int index, float[] array, int length) {
    put(index, array, 0, length);
  }

  void put(int index, float[] array, int from, int length) {
    buffer.put(index, array, from, length);
  }

  /** How many numbers fit at least. */
  int length() {
    return buffer.capacity();
  }
}
