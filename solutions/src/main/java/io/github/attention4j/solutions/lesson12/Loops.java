package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.exercises.lesson12.ShowAttendTellTask;
import io.github.attention4j.solutions.Numbers;
import java.util.function.LongToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One number at a time, the state where the paper has it. */
final class Loops implements ShowAttendTellTask {

  @Override
  public INDArray linearWeights(INDArray locations, INDArray state, INDArray w) {
    long features = locations.size(2);
    return softmax(
        locations,
        (b, i) ->
            Numbers.sum(features, d -> locations.getDouble(b, i, d) * w.getDouble(d))
                + Numbers.sum(
                    state.size(1), n -> state.getDouble(b, n) * w.getDouble(features + n)));
  }

  /** The score of a location. */
  private interface Score {
    double of(long b, long i);
  }

  private static INDArray softmax(INDArray locations, Score score) {
    INDArray weights = Nd4j.create(locations.dataType(), locations.size(0), locations.size(1));
    for (long b = 0; b < locations.size(0); b++) {
      double[] scores = new double[(int) locations.size(1)];
      double top = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < scores.length; i++) {
        scores[i] = score.of(b, i);
        top = Math.max(top, scores[i]);
      }
      double sum = 0;
      for (int i = 0; i < scores.length; i++) {
        scores[i] = Math.exp(scores[i] - top);
        sum += scores[i];
      }
      for (int i = 0; i < scores.length; i++) {
        weights.putScalar(b, i, scores[i] / sum);
      }
    }
    return weights;
  }

  /** The state's part is 0: nothing has to be computed for that. */
  @Override
  public INDArray linearGradient(
      INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
    long count = weights.size(1);
    INDArray gradient = Nd4j.zeros(state.dataType(), locations.size(2) + state.size(1));
    for (long d = 0; d < locations.size(2); d++) {
      double sum = 0;
      for (long b = 0; b < weights.size(0); b++) {
        for (long i = 0; i < count; i++) {
          for (long j = 0; j < count; j++) {
            double same = i == j ? 1 : 0;
            double slope = weights.getDouble(b, j) * (same - weights.getDouble(b, i));
            sum += weightsGradient.getDouble(b, j) * slope * locations.getDouble(b, i, d);
          }
        }
      }
      gradient.putScalar(d, sum);
    }
    return gradient;
  }

  @Override
  public INDArray context(
      INDArray locations,
      INDArray state,
      INDArray locationWeight,
      INDArray stateWeight,
      INDArray bias,
      INDArray v) {
    INDArray alpha =
        softmax(
            locations,
            (b, i) ->
                Numbers.sum(
                    v.length(),
                    a ->
                        v.getDouble(a)
                            * Math.tanh(
                                bias.getDouble(a)
                                    + dot(locationWeight, a, d -> locations.getDouble(b, i, d))
                                    + dot(stateWeight, a, n -> state.getDouble(b, n)))));
    INDArray context = Nd4j.create(locations.dataType(), locations.size(0), locations.size(2));
    for (long b = 0; b < context.size(0); b++) {
      for (long d = 0; d < context.size(1); d++) {
        long example = b;
        long feature = d;
        context.putScalar(
            b,
            d,
            Numbers.sum(
                locations.size(1),
                i -> alpha.getDouble(example, i) * locations.getDouble(example, i, feature)));
      }
    }
    return context;
  }

  private static double dot(INDArray weight, long row, LongToDoubleFunction input) {
    return Numbers.sum(weight.size(1), i -> weight.getDouble(row, i) * input.applyAsDouble(i));
  }

  @Override
  public double penalty(INDArray weights, INDArray mask, double lambda) {
    double all = 0;
    for (long b = 0; b < weights.size(0); b++) {
      for (long i = 0; i < weights.size(2); i++) {
        double missing = 1;
        for (long t = 0; t < weights.size(1) && mask.getDouble(b, t) > 0; t++) {
          missing -= weights.getDouble(b, t, i);
        }
        all += lambda * missing * missing;
      }
    }
    return all / weights.size(0);
  }
}
