package io.github.attention4j.ops;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.shape.Gather;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Parts of arrays: the places of an axis, rows by their numbers, and elements of rows. */
final class Rows {
  private Rows() {}

  /** The places {@code from} to {@code to - 1} of an axis, as a view. */
  static INDArray part(INDArray array, int axis, long from, long to) {
    INDArrayIndex[] indices = NDArrayIndex.allFor(array);
    indices[axis] = NDArrayIndex.interval(from, to);
    return array.get(indices);
  }

  /** The rows of a table, {@code (V, D), n numbers -> (n, D)}. */
  static INDArray gather(INDArray table, INDArray ids) {
    return Nd4j.exec(new Gather(table, numbers(ids), 0))[0];
  }

  /**
   * One element of every row, {@code (.., V), n numbers -> (n)}. A loop: ND4J's gather takes about
   * ten times as long for single elements.
   */
  static INDArray pick(INDArray array, INDArray ids) {
    INDArray rows = array.reshape('c', ids.length(), array.size(-1));
    INDArray picked = Nd4j.createUninitialized(array.dataType(), ids.length());
    long[] columns = numbers(ids).toLongVector();
    for (int row = 0; row < columns.length; row++) {
      picked.putScalar(row, rows.getDouble(row, columns[row]));
    }
    return picked;
  }

  private static INDArray numbers(INDArray ids) {
    return ids.castTo(DataType.INT64).reshape('c', new long[] {ids.length()});
  }

  /**
   * The sums of rows with the same number, {@code (.., D), n numbers -> (count, D)}. A loop: ND4J's
   * scatter_add, which must add one row after the other where numbers repeat, takes about five
   * times as long.
   */
  static INDArray addedUp(INDArray rows, INDArray ids, long count) {
    long width = rows.size(-1);
    INDArray sums = Nd4j.zeros(rows.dataType(), count, width);
    DataBuffer to = sums.data();
    DataBuffer from = rows.dup('c').data();
    long next = 0;
    for (long number : numbers(ids).toLongVector()) {
      for (long at = number * width; at < (number + 1) * width; at++) {
        to.put(at, to.getDouble(at) + from.getDouble(next++));
      }
    }
    return sums;
  }

  /** Takes 1 from one element of every row, in place, {@code (.., V), n numbers}. */
  static INDArray lessOne(INDArray array, INDArray ids) {
    INDArray rows = array.reshape('c', ids.length(), array.size(-1));
    long[] columns = numbers(ids).toLongVector();
    for (int row = 0; row < columns.length; row++) {
      rows.putScalar(row, columns[row], rows.getDouble(row, columns[row]) - 1);
    }
    return array;
  }
}
