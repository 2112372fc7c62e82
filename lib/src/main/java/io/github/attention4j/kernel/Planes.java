package io.github.attention4j.kernel;

import org.bytedeco.javacpp.FloatPointer;
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
    Matrix rows = rows(block);
    rows.read(rows.buffer(), 0, block.size(), into);
  }

  /** Writes a block of rows, {@code (rows, columns)} without gaps. */
  void write(QueryBlock block, float[] numbers) {
    Matrix rows = rows(block);
    rows.write(rows.buffer(), 0, block.size(), numbers);
  }

  /** Sets the rows of a span to zeros. */
  void clear(KeySpan span) {
    rows(span.batch(), span.head(), span.first(), span.size()).clear();
  }
}
