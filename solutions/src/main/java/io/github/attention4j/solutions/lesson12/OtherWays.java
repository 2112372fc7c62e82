package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.exercises.lesson12.ShowAttendTellTask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Additive;
import io.github.attention4j.solutions.Numbers;
import java.util.function.LongToDoubleFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** One number at a time, the state where the paper has it. */
  static final class Loops implements ShowAttendTellTask {

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

  /** Puts the state behind every location, and goes on with that alone. */
  static final class Joined implements ShowAttendTellTask {

    /** {@code [a_i; h]}, (B, L, D+N). */
    private static INDArray joined(INDArray locations, INDArray state) {
      INDArray everywhere =
          Nd4j.tile(ShowAttendTell.column(state.dup('c')), 1, count(locations), 1);
      return Nd4j.concat(2, locations.dup('c'), everywhere);
    }

    private static int count(INDArray locations) {
      return (int) locations.size(1);
    }

    @Override
    public INDArray linearWeights(INDArray locations, INDArray state, INDArray w) {
      INDArray each = joined(locations, state).mul(w.reshape(1, 1, w.length()));
      return ShowAttendTell.softmax(each.sum(2));
    }

    @Override
    public INDArray linearGradient(
        INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
      INDArray mean = weights.mul(weightsGradient).sum(true, 1);
      INDArray ds = weightsGradient.sub(mean).mul(weights);
      INDArray each = joined(locations, state).mul(ds.reshape(ds.size(0), ds.size(1), 1));
      return each.sum(0, 1);
    }

    @Override
    public INDArray context(
        INDArray locations,
        INDArray state,
        INDArray locationWeight,
        INDArray stateWeight,
        INDArray bias,
        INDArray v) {
      INDArray both = joined(locations, state);
      INDArray weight = Nd4j.concat(1, locationWeight.dup('c'), stateWeight.dup('c'));
      INDArray hidden =
          Transforms.tanh(
              ShowAttendTell.ofLocations(both, weight).add(bias.reshape(1, 1, bias.length())));
      INDArray alpha = ShowAttendTell.softmax(hidden.mul(v.reshape(1, 1, v.length())).sum(2));
      return locations.mul(alpha.reshape(alpha.size(0), alpha.size(1), 1)).sum(1);
    }

    /** Of the sum's square, {@code 1 - 2 s + s s}. */
    @Override
    public double penalty(INDArray weights, INDArray mask, double lambda) {
      INDArray rows = mask.reshape(mask.size(0), 1, mask.size(1));
      INDArray sums = Nd4j.matmul(rows, weights);
      double squares = sums.length() - 2 * number(sums) + number(sums.mul(sums));
      return lambda * squares / weights.size(0);
    }

    private static double number(INDArray numbers) {
      return numbers.sumNumber().doubleValue();
    }
  }

  /** Leaves as much as it can to the library, the gradient to its tape. */
  static final class ByLibrary implements ShowAttendTellTask {

    @Override
    public INDArray linearWeights(INDArray locations, INDArray state, INDArray w) {
      TapeOps ops = TapeOps.create();
      Tensor joined = ops.constant(Joined.joined(locations, state));
      Tensor scores = ops.linear(joined, ops.constant(w.dup('c').reshape(1, w.length())), null);
      return ops.softmax(ops.squeeze(scores, 2)).array();
    }

    /** The scores are the weights' logarithms, up to what cancels: the softmax gives them back. */
    @Override
    public INDArray linearGradient(
        INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
      TapeOps ops = TapeOps.create();
      INDArray joined = Joined.joined(locations, state);
      Tensor w = ops.variable(Nd4j.zeros(state.dataType(), 1, joined.size(2)));
      Tensor scores = ops.squeeze(ops.linear(ops.constant(joined), w, null), 2);
      Tensor logs = ops.constant(Transforms.log(weights.dup('c')));
      Tensor alpha = ops.softmax(ops.add(logs, scores));
      return ops.backward(alpha, weightsGradient.dup('c')).of(w).reshape(joined.size(2));
    }

    @Override
    public INDArray context(
        INDArray locations,
        INDArray state,
        INDArray locationWeight,
        INDArray stateWeight,
        INDArray bias,
        INDArray v) {
      Parameters parameters = Parameters.seeded(state.dataType(), 1);
      Additive score =
          Additive.create(parameters, state.size(1), locations.size(2), v.length(), true);
      parameters.get("query.weight").assign(stateWeight);
      parameters.get("query.bias").assign(bias);
      parameters.get("key.weight").assign(locationWeight);
      parameters.get("energy.weight").assign(v.reshape(1, v.length()));
      INDArray query = ShowAttendTell.column(state.dup('c'));
      INDArray key = locations.dup('c');
      return new Attention(score)
          .output(query, key, key)
          .reshape(locations.size(0), locations.size(2));
    }

    @Override
    public double penalty(INDArray weights, INDArray mask, double lambda) {
      TapeOps ops = TapeOps.create();
      Tensor words = ops.expand(ops.constant(mask.dup('c')), 1); // (B, 1, T)
      Tensor sums = ops.matmul(words, ops.constant(weights.dup('c'))); // (B, 1, L)
      Tensor off = ops.shift(ops.scale(sums, -1), 1);
      Tensor loss = ops.mean(ops.sum(ops.multiply(off, off), 2), 0, 1);
      return ops.scale(loss, lambda).array().getDouble(0);
    }
  }
}
