package io.github.attention4j.solutions.lesson05;

import io.github.attention4j.exercises.lesson05.SelfAttentionTask;
import java.util.function.LongToDoubleFunction;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An answer as right as the reference answer, one number at a time. */
final class Loops implements SelfAttentionTask {

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
  public INDArray addPositions(INDArray input) {
    double width = input.size(2);
    return fill(
        input,
        input.size(1),
        input.size(2),
        (b, t, f) -> {
          double angle = t * Math.exp(-Math.log(10000) * (f - f % 2) / width);
          // The cosine is the sine, a quarter of a wave earlier.
          return input.getDouble(b, t, f) + Math.sin(angle + f % 2 * Math.PI / 2);
        });
  }

  @Override
  public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
    double root = Math.sqrt(queryWeight.size(0));
    return fill(
        input,
        input.size(1),
        input.size(1),
        (b, i, j) ->
            sum(
                    queryWeight.size(0),
                    a ->
                        projected(input, queryWeight, b, i, a)
                            * projected(input, keyWeight, b, j, a))
                / root);
  }

  @Override
  public INDArray causalWeights(INDArray scores) {
    return fill(
        scores,
        scores.size(1),
        scores.size(2),
        (b, i, j) ->
            // 1 / sum of exp(other - this): no maximum is needed, an overflow ends in 1/infinity.
            j > i
                ? 0
                : 1
                    / sum(
                        i + 1,
                        k -> Math.exp(scores.getDouble(b, i, k) - scores.getDouble(b, i, j))));
  }

  @Override
  public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
    return fill(
        input,
        input.size(1),
        valueWeight.size(0),
        (b, i, d) ->
            sum(
                i + 1, // later ones weigh nothing
                j -> weights.getDouble(b, i, j) * projected(input, valueWeight, b, j, d)));
  }

  @Override
  public INDArray inputGradient(
      INDArray input,
      INDArray queryWeight,
      INDArray keyWeight,
      INDArray valueWeight,
      INDArray weights,
      INDArray scoresGradient,
      INDArray outputGradient) {
    long length = input.size(1);
    long keyDim = queryWeight.size(0);
    double root = Math.sqrt(keyDim);
    return fill(
        input,
        length,
        input.size(2),
        (b, t, f) ->
            sum(
                length,
                o -> {
                  double asked = scoresGradient.getDouble(b, t, o) / root;
                  double answered = scoresGradient.getDouble(b, o, t) / root;
                  double scores =
                      sum(
                          keyDim,
                          a ->
                              asked
                                      * projected(input, keyWeight, b, o, a)
                                      * queryWeight.getDouble(a, f)
                                  + answered
                                      * projected(input, queryWeight, b, o, a)
                                      * keyWeight.getDouble(a, f));
                  double values =
                      sum(
                          valueWeight.size(0),
                          d -> outputGradient.getDouble(b, o, d) * valueWeight.getDouble(d, f));
                  return scores + weights.getDouble(b, o, t) * values;
                }));
  }
}
