package io.github.attention4j.peers.bench;

import io.github.attention4j.mask.Mask;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.DotProductAttention;
import org.nd4j.linalg.factory.Nd4j;

/** Attention on ND4J's arrays. */
record Nd4jAttention(Supplier<INDArray> attention, int[] order) implements Contender.Attention {
  private static final int[] AS_IT_IS = {0, 1, 2, 3};
  private static final int[] FEATURES_LAST = {0, 1, 3, 2};

  private static INDArray input(Case size, int which) {
    return Nd4j.createFromArray(size.input(which)).reshape('c', size.shape());
  }

  static Nd4jAttention fused(Case size) {
    INDArray query = input(size, 0);
    INDArray key = input(size, 1);
    INDArray value = input(size, 2);
    Mask<INDArray> mask = size.causal() ? Mask.causal() : Mask.all();
    var attention = io.github.attention4j.mechanism.Attention.scaledDot();
    return new Nd4jAttention(() -> attention.output(query, key, value, mask), AS_IT_IS);
  }

  /** Each step's array is freed as soon as it can be: the best that a user can do. */
  static Nd4jAttention steps(Case size) {
    INDArray query = input(size, 0);
    INDArray key = input(size, 1);
    INDArray value = input(size, 2);
    INDArray penalty = size.causal() ? penalty(size.length()) : null;
    double scale = 1 / Math.sqrt(size.dim());
    return new Nd4jAttention(
        () -> {
          INDArray scores = Nd4j.matmul(query, key, false, true, false);
          scores.muli(scale);
          if (penalty != null) {
            scores.addi(penalty);
          }
          INDArray weights = Nd4j.nn().softmax(scores, 3);
          scores.close();
          INDArray output = Nd4j.matmul(weights, value);
          weights.close();
          return output;
        },
        AS_IT_IS);
  }

  private static INDArray penalty(int length) {
    INDArray position = Nd4j.arange(length).castTo(DataType.FLOAT);
    INDArray later = position.reshape(1, length).gt(position.reshape(length, 1));
    return later.castTo(DataType.FLOAT).mul(-1e9).reshape(1, 1, length, length);
  }

  /** Features come first there: (B, H, D, T). */
  static Nd4jAttention operation(Case size) {
    INDArray query = input(size, 0).permute(0, 1, 3, 2).dup('c');
    INDArray key = input(size, 1).permute(0, 1, 3, 2).dup('c');
    INDArray value = input(size, 2).permute(0, 1, 3, 2).dup('c');
    return new Nd4jAttention(
        () -> Nd4j.exec(new DotProductAttention(query, key, value, null, true, false))[0],
        FEATURES_LAST);
  }

  @Override
  public void run() {
    attention.get().close();
  }

  @Override
  public float[] output() {
    return attention.get().permute(order).dup('c').data().asFloat();
  }
}
