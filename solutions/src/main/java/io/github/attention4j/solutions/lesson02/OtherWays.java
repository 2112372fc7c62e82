package io.github.attention4j.solutions.lesson02;

import io.github.attention4j.exercises.lesson02.DotProductTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** One number at a time. */
  static final class Loops implements DotProductTask {

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

    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return fill(
          query,
          query.size(1),
          key.size(1),
          (b, i, j) -> {
            double sum = 0;
            for (long d = 0; d < key.size(2); d++) {
              sum += query.getDouble(b, i, d) * key.getDouble(b, j, d);
            }
            return sum;
          });
    }

    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      return fill(
          query,
          query.size(1),
          key.size(1),
          (b, i, j) -> {
            double sum = 0;
            for (long c = 0; c < query.size(2); c++) {
              for (long d = 0; d < key.size(2); d++) {
                sum += query.getDouble(b, i, c) * matrix.getDouble(c, d) * key.getDouble(b, j, d);
              }
            }
            return sum;
          });
    }

    @Override
    public INDArray weights(INDArray scores) {
      return fill(
          scores,
          scores.size(1),
          scores.size(2),
          (b, i, j) -> {
            // 1 / sum of exp(other - this): no maximum is needed, an overflow ends in 1/infinity.
            double sum = 0;
            for (long k = 0; k < scores.size(2); k++) {
              sum += Math.exp(scores.getDouble(b, i, k) - scores.getDouble(b, i, j));
            }
            return 1 / sum;
          });
    }

    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return fill(
          weights,
          weights.size(1),
          value.size(2),
          (b, i, d) -> {
            double sum = 0;
            for (long j = 0; j < value.size(1); j++) {
              sum += weights.getDouble(b, i, j) * value.getDouble(b, j, d);
            }
            return sum;
          });
    }

    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      INDArray gradient = Nd4j.create(query.dataType(), query.size(2), key.size(2));
      for (long c = 0; c < query.size(2); c++) {
        for (long d = 0; d < key.size(2); d++) {
          double sum = 0;
          for (long b = 0; b < query.size(0); b++) {
            for (long i = 0; i < query.size(1); i++) {
              for (long j = 0; j < key.size(1); j++) {
                sum +=
                    query.getDouble(b, i, c)
                        * scoresGradient.getDouble(b, i, j)
                        * key.getDouble(b, j, d);
              }
            }
          }
          gradient.putScalar(c, d, sum);
        }
      }
      return gradient;
    }
  }

  /** Maps the keys, not the queries; takes the softmax as exp(x - log sum exp). */
  static final class OtherOrder implements DotProductTask {

    /** One example; of a view, ND4J's slice finds the first one alone, hence the copy. */
    private static INDArray example(INDArray array, long index) {
      return array.dup().slice(index);
    }

    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return Nd4j.matmul(key, query.permute(0, 2, 1)).permute(0, 2, 1); // a view, not in C order
    }

    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      INDArray mapped = Nd4j.create(key.dataType(), key.size(0), key.size(1), query.size(2));
      for (long b = 0; b < key.size(0); b++) {
        mapped.slice(b).assign(example(key, b).mmul(matrix.transpose())); // (Tk, Dq)
      }
      return dotScores(query, mapped);
    }

    @Override
    public INDArray weights(INDArray scores) {
      INDArray largest = scores.max(true, 2);
      INDArray sum = Transforms.exp(scores.sub(largest)).sum(true, 2);
      return Transforms.exp(scores.sub(largest.add(Transforms.log(sum))));
    }

    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return Nd4j.matmul(value.permute(0, 2, 1), weights.permute(0, 2, 1)).permute(0, 2, 1);
    }

    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      INDArray gradient = Nd4j.create(query.dataType(), query.size(2), key.size(2));
      for (long b = 0; b < query.size(0); b++) {
        INDArray ofMapped = example(scoresGradient, b).mmul(example(key, b)); // (Tq, Dk)
        gradient.addi(example(query, b).transpose().mmul(ofMapped));
      }
      return gradient;
    }
  }

  /** Broadcasts to one axis more and sums it away, as einsum is defined. */
  static final class Broadcast implements DotProductTask {

    /** Sums a[b, i, 1, d] * c[b, 1, j, d] over d. */
    private static INDArray compare(INDArray a, INDArray c) {
      INDArray left = a.reshape(a.size(0), a.size(1), 1, a.size(2));
      INDArray right = c.reshape(c.size(0), 1, c.size(1), c.size(2));
      return left.mul(right).sum(3);
    }

    /** Sums a[b, i, j, 1] * c[b, 1, j, d] over j. */
    private static INDArray mix(INDArray a, INDArray c) {
      INDArray left = a.reshape(a.size(0), a.size(1), a.size(2), 1);
      INDArray right = c.reshape(c.size(0), 1, c.size(1), c.size(2));
      return left.mul(right).sum(2);
    }

    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return compare(query, key);
    }

    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      INDArray repeated = query.mul(0).sum(true, 1, 2); // (B, 1, 1)
      INDArray all = repeated.add(matrix.reshape(1, matrix.size(0), matrix.size(1)));
      return compare(mix(query, all), key);
    }

    @Override
    public INDArray weights(INDArray scores) {
      INDArray shifted = scores.sub(scores.max(true, 2).add(1)); // any number will do
      INDArray exps = Transforms.exp(shifted);
      return exps.mul(exps.sum(true, 2).rdiv(1));
    }

    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return mix(weights, value);
    }

    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      INDArray mapped = mix(scoresGradient, key); // (B, Tq, Dk)
      long positions = query.size(0) * query.size(1);
      INDArray left = query.reshape(positions, query.size(2), 1);
      INDArray right = mapped.reshape(positions, 1, key.size(2));
      return left.mul(right).sum(0);
    }
  }
}
