package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.exercises.lesson12.ShowAttendTellTask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Additive;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

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
