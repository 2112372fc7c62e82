package io.github.attention4j.kernel;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The matrices of a FLOAT array {@code (B, T, D)} or {@code (B, H, T, D)}, as BLAS takes them: an
 * address and the distance from row to row.
 *
 * <p>An array whose last axis lies without gaps is read where it is, also a view such as the heads
 * {@code (B, H, T, D)} of a permuted {@code (B, T, H, D)}; any other, such as an 'f' ordered one,
 * is copied first.
 *
 * @param array keeps the memory from being freed
 * @param batches B
 * @param heads H, 1 where there is no such axis
 * @param rows T
 * @param columns D
 * @param rowStride the distance from row to row
 */
record Planes(
    INDArray array,
    FloatPointer memory,
    int batches,
    int heads,
    int rows,
    int columns,
    long batchStride,
    long headStride,
    int rowStride) {

  /** Of rows that lie farther apart, a block's bytes could not be counted by an int. */
  private static final int FARTHEST = Integer.MAX_VALUE / Float.BYTES / OnlineSoftmax.QUERIES;

  /** The planes of an array of rank 3 or 4 whose sizes are below 2^31. */
  static Planes of(INDArray array) {
    int rank = array.rank();
    INDArray readable = isReadable(array) ? array : array.dup('c');
    return new Planes(
        readable,
        new FloatPointer(readable.data().addressPointer()),
        (int) array.size(0),
        rank == 4 ? (int) array.size(1) : 1,
        (int) array.size(rank - 2),
        (int) array.size(rank - 1),
        readable.stride(0),
        rank == 4 ? readable.stride(1) : 0,
        rowStride(readable));
  }

  private static boolean isReadable(INDArray array) {
    int last = array.rank() - 1;
    boolean dense = array.size(last) == 1 || array.stride(last) == 1;
    boolean single = array.size(last - 1) == 1;
    boolean separate = single || array.stride(last - 1) >= array.size(last);
    return dense && separate && (single || array.stride(last - 1) <= FARTHEST);
  }

  /** BLAS wants at least the width, even of a single row, whose stride says nothing. */
  private static int rowStride(INDArray array) {
    int last = array.rank() - 1;
    return (int) (array.size(last - 1) == 1 ? array.size(last) : array.stride(last - 1));
  }

  /** The address of a row. */
  private FloatPointer row(int batch, int head, int row) {
    return memory.getPointer(batch * batchStride + head * headStride + row * (long) rowStride);
  }

  /** Some neighbouring rows of a plane. */
  Matrix rows(int batch, int head, int first, int count) {
    return new Matrix(row(batch, head, first), count, columns, rowStride);
  }

  /** The rows of a block. */
  Matrix rows(QueryBlock block) {
    return rows(block.batch(), block.head(), block.first(), block.size());
  }

  /** Copies a block of rows, {@code (rows, columns)} without gaps. */
  void read(QueryBlock block, float[] into) {
    FloatBuffer from = buffer(block);
    int together = together(block.size());
    for (int i = 0; i < block.size(); i += together) {
      from.get(i * rowStride, into, i * columns, together * columns);
    }
  }

  /** Writes a block of rows, {@code (rows, columns)} without gaps. */
  void write(QueryBlock block, float[] numbers) {
    FloatBuffer to = buffer(block);
    int together = together(block.size());
    for (int i = 0; i < block.size(); i += together) {
      to.put(i * rowStride, numbers, i * columns, together * columns);
    }
  }

  /**
   * A block's memory. Rows read from it, not by a call of JavaCPP's each, take a fifth of the time.
   */
  private FloatBuffer buffer(QueryBlock block) {
    long length = (block.size() - 1L) * rowStride + columns;
    return row(block.batch(), block.head(), block.first()).capacity(length).asBuffer();
  }

  /** How many rows of so many lie without a gap between them. */
  private int together(int rows) {
    return rowStride == columns ? rows : 1;
  }

  /** Sets the rows of a span to zeros. */
  void clear(KeySpan span) {
    int together = together(span.size());
    for (int row = span.first(); row < span.end(); row += together) {
      FloatPointer first = row(span.batch(), span.head(), row);
      Pointer.memset(first, 0, (long) together * columns * Float.BYTES);
    }
  }
}
