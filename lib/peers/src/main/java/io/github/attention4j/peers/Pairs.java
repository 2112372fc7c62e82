package io.github.attention4j.peers;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** Every query beside every key, for score functions that look at one pair at a time. */
record Pairs(Tensor queries, Tensor keys) {

  /** Returns queries as (.., Tq, Tk, Dq) and keys as (.., Tq, Tk, Dk). */
  static Pairs of(Tensor query, Tensor key) {
    return new Pairs(
        repeated(query.unsqueeze(-2), -2, key.size(-2)),
        repeated(key.unsqueeze(-3), -3, query.size(-2)));
  }

  private static Tensor repeated(Tensor tensor, int axisFromEnd, long times) {
    long[] shape = new long[Math.toIntExact(tensor.dim())];
    Arrays.fill(shape, -1); // as it is
    shape[shape.length + axisFromEnd] = times;
    return tensor.expand(shape);
  }
}
