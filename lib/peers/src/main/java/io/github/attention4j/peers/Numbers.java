package io.github.attention4j.peers;

import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** Numbers written out. */
final class Numbers {

  private Numbers() {}

  /** A tensor of numbers such as "2 0 1". */
  static Tensor of(String numbers, long... shape) {
    double[] values = Stream.of(numbers.split(" ")).mapToDouble(Double::parseDouble).toArray();
    return Tensors.of(values, shape);
  }
}
