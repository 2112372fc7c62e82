package io.github.attention4j.solutions.lesson11;

import static io.github.attention4j.solutions.Numbers.map;
import static io.github.attention4j.solutions.Numbers.sum;

import io.github.attention4j.exercises.lesson11.FeatureMapAttentionTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An answer as right as the reference answer, one number at a time. */
final class Loops implements FeatureMapAttentionTask {

  private static double at(INDArray map, long b, long c, long place) {
    return map.getDouble(b, c, place / map.size(3), place % map.size(3));
  }

  private static long places(INDArray map) {
    return map.size(2) * map.size(3);
  }

  private static double projected(INDArray map, INDArray weight, long b, long place, long made) {
    return sum(map.size(1), c -> weight.getDouble(made, c) * at(map, b, c, place));
  }

  @Override
  public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
    long places = places(input);
    INDArray weights = Nd4j.create(input.dataType(), input.size(0), places, places);
    for (long b = 0; b < input.size(0); b++) {
      for (long p = 0; p < places; p++) {
        double[] exps = new double[(int) places];
        double all = 0;
        for (int other = 0; other < places; other++) {
          exps[other] = Math.exp(score(input, queryWeight, keyWeight, b, p, other));
          all += exps[other];
        }
        for (int other = 0; other < places; other++) {
          weights.putScalar(new long[] {b, p, other}, exps[other] / all);
        }
      }
    }
    return weights;
  }

  private static double score(
      INDArray input, INDArray queryWeight, INDArray keyWeight, long b, long p, long other) {
    return sum(
        queryWeight.size(0),
        d -> projected(input, queryWeight, b, p, d) * projected(input, keyWeight, b, other, d));
  }

  @Override
  public INDArray output(
      INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
    return map(
        input,
        input.shape(),
        (b, c, h, w) -> {
          long p = h * input.size(3) + w;
          double found =
              sum(
                  places(input),
                  other ->
                      weights.getDouble(b, p, other) * projected(input, valueWeight, b, other, c));
          return input.getDouble(b, c, h, w) + residual.getDouble(0) * found;
        });
  }

  @Override
  public INDArray valueGradient(
      INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
    long channels = input.size(1);
    INDArray gradient = Nd4j.zeros(input.dataType(), channels, channels);
    for (long o = 0; o < channels; o++) {
      for (long i = 0; i < channels; i++) {
        double all = 0;
        for (long b = 0; b < input.size(0); b++) {
          all += reached(input, weights, outputGradient, b, o, i);
        }
        gradient.putScalar(o, i, residual.getDouble(0) * all);
      }
    }
    return gradient;
  }

  private static double reached(
      INDArray input, INDArray weights, INDArray outputGradient, long b, long o, long i) {
    long places = places(input);
    return sum(
        places,
        p ->
            at(outputGradient, b, o, p)
                * sum(places, q -> weights.getDouble(b, p, q) * at(input, b, i, q)));
  }
}
