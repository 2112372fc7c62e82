package io.github.attention4j.ops;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
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

  /** One element of every row, {@code (.., V), n numbers -> (n)}. */
  static INDArray pick(INDArray array, INDArray ids) {
    INDArray starts = Nd4j.arange(ids.length()).castTo(DataType.INT64).muli(array.size(-1));
    INDArray flat = array.reshape('c', new long[] {array.length()});
    return Nd4j.exec(new Gather(flat, starts.addi(numbers(ids)), 0))[0];
  }

  private static INDArray numbers(INDArray ids) {
    return ids.castTo(DataType.INT64).reshape('c', new long[] {ids.length()});
  }

  /** The sums of rows with the same number, {@code (.., D), n numbers -> (count, D)}. */
  static INDArray addedUp(INDArray rows, INDArray ids, long count) {
    long width = rows.size(-1);
    INDArray sums = Nd4j.zeros(rows.dataType(), count, width);
    Nd4j.exec(
        DynamicCustomOp.builder("scatter_add")
            .addInputs(sums, numbers(ids), rows.reshape('c', ids.length(), width))
            .addOutputs(sums)
            .addBooleanArguments(true) // one after the other: numbers repeat
            .build());
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
