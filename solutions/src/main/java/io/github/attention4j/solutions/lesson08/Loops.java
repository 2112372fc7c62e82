package io.github.attention4j.solutions.lesson08;

import static io.github.attention4j.solutions.Numbers.first;
import static io.github.attention4j.solutions.Numbers.map;
import static io.github.attention4j.solutions.Numbers.sigmoid;
import static io.github.attention4j.solutions.Numbers.sum;

import io.github.attention4j.exercises.lesson08.ChannelAttentionTask;
import io.github.attention4j.solutions.Numbers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An answer as right as the reference answer, one number at a time. */
final class Loops implements ChannelAttentionTask {

  /** The numbers of a channel, row by row. */
  private static double at(INDArray input, long b, long c, long place) {
    return input.getDouble(b, c, place / input.size(3), place % input.size(3));
  }

  private static long places(INDArray input) {
    return input.size(2) * input.size(3);
  }

  /** Fills (B, C). */
  private static INDArray channels(INDArray like, Numbers.Rule rule) {
    long[] shape = {like.size(0), like.size(1), 1, 1};
    return map(like, shape, rule).reshape(like.size(0), like.size(1));
  }

  @Override
  public INDArray averagePool(INDArray input) {
    return channels(
        input, (b, c, h, w) -> sum(places(input), place -> at(input, b, c, place)) / places(input));
  }

  @Override
  public INDArray maxPool(INDArray input) {
    return channels(input, (b, c, h, w) -> at(input, b, c, winner(input, b, c)));
  }

  private static long winner(INDArray input, long b, long c) {
    return first(places(input), place -> at(input, b, c, place));
  }

  @Override
  public INDArray logits(
      INDArray average,
      INDArray max,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    return channels(
        average,
        (b, c, h, w) ->
            2 * expandBias.getDouble(c)
                + sum(
                    reduceBias.length(),
                    r ->
                        expandWeight.getDouble(c, r)
                            * (hidden(average, b, r, reduceWeight, reduceBias)
                                + hidden(max, b, r, reduceWeight, reduceBias))));
  }

  private static double hidden(INDArray pooled, long b, long r, INDArray weight, INDArray bias) {
    double sum =
        sum(pooled.size(1), c -> weight.getDouble(r, c) * pooled.getDouble(b, c))
            + bias.getDouble(r);
    return Math.max(0, sum);
  }

  @Override
  public INDArray output(INDArray input, INDArray logits) {
    return map(
        input,
        input.shape(),
        (b, c, h, w) -> input.getDouble(b, c, h, w) * sigmoid(logits.getDouble(b, c)));
  }

  @Override
  public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
    return channels(
        input,
        (b, c, h, w) -> {
          double open = gate.getDouble(b, c, 0, 0);
          return sum(
              places(input),
              place ->
                  at(outputGradient, b, c, place) * at(input, b, c, place) * open * (1 - open));
        });
  }

  @Override
  public INDArray inputGradient(
      INDArray input,
      INDArray gate,
      INDArray outputGradient,
      INDArray averageGradient,
      INDArray maxGradient) {
    return map(
        input,
        input.shape(),
        (b, c, h, w) ->
            outputGradient.getDouble(b, c, h, w) * gate.getDouble(b, c, 0, 0)
                + averageGradient.getDouble(b, c) / places(input)
                + (winner(input, b, c) == h * input.size(3) + w ? maxGradient.getDouble(b, c) : 0));
  }
}
