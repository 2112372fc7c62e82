package io.github.attention4j.solutions.lesson10;

import static io.github.attention4j.solutions.Numbers.first;
import static io.github.attention4j.solutions.Numbers.map;
import static io.github.attention4j.solutions.Numbers.read;
import static io.github.attention4j.solutions.Numbers.sigmoid;
import static io.github.attention4j.solutions.Numbers.sum;

import io.github.attention4j.exercises.lesson10.CbamTask;
import io.github.attention4j.solutions.Numbers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An answer as right as the reference answer, one number at a time. */
final class Loops implements CbamTask {

  private static double sumOfPlaces(INDArray map, long b, long c) {
    return sum(map.size(2), h -> sum(map.size(3), w -> map.getDouble(b, c, h, w)));
  }

  private static double largestPlace(INDArray map, long b, long c) {
    long width = map.size(3);
    long best =
        first(map.size(2) * width, place -> map.getDouble(b, c, place / width, place % width));
    return map.getDouble(b, c, best / width, best % width);
  }

  private static double hidden(double[] pooled, INDArray weight, INDArray bias, long r) {
    double made =
        sum(pooled.length, c -> weight.getDouble(r, c) * pooled[(int) c]) + bias.getDouble(r);
    return Math.max(0, made);
  }

  @Override
  public INDArray channelGate(
      INDArray input,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    double places = input.size(2) * input.size(3);
    double[][] average = new double[(int) input.size(0)][(int) input.size(1)];
    double[][] max = new double[average.length][(int) input.size(1)];
    for (int b = 0; b < average.length; b++) {
      for (int c = 0; c < max[b].length; c++) {
        average[b][c] = sumOfPlaces(input, b, c) / places;
        max[b][c] = largestPlace(input, b, c);
      }
    }
    return map(
        input,
        new long[] {input.size(0), input.size(1), 1, 1},
        (b, c, h, w) ->
            sigmoid(
                2 * expandBias.getDouble(c)
                    + sum(
                        reduceBias.length(),
                        r ->
                            expandWeight.getDouble(c, r)
                                * (hidden(average[(int) b], reduceWeight, reduceBias, r)
                                    + hidden(max[(int) b], reduceWeight, reduceBias, r)))));
  }

  @Override
  public INDArray spatialGate(INDArray input, INDArray weight) {
    long[] shape = {input.size(0), 1, input.size(2), input.size(3)};
    long channels = input.size(1);
    INDArray max =
        map(
            input,
            shape,
            (b, none, h, w) ->
                input.getDouble(b, first(channels, c -> input.getDouble(b, c, h, w)), h, w));
    INDArray average =
        map(
            input,
            shape,
            (b, none, h, w) -> sum(channels, c -> input.getDouble(b, c, h, w)) / channels);
    long window = weight.size(2);
    return map(
        input,
        shape,
        (b, none, h, w) ->
            sigmoid(
                sum(
                    window * window,
                    cell -> {
                      long u = cell / window;
                      long v = cell % window;
                      long row = h + u - window / 2;
                      long column = w + v - window / 2;
                      return weight.getDouble(0, 0, u, v)
                              * read(max, Numbers::zero, b, 0, row, column)
                          + weight.getDouble(0, 1, u, v)
                              * read(average, Numbers::zero, b, 0, row, column);
                    })));
  }

  @Override
  public INDArray output(
      INDArray input,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias,
      INDArray weight) {
    INDArray channels = channelGate(input, reduceWeight, reduceBias, expandWeight, expandBias);
    INDArray passed =
        map(
            input,
            input.shape(),
            (b, c, h, w) -> input.getDouble(b, c, h, w) * channels.getDouble(b, c, 0, 0));
    INDArray places = spatialGate(passed, weight);
    return map(
        input,
        input.shape(),
        (b, c, h, w) -> passed.getDouble(b, c, h, w) * places.getDouble(b, 0, h, w));
  }

  @Override
  public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
    return map(
        input,
        input.shape(),
        (b, c, h, w) ->
            input.getDouble(b, c, h, w)
                * (1
                    + sigmoid(
                        channelLogits.getDouble(b, c, 0, 0)
                            + spatialLogits.getDouble(b, 0, h, w))));
  }

  @Override
  public INDArray channelGradient(
      INDArray input,
      INDArray channelGate,
      INDArray spatialGate,
      INDArray outputGradient,
      INDArray spatialWay) {
    return map(
        input,
        channelGate.shape(),
        (b, c, none, one) -> {
          double open = channelGate.getDouble(b, c, 0, 0);
          return sum(
              input.size(2),
              h ->
                  sum(
                      input.size(3),
                      w ->
                          (outputGradient.getDouble(b, c, h, w) * spatialGate.getDouble(b, 0, h, w)
                                  + spatialWay.getDouble(b, c, h, w))
                              * input.getDouble(b, c, h, w)
                              * open
                              * (1 - open)));
        });
  }

  @Override
  public INDArray inputGradient(
      INDArray channelGate,
      INDArray spatialGate,
      INDArray outputGradient,
      INDArray spatialWay,
      INDArray channelWay) {
    return map(
        outputGradient,
        outputGradient.shape(),
        (b, c, h, w) ->
            (outputGradient.getDouble(b, c, h, w) * spatialGate.getDouble(b, 0, h, w)
                        + spatialWay.getDouble(b, c, h, w))
                    * channelGate.getDouble(b, c, 0, 0)
                + channelWay.getDouble(b, c, h, w));
  }
}
