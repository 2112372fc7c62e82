package io.github.attention4j.kernel;

import io.github.attention4j.ops.NdArrayOps;
import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The memory of FLOAT arrays, as the fused paths read and write it. */
final class FloatMemory {
  private static final ClosedArrays CLOSED = new ClosedArrays(16);

  private FloatMemory() {}

  /**
   * A new array that holds anything.
   *
   * <p>In a workspace as ND4J makes it. Elsewhere that would write to all of the memory first, on
   * one thread, which took a third of the time of attention at (8, 8, 128, 64). JavaCPP does not;
   * and what an array had that was closed, the next one gets.
   */
  static INDArray uninitialized(long... sizes) {
    if (Nd4j.getMemoryManager().getCurrentWorkspace() != null) {
      return Nd4j.createUninitialized(DataType.FLOAT, sizes, 'c');
    }
    long length = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    FloatPointer memory = CLOSED.memory(length);
    DataBuffer buffer = Nd4j.createBuffer(memory, length, DataType.FLOAT);
    CLOSED.add(buffer, memory);
    return Nd4j.create(buffer, sizes);
  }

  /** Closes an array of {@link #uninitialized} that nobody has seen; a workspace keeps its own. */
  static void release(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }

  /** A new array of numbers in row-major order. */
  static INDArray array(float[] numbers, long... sizes) {
    INDArray array = uninitialized(sizes);
    part(array, 0, numbers.length).put(numbers);
    return array;
  }

  /**
   * A new array that holds anything, in memory as another array is: where its heads {@code (B, H,
   * T, D)} lie side by side in rows, those of the new one do, so that they can be merged without a
   * copy.
   */
  static INDArray uninitializedLike(INDArray other, long... sizes) {
    boolean sideBySide =
        other.rank() == 4 && other.size(1) > 1 && other.stride(1) < other.stride(2);
    return sideBySide
        ? uninitialized(sizes[0], sizes[2], sizes[1], sizes[3]).permute(0, 2, 1, 3)
        : uninitialized(sizes);
  }

  /** The array itself if its numbers lie in row-major order without gaps, otherwise a copy. */
  static INDArray dense(INDArray array) {
    long[] strides = Nd4j.getStrides(array.shape(), 'c');
    return Arrays.equals(array.stride(), strides) ? array : array.dup('c');
  }

  /**
   * A part of a {@link #dense} array. Keep the array reachable for as long as the part is used.
   *
   * @param length below 2^29
   */
  static FloatBuffer part(INDArray dense, long first, int length) {
    return address(dense, first).capacity(length).asBuffer();
  }

  /** The address of a number of a {@link #dense} array, which must be kept reachable. */
  static FloatPointer address(INDArray dense, long number) {
    return new FloatPointer(dense.data().addressPointer()).getPointer(number);
  }

  /**
   * One of the matrices that a {@link #dense} array's last two axes are. Keep the array reachable
   * for as long as the matrix is used.
   *
   * @param number which, counted over the axes before
   */
  static Matrix matrix(INDArray dense, long number) {
    int rows = (int) dense.size(-2);
    int columns = (int) dense.size(-1);
    return new Matrix(address(dense, number * rows * columns), rows, columns, columns);
  }

  /**
   * The numbers of a small array in row-major order.
   *
   * @throws IllegalArgumentException if the array was closed
   */
  static float[] numbers(INDArray array) {
    NdArrayOps.eager().shape(array); // refuses a closed one
    INDArray dense = dense(array);
    float[] numbers = new float[(int) dense.length()];
    part(dense, 0, numbers.length).get(numbers);
    Reference.reachabilityFence(dense);
    return numbers;
  }
}
