package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** One number at a time. */
  static final class Loops implements ScaledDotProductTask {

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

    private static double dot(
        INDArray a, long row, INDArray b, long column, long batch, boolean transposed) {
      double sum = 0;
      for (long d = 0; d < a.size(2); d++) {
        double right = transposed ? b.getDouble(batch, column, d) : b.getDouble(batch, d, column);
        sum += a.getDouble(batch, row, d) * right;
      }
      return sum;
    }

    @Override
    public INDArray scores(INDArray query, INDArray key) {
      double root = Math.sqrt(query.size(2));
      return fill(
          query, query.size(1), key.size(1), (b, i, j) -> dot(query, i, key, j, b, true) / root);
    }

    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return fill(
          scores,
          scores.size(1),
          scores.size(2),
          (b, i, j) -> {
            if (!allowed(mask, b, i, j)) {
              return 0;
            }
            // 1 / sum of exp(other - this): no maximum is needed, an overflow ends in 1/infinity.
            double sum = 0;
            for (long k = 0; k < scores.size(2); k++) {
              if (allowed(mask, b, i, k)) {
                sum += Math.exp(scores.getDouble(b, i, k) - scores.getDouble(b, i, j));
              }
            }
            return 1 / sum;
          });
    }

    private static boolean allowed(INDArray mask, long batch, long row, long column) {
      return mask == null || mask.getDouble(batch, row, column) > 0.5;
    }

    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return fill(
          weights,
          weights.size(1),
          value.size(2),
          (b, i, d) -> dot(weights, i, value, d, b, false));
    }

    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      return fill(
          weights,
          weights.size(1),
          weights.size(2),
          (b, i, j) -> {
            double sum = 0;
            for (long k = 0; k < weights.size(2); k++) {
              // The softmax's Jacobian: W_j (1 - W_j) on the diagonal, -W_j W_k beside it.
              double jacobian =
                  weights.getDouble(b, i, j) * ((j == k ? 1 : 0) - weights.getDouble(b, i, k));
              sum += jacobian * dot(outputGradient, i, value, k, b, true);
            }
            return sum;
          });
    }

    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      double root = Math.sqrt(key.size(2));
      return fill(
          key,
          scoresGradient.size(1),
          key.size(2),
          (b, i, d) -> dot(scoresGradient, i, key, d, b, false) / root);
    }
  }

  /**
   * Scales before it multiplies, masks with infinity, and takes the softmax as exp(x - log sum
   * exp).
   */
  static final class OtherOrder implements ScaledDotProductTask {

    @Override
    public INDArray scores(INDArray query, INDArray key) {
      double fourthRoot = Math.pow(key.size(2), 0.25);
      return Nd4j.matmul(query.div(fourthRoot), key.div(fourthRoot).permute(0, 2, 1));
    }

    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      // The logarithm of 1 is 0, that of 0 is minus infinity.
      INDArray masked = mask == null ? scores : scores.add(Transforms.log(mask));
      INDArray largest = masked.max(true, 2);
      INDArray logSum =
          Transforms.log(Transforms.exp(masked.sub(largest)).sum(true, 2)).add(largest);
      INDArray weights = Transforms.exp(masked.sub(logSum));
      BooleanIndexing.replaceWhere(weights, 0, Conditions.isNan());
      return weights;
    }

    @Override
    public INDArray output(INDArray weights, INDArray value) {
      // (Dv, Tk) times (Tk, Tq), seen the other way round: a view, not in C order.
      return Nd4j.matmul(value.permute(0, 2, 1), weights.permute(0, 2, 1)).permute(0, 2, 1);
    }

    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      // The row's sum of W * G is the row's sum of O * dO.
      INDArray output = Nd4j.matmul(weights, value);
      INDArray rowSum = output.mul(outputGradient).sum(true, 2);
      return Nd4j.matmul(outputGradient, value.permute(0, 2, 1)).subi(rowSum).muli(weights);
    }

    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return Nd4j.matmul(scoresGradient.div(Math.sqrt(key.size(2))), key);
    }
  }

  /** Broadcasts to rank 4 and sums an axis away, as einsum is defined. */
  static final class Broadcast implements ScaledDotProductTask {

    /** Sums a[b, i, j, 1] * c[b, 1, j, d] over j. */
    private static INDArray mix(INDArray a, INDArray c) {
      INDArray left = a.reshape(a.size(0), a.size(1), a.size(2), 1);
      INDArray right = c.reshape(c.size(0), 1, c.size(1), c.size(2));
      return left.mul(right).sum(2);
    }

    /** Sums a[b, i, 1, d] * c[b, 1, j, d] over d. */
    private static INDArray compare(INDArray a, INDArray c) {
      INDArray left = a.reshape(a.size(0), a.size(1), 1, a.size(2));
      INDArray right = c.reshape(c.size(0), 1, c.size(1), c.size(2));
      return left.mul(right).sum(3);
    }

    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return compare(query, key).mul(1 / Math.sqrt(query.size(2)));
    }

    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      if (mask == null) {
        return maskedSoftmax(scores, Nd4j.onesLike(scores));
      }
      // Masked scores become the lowest score, their exps are taken out before the sum.
      INDArray lowest = scores.min(true, 2);
      INDArray masked = scores.sub(lowest).mul(mask);
      INDArray exps = Transforms.exp(masked.sub(masked.max(true, 2))).mul(mask);
      return exps.div(exps.sum(true, 2).add(1e-12));
    }

    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return mix(weights, value);
    }

    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray g = compare(outputGradient, value);
      INDArray product = weights.mul(g);
      return product.sub(weights.mul(product.sum(true, 2)));
    }

    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return mix(scoresGradient, key).mul(Math.pow(key.size(2), -0.5));
    }
  }
}
