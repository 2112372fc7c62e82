package io.github.attention4j.solutions.lesson03;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.exercises.lesson03.AdditiveTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** One number at a time. */
  static final class Loops implements AdditiveTask {

    private interface Rule {
      double at(int[] index);
    }

    private static INDArray fill(INDArray like, Rule rule, long... shape) {
      INDArray result = Nd4j.create(like.dataType(), shape);
      int[] index = new int[shape.length];
      for (long i = 0; i < result.length(); i++) {
        result.putScalar(index, rule.at(index));
        for (int axis = shape.length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--) {
          index[axis] = 0;
        }
      }
      return result;
    }

    @Override
    public INDArray project(INDArray input, INDArray weight) {
      return fill(
          input,
          i -> {
            double sum = 0;
            for (int d = 0; d < input.size(2); d++) {
              sum += input.getDouble(i[0], i[1], d) * weight.getDouble(i[2], d);
            }
            return sum;
          },
          input.size(0),
          input.size(1),
          weight.size(0));
    }

    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      return fill(
          query,
          i -> Math.tanh(query.getDouble(i[0], i[1], i[3]) + key.getDouble(i[0], i[2], i[3])),
          query.size(0),
          query.size(1),
          key.size(1),
          query.size(2));
    }

    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return fill(
          hidden,
          i -> {
            double sum = 0;
            for (int a = 0; a < v.size(0); a++) {
              sum += hidden.getDouble(i[0], i[1], i[2], a) * v.getDouble(a);
            }
            return sum;
          },
          hidden.size(0),
          hidden.size(1),
          hidden.size(2));
    }

    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      return fill(
          scores,
          i -> {
            if (mask.getDouble(i[0], i[2]) == 0) {
              return 0;
            }
            // 1 / sum of exp(other - this): no maximum is needed, an overflow ends in 1/infinity.
            double sum = 0;
            for (int j = 0; j < mask.size(1); j++) {
              if (mask.getDouble(i[0], j) > 0) {
                sum +=
                    Math.exp(scores.getDouble(i[0], i[1], j) - scores.getDouble(i[0], i[1], i[2]));
              }
            }
            return 1 / sum;
          },
          scores.shape());
    }

    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return fill(
          weights,
          i -> {
            double sum = 0;
            for (int j = 0; j < value.size(1); j++) {
              sum += weights.getDouble(i[0], i[1], j) * value.getDouble(i[0], j, i[2]);
            }
            return sum;
          },
          weights.size(0),
          weights.size(1),
          value.size(2));
    }

    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return fill(
          hidden,
          i -> {
            double sum = 0;
            for (int j = 0; j < hidden.size(2); j++) {
              double tanh = hidden.getDouble(i[0], i[1], j, i[2]);
              sum += scoresGradient.getDouble(i[0], i[1], j) * (1 - tanh) * (1 + tanh);
            }
            return sum * v.getDouble(i[2]);
          },
          hidden.size(0),
          hidden.size(1),
          hidden.size(3));
    }
  }

  /** Key by key, as a decoder that goes along the source; tanh from exp. */
  static final class OtherOrder implements AdditiveTask {

    @Override
    public INDArray project(INDArray input, INDArray weight) {
      INDArray everyWeight = Nd4j.create(input.dataType(), input.size(0), weight.size(0), 1);
      INDArray rows = weight.reshape(1, weight.size(0), weight.size(1));
      INDArray weights = everyWeight.add(rows); // one copy for each example
      return Nd4j.matmul(input, weights, false, true, false);
    }

    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      INDArray copy = key.dup(); // of a view, ND4J's get may find nothing
      INDArray[] parts = new INDArray[(int) key.size(1)];
      for (int j = 0; j < parts.length; j++) {
        INDArray one = copy.get(all(), interval(j, j + 1), all()); // (B, 1, A)
        INDArray exps = Transforms.exp(query.add(one).mul(2));
        parts[j] = exps.sub(1).div(exps.add(1)); // tanh x = (e^2x - 1) / (e^2x + 1)
      }
      return Nd4j.stack(2, parts);
    }

    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      long pairs = hidden.length() / v.length();
      INDArray column = v.reshape(v.length(), 1);
      INDArray scores = hidden.reshape(pairs, v.length()).mmul(column);
      return scores.reshape(hidden.size(0), hidden.size(1), hidden.size(2));
    }

    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      // The logarithm of 1 is 0, that of 0 is minus infinity.
      INDArray masked = scores.add(Transforms.log(mask).reshape(mask.size(0), 1, mask.size(1)));
      INDArray largest = masked.max(true, 2);
      INDArray logSum =
          Transforms.log(Transforms.exp(masked.sub(largest)).sum(true, 2)).add(largest);
      return Transforms.exp(masked.sub(logSum));
    }

    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return Nd4j.matmul(value.permute(0, 2, 1), weights.permute(0, 2, 1)).permute(0, 2, 1);
    }

    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      // For each query one product: dS, (1, Tk), times the slopes, (Tk, A).
      long queries = hidden.size(0) * hidden.size(1);
      INDArray slopes = hidden.mul(hidden).rsub(1).reshape(queries, hidden.size(2), hidden.size(3));
      INDArray rows = scoresGradient.reshape(queries, 1, hidden.size(2));
      INDArray sums = Nd4j.matmul(rows, slopes); // (B * Tq, 1, A)
      return sums.reshape(hidden.size(0), hidden.size(1), hidden.size(3))
          .mul(v.reshape(1, 1, v.length()));
    }
  }

  /** Broadcasts to one axis more and sums it away, as einsum is defined. */
  static final class Broadcast implements AdditiveTask {

    @Override
    public INDArray project(INDArray input, INDArray weight) {
      INDArray every = input.reshape(input.size(0), input.size(1), 1, input.size(2));
      return every.mul(weight.reshape(1, 1, weight.size(0), weight.size(1))).sum(3);
    }

    @Override
    public INDArray hidden(INDArray query, INDArray key) {
      INDArray keys = key.permute(0, 2, 1); // (B, A, Tk)
      INDArray queries = query.permute(0, 2, 1); // (B, A, Tq)
      INDArray sums =
          queries
              .reshape(queries.size(0), queries.size(1), queries.size(2), 1)
              .add(keys.reshape(keys.size(0), keys.size(1), 1, keys.size(2)));
      return Transforms.tanh(sums).permute(0, 2, 3, 1);
    }

    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return hidden.mul(v).sum(3); // the last axis of both is A
    }

    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      INDArray real = mask.reshape(mask.size(0), 1, mask.size(1));
      INDArray masked = scores.mul(real).sub(real.rsub(1).mul(1e9));
      INDArray exps = Transforms.exp(masked.sub(masked.max(true, 2))).mul(real);
      return exps.div(exps.sum(true, 2));
    }

    @Override
    public INDArray context(INDArray weights, INDArray value) {
      INDArray left = weights.reshape(weights.size(0), weights.size(1), weights.size(2), 1);
      INDArray right = value.reshape(value.size(0), 1, value.size(1), value.size(2));
      return left.mul(right).sum(2);
    }

    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      // 1 - tanh^2 by parts: the sum of dS, less the sum of dS tanh^2.
      INDArray dS = scoresGradient.reshape(hidden.size(0), hidden.size(1), hidden.size(2), 1);
      INDArray squares = hidden.mul(hidden).mul(dS).sum(2); // (B, Tq, A)
      return squares.rsub(scoresGradient.sum(true, 2)).mul(v.reshape(1, 1, v.length()));
    }
  }
}
