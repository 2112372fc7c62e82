package io.github.attention4j.solutions.lesson07;

import io.github.attention4j.exercises.lesson07.CrossAttentionTask;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An answer as right as the reference answer, one number at a time. */
final class Loops implements CrossAttentionTask {

  private interface Rule {
    double at(long batch, long row, long column);
  }

  private static INDArray fill(INDArray like, long rows, long columns, Rule rule) {
    INDArray result = Nd4j.create(like.dataType(), like.size(0), rows, columns);
    for (long b = 0; b < like.size(0); b++) {
      for (long i = 0; i < rows; i++) {
        for (long j = 0; j < columns; j++) {
          result.putScalar(b, i, j, rule.at(b, i, j));
        }
      }
    }
    return result;
  }

  private static double sum(long length, LongToDoubleFunction term) {
    return LongStream.range(0, length).mapToDouble(term).sum();
  }

  private static double projected(INDArray input, INDArray weight, long b, long t, long row) {
    return sum(input.size(2), d -> input.getDouble(b, t, d) * weight.getDouble(row, d));
  }

  @Override
  public INDArray cells(INDArray picture) {
    long columns = picture.size(3);
    return fill(
        picture,
        picture.size(2) * columns,
        picture.size(1),
        (b, cell, c) -> picture.getDouble(b, c, cell / columns, cell % columns));
  }

  @Override
  public INDArray scores(
      INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
    return fill(
        query,
        query.size(1),
        memory.size(1),
        (b, i, j) ->
            sum(
                    keyWeight.size(0),
                    a ->
                        projected(query, queryWeight, b, i, a)
                            * projected(memory, keyWeight, b, j, a))
                / Math.sqrt(keyWeight.size(0)));
  }

  @Override
  public INDArray weights(INDArray scores, INDArray lengths) {
    return fill(
        scores,
        scores.size(1),
        scores.size(2),
        (b, i, j) ->
            // 1 / sum of exp(other - this): no maximum is needed, an overflow ends in 1/infinity.
            j >= lengths.getLong(b)
                ? 0
                : 1
                    / sum(
                        lengths.getLong(b),
                        k -> Math.exp(scores.getDouble(b, i, k) - scores.getDouble(b, i, j))));
  }

  @Override
  public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
    return fill(
        memory,
        weights.size(1),
        valueWeight.size(0),
        (b, i, d) ->
            sum(
                memory.size(1),
                j -> weights.getDouble(b, i, j) * projected(memory, valueWeight, b, j, d)));
  }

  @Override
  public INDArray pointing(INDArray weights, int columns) {
    return fill(
        weights,
        weights.size(1),
        2,
        (b, i, which) -> {
          long best = 0;
          for (long cell = 1; cell < weights.size(2); cell++) {
            if (weights.getDouble(b, i, cell) > weights.getDouble(b, i, best)) {
              best = cell;
            }
          }
          return which == 0 ? best / columns : best % columns;
        });
  }

  @Override
  public INDArray memoryGradient(
      INDArray query,
      INDArray queryWeight,
      INDArray keyWeight,
      INDArray valueWeight,
      INDArray weights,
      INDArray scoresGradient,
      INDArray outputGradient) {
    double root = Math.sqrt(keyWeight.size(0));
    return fill(
        weights,
        weights.size(2),
        keyWeight.size(1),
        (b, j, c) ->
            sum(
                weights.size(1),
                i ->
                    scoresGradient.getDouble(b, i, j)
                            / root
                            * sum(
                                keyWeight.size(0),
                                a ->
                                    projected(query, queryWeight, b, i, a)
                                        * keyWeight.getDouble(a, c))
                        + weights.getDouble(b, i, j)
                            * sum(
                                valueWeight.size(0),
                                d ->
                                    outputGradient.getDouble(b, i, d)
                                        * valueWeight.getDouble(d, c))));
  }
}
