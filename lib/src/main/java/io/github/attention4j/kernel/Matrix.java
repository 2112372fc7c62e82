package io.github.attention4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A matrix of FLOAT numbers in row-major order, as BLAS takes it.
 *
 * @param first the address of its first number
 * @param stride the distance from row to row, at least the number of columns
 */
record Matrix(FloatPointer first, int rows, int columns, int stride) {

  /** A part of the matrix, in its memory. */
  Matrix block(int row, int column, int height, int width) {
    long index = (long) row * stride + column;
    FloatPointer address = index == 0 ? first : first.getPointer(index);
    return new Matrix(address, height, width, stride);
  }

  /** The matrix' memory, from its first number to its last. */
  FloatBuffer buffer() {
    return first.getPointer(0).capacity((rows - 1L) * stride + columns).asBuffer();
  }

  /** Copies some rows out of {@link #buffer}, without gaps. */
  void read(FloatBuffer buffer, int row, int count, float[] into) {
    int together = together(count);
    for (int i = 0; i < count; i += together) {
      buffer.get((row + i) * stride, into, i * columns, together * columns);
    }
  }

  /** Copies some rows without gaps into {@link #buffer}. */
  void write(FloatBuffer buffer, int row, int count, float[] from) {
    int together = together(count);
    for (int i = 0; i < count; i += together) {
      buffer.put((row + i) * stride, from, i * columns, together * columns);
    }
  }

  /** Sets all numbers to zeros. */
  void clear() {
    int together = together(rows);
    for (int row = 0; row < rows; row += together) {
      Pointer.memset(block(row, 0, 1, columns).first(), 0, (long) together * columns * Float.BYTES);
    }
  }

  /** How many rows of so many lie without a gap between them. */
  private int together(int count) {
    return stride == columns ? count : 1;
  }

  /** Fills every row with the same numbers. */
  void fillRows(float[] numbers) {
    FloatBuffer buffer = buffer();
    for (int row = 0; row < rows; row++) {
      buffer.put(row * stride, numbers, 0, columns);
    }
  }

  /** Fills each row with a number of its own. */
  void fillColumns(float[] numbers) {
    FloatBuffer buffer = buffer();
    float[] some = new float[columns];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(some, numbers[row]);
      buffer.put(row * stride, some, 0, columns);
    }
  }

  /** As many columns of wider rows. */
  Matrix withStride(int newStride) {
    return new Matrix(first, rows, columns, newStride);
  }
}
