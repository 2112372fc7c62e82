package io.github.attention4j.solutions;

import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Feature maps one number at a time, for answers that are written as loops. */
public final class Numbers {

  private Numbers() {}

  /** The number of an example, a channel and a place. */
  @FunctionalInterface
  public interface Rule {

    /** Returns the number at an index. */
    double at(long b, long c, long h, long w);
  }

  /**
   * Returns a feature map filled by a rule.
   *
   * @param like an array of the type that the map gets
   * @param shape lengths of the four axes
   */
  public static INDArray map(INDArray like, long[] shape, Rule rule) {
    INDArray map = Nd4j.create(like.dataType(), shape);
    for (long b = 0; b < shape[0]; b++) {
      for (long c = 0; c < shape[1]; c++) {
        for (long h = 0; h < shape[2]; h++) {
          for (long w = 0; w < shape[3]; w++) {
            map.putScalar(new long[] {b, c, h, w}, rule.at(b, c, h, w));
          }
        }
      }
    }
    return map;
  }

  /** Returns the sum of some terms. */
  public static double sum(long length, LongToDoubleFunction term) {
    return LongStream.range(0, length).mapToDouble(term).sum();
  }

  /** Returns which of some numbers is the largest, the first of several alike. */
  public static long first(long length, LongToDoubleFunction number) {
    long best = 0;
    for (long i = 1; i < length; i++) {
      best = number.applyAsDouble(i) > number.applyAsDouble(best) ? i : best;
    }
    return best;
  }

  /** Returns {@code 1 / (1 + exp(-x))}. */
  public static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }
}
