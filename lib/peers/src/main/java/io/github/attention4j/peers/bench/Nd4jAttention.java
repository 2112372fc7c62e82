package io.github.attention4j.peers.bench;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.DotProductAttention;
import org.nd4j.linalg.factory.Nd4j;

/** Attention by ND4J itself. */
final class Nd4jAttention {
  private Nd4jAttention() {}

  static INDArray input(Case size, int which) {
    INDArray input = Nd4j.createUninitialized(DataType.FLOAT, size.shape(), 'c');
    FloatPointer numbers = new FloatPointer(input.data().addressPointer());
    size.fill(numbers.capacity(size.numbers()).asBuffer(), which);
    return input;
  }

  /** Each step's array is freed as soon as it can be: the best that a user can do. */
  static Computation steps(Case size) {
    INDArray query = input(size, 0);
    INDArray key = input(size, 1);
    INDArray value = input(size, 2);
    INDArray penalty = size.causal() ? penalty(size.length()) : null;
    double scale = 1 / Math.sqrt(size.dim());
    return new ArrayComputation(
        () -> {
          INDArray scores = Nd4j.matmul(query, key, false, true, false);
          scores.muli(scale);
          if (penalty != null) {
            scores.addi(penalty);
          }
          INDArray weights = Nd4j.nn().softmax(scores, 3);
          free(scores);
          INDArray output = Nd4j.matmul(weights, value);
          free(weights);
          return output;
        },
        0,
        1,
        2,
        3);
  }

  private static void free(INDArray array) {
    if (array.closeable()) { // not in a workspace
      array.close();
    }
  }

  private static INDArray penalty(int length) {
    INDArray position = Nd4j.arange(length).castTo(DataType.FLOAT);
    INDArray later = position.reshape(1, length).gt(position.reshape(length, 1));
    return later.castTo(DataType.FLOAT).mul(-1e9).reshape(1, 1, length, length);
  }

  /** Features come first there: (B, H, D, T). */
  static Computation operation(Case size) {
    INDArray query = input(size, 0).permute(0, 1, 3, 2).dup('c');
    INDArray key = input(size, 1).permute(0, 1, 3, 2).dup('c');
    INDArray value = input(size, 2).permute(0, 1, 3, 2).dup('c');
    return new ArrayComputation(
        () -> Nd4j.exec(new DotProductAttention(query, key, value, null, true, false))[0],
        0,
        1,
        3,
        2);
  }
}
