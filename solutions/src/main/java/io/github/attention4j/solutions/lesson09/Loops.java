package io.github.attention4j.solutions.lesson09;

import static io.github.attention4j.solutions.Numbers.first;
import static io.github.attention4j.solutions.Numbers.map;
import static io.github.attention4j.solutions.Numbers.sigmoid;
import static io.github.attention4j.solutions.Numbers.sum;

import io.github.attention4j.exercises.lesson09.SpatialAttentionTask;
import io.github.attention4j.solutions.Numbers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An answer as right as the reference answer, one number at a time. */
final class Loops implements SpatialAttentionTask {

  private static long[] shape(INDArray like, long channels) {
    return new long[] {like.size(0), channels, like.size(2), like.size(3)};
  }

  private static double read(INDArray map, long b, long c, long row, long column) {
    return Numbers.read(map, Numbers::zero, b, c, row, column);
  }

  @Override
  public INDArray pools(INDArray input) {
    long channels = input.size(1);
    return map(
        input,
        shape(input, 2),
        (b, pool, h, w) ->
            pool == 0
                ? input.getDouble(b, winner(input, b, h, w), h, w)
                : sum(channels, c -> input.getDouble(b, c, h, w)) / channels);
  }

  private static long winner(INDArray input, long b, long h, long w) {
    return first(input.size(1), c -> input.getDouble(b, c, h, w));
  }

  @Override
  public INDArray logits(INDArray pooled, INDArray weight) {
    long window = weight.size(2);
    long reach = window / 2;
    return map(
        pooled,
        shape(pooled, 1),
        (b, none, h, w) ->
            sum(
                2 * window * window,
                cell -> {
                  long c = cell / window / window;
                  long u = cell / window % window;
                  long v = cell % window;
                  return weight.getDouble(0, c, u, v)
                      * read(pooled, b, c, h + u - reach, w + v - reach);
                }));
  }

  @Override
  public INDArray output(INDArray input, INDArray logits) {
    return map(
        input,
        input.shape(),
        (b, c, h, w) -> input.getDouble(b, c, h, w) * sigmoid(logits.getDouble(b, 0, h, w)));
  }

  @Override
  public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
    long reach = window / 2;
    return map(
        pooled,
        new long[] {1, 2, window, window},
        (none, c, u, v) ->
            sum(
                pooled.size(0),
                b ->
                    sum(
                        pooled.size(2),
                        h ->
                            sum(
                                pooled.size(3),
                                w ->
                                    logitsGradient.getDouble(b, 0, h, w)
                                        * read(pooled, b, c, h + u - reach, w + v - reach)))));
  }

  @Override
  public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
    long window = weight.size(2);
    long reach = window / 2;
    return map(
        logitsGradient,
        shape(logitsGradient, 2),
        (b, c, y, x) ->
            sum(
                window * window,
                cell -> {
                  long u = cell / window;
                  long v = cell % window;
                  return weight.getDouble(0, c, u, v)
                      * read(logitsGradient, b, 0, y - u + reach, x - v + reach);
                }));
  }

  @Override
  public INDArray inputGradient(
      INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient) {
    return map(
        input,
        input.shape(),
        (b, c, h, w) ->
            outputGradient.getDouble(b, c, h, w) * gate.getDouble(b, 0, h, w)
                + (winner(input, b, h, w) == c ? pooledGradient.getDouble(b, 0, h, w) : 0)
                + pooledGradient.getDouble(b, 1, h, w) / input.size(1));
  }
}
