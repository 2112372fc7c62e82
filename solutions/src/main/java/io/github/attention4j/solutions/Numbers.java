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

  /** What lies beyond the edges of a map: the index that is read, or -1 for a zero. */
  @FunctionalInterface
  public interface Edge {

    /** Returns the index that stands for another one, which may be negative or too large. */
    long read(long index, long length);
  }

  /** Returns {@code map[b, c, row, column]}, which may lie beyond the edges. */
  public static double read(INDArray map, Edge edge, long b, long c, long row, long column) {
    long h = edge.read(row, map.size(2));
    long w = edge.read(column, map.size(3));
    return h < 0 || w < 0 ? 0 : map.getDouble(b, c, h, w);
  }

  /** Beyond the edges there are zeros. */
  public static long zero(long index, long length) {
    return index < 0 || index >= length ? -1 : index;
  }

  /** Beyond the edges the last number is repeated. */
  public static long nearest(long index, long length) {
    return Math.max(0, Math.min(length - 1, index));
  }

  /**
   * Slides a window over a map.
   *
   * @param map (B, I, H, W)
   * @param weight (O, I, K, K)
   * @param above how many rows and columns before a place the window begins
   * @param larger by how much the result is larger than the map, which may be negative
   * @return (B, O, H + larger, W + larger)
   */
  public static INDArray slid(INDArray map, INDArray weight, Edge edge, long above, long larger) {
    long window = weight.size(2);
    return map(
        map,
        new long[] {map.size(0), weight.size(0), map.size(2) + larger, map.size(3) + larger},
        (b, o, h, w) ->
            sum(
                weight.size(1) * window * window,
                cell -> {
                  long i = cell / window / window;
                  long u = cell / window % window;
                  long v = cell % window;
                  return weight.getDouble(o, i, u, v)
                      * read(map, edge, b, i, h + u - above, w + v - above);
                }));
  }

  /** Returns a map with the order along an axis reversed. */
  public static INDArray reversed(INDArray map, int axis) {
    return map(
        map,
        map.shape(),
        (b, c, h, w) -> {
          long[] source = {b, c, h, w};
          source[axis] = map.size(axis) - 1 - source[axis];
          return map.getDouble(source);
        });
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
