package io.github.attention4j.solutions.lesson05;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.exercises.lesson05.SelfAttentionTask;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.position.Sinusoidal;
import java.util.function.BinaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** Leaves as much as it can to the library: positions, projections, gradients from the tape. */
  static final class OtherOrder implements SelfAttentionTask {

    @Override
    public INDArray addPositions(INDArray input) {
      return Sinusoidal.apply(input);
    }

    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      TapeOps ops = TapeOps.create();
      return scores(ops, ops.constant(input.dup()), queryWeight, keyWeight).array();
    }

    private static Tensor scores(TapeOps ops, Tensor input, INDArray query, INDArray key) {
      Tensor queries = ops.linear(input, ops.constant(query.dup()), null);
      Tensor keys = ops.linear(input, ops.constant(key.dup()), null);
      return ops.scale(ops.matmulTransposed(queries, keys), 1 / Math.sqrt(query.size(0)));
    }

    @Override
    public INDArray causalWeights(INDArray scores) {
      INDArray copy = scores.dup(); // of a view, ND4J's get may find nothing
      INDArray weights = Nd4j.create(scores.dataType(), scores.shape());
      for (long i = 0; i < scores.size(1); i++) {
        INDArray seen = copy.get(all(), interval(i, i + 1), interval(0, i + 1)).dup();
        INDArray exps = Transforms.exp(seen.sub(seen.max(true, 2)));
        weights
            .get(all(), interval(i, i + 1), interval(0, i + 1))
            .assign(exps.div(exps.sum(true, 2)));
      }
      return weights;
    }

    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      TapeOps ops = TapeOps.create();
      return output(ops, weights, ops.constant(input.dup()), valueWeight).array();
    }

    private static Tensor output(TapeOps ops, INDArray weights, Tensor input, INDArray value) {
      Tensor values = ops.linear(input, ops.constant(value.dup()), null);
      return ops.matmul(ops.constant(weights.dup()), values);
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
      TapeOps ops = TapeOps.create();
      Tensor x = ops.variable(input.dup());
      Tensor scores = scores(ops, x, queryWeight, keyWeight);
      INDArray byScores = ops.backward(scores, scoresGradient.dup()).of(x);
      TapeOps others = TapeOps.create();
      Tensor again = others.variable(input.dup());
      Tensor output = output(others, weights, again, valueWeight);
      return byScores.add(others.backward(output, outputGradient.dup()).of(again));
    }
  }

  /** Broadcasts to one axis more and sums it away, as einsum is defined. */
  static final class Broadcast implements SelfAttentionTask {

    /** Sums a[b, i, 1, d] * c[b, 1, j, d] over d; c may have no batch axis of its own. */
    private static INDArray compare(INDArray a, INDArray c) {
      INDArray left = a.reshape(a.size(0), a.size(1), 1, a.size(2));
      INDArray right =
          c.rank() == 2
              ? c.reshape(1, 1, c.size(0), c.size(1))
              : c.reshape(c.size(0), 1, c.size(1), c.size(2));
      return left.mul(right).sum(3);
    }

    @Override
    public INDArray addPositions(INDArray input) {
      INDArray pairs = Nd4j.arange(0, input.size(2)).castTo(input.dataType());
      INDArray even = Transforms.floor(pairs.div(2)).mul(2);
      INDArray times = Nd4j.arange(0, input.size(1)).castTo(input.dataType());
      INDArray lengths = Transforms.exp(even.mul(Math.log(10000) / input.size(2)));
      INDArray angles =
          times.reshape(input.size(1), 1).div(lengths.reshape(1, input.size(2))); // (T, D)
      INDArray odd = pairs.sub(even).reshape(1, input.size(2));
      INDArray waves = Transforms.sin(angles).mul(odd.rsub(1)).add(Transforms.cos(angles).mul(odd));
      return input.add(waves.reshape(1, input.size(1), input.size(2)));
    }

    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      INDArray scores = compare(compare(input, queryWeight), compare(input, keyWeight));
      return scores.div(Math.sqrt(keyWeight.size(0)));
    }

    @Override
    public INDArray causalWeights(INDArray scores) {
      INDArray places = Nd4j.arange(0, scores.size(1)).castTo(scores.dataType());
      INDArray allowed =
          places
              .reshape(1, 1, scores.size(1))
              .sub(places.reshape(1, scores.size(1), 1))
              .lte(0)
              .castTo(scores.dataType()); // (1, T, T)
      INDArray masked = scores.mul(allowed).add(Transforms.log(allowed)); // log 0 is -infinity
      INDArray exps = Transforms.exp(masked.sub(masked.max(true, 2)));
      return exps.div(exps.sum(true, 2));
    }

    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      return compare(weights, compare(input, valueWeight).permute(0, 2, 1));
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
      // A projection back is a projection by the weight transposed.
      BinaryOperator<INDArray> mix = (a, c) -> compare(a, c.permute(0, 2, 1));
      INDArray scale = scoresGradient.div(Math.sqrt(keyWeight.size(0)));
      INDArray ofQuery = mix.apply(scale, compare(input, keyWeight));
      INDArray ofKey = mix.apply(scale.permute(0, 2, 1), compare(input, queryWeight));
      INDArray ofValue = mix.apply(weights.permute(0, 2, 1), outputGradient);
      return compare(ofQuery, queryWeight.transpose())
          .add(compare(ofKey, keyWeight.transpose()))
          .add(compare(ofValue, valueWeight.transpose()));
    }
  }
}
