package io.github.attention4j.solutions.lesson01;

import io.github.attention4j.exercises.lesson01.SoftDictionaryTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** One number at a time. */
  static final class Loops implements SoftDictionaryTask {

    private interface Rule {
      double at(long row, long column);
    }

    private static INDArray fill(INDArray like, long rows, long columns, Rule rule) {
      INDArray result = Nd4j.create(like.dataType(), rows, columns);
      for (long i = 0; i < rows; i++) {
        for (long j = 0; j < columns; j++) {
          result.putScalar(i, j, rule.at(i, j));
        }
      }
      return result;
    }

    private static double square(INDArray query, long i, INDArray key, long j) {
      double sum = 0;
      for (long d = 0; d < query.size(1); d++) {
        double difference = query.getDouble(i, d) - key.getDouble(j, d);
        sum += difference * difference;
      }
      return sum;
    }

    private static double mixed(INDArray weights, long i, INDArray value, long d) {
      double sum = 0;
      for (long j = 0; j < weights.size(1); j++) {
        sum += weights.getDouble(i, j) * value.getDouble(j, d);
      }
      return sum;
    }

    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return fill(
          query,
          query.size(0),
          key.size(0),
          (i, j) -> -square(query, i, key, j) / (2 * width * width));
    }

    @Override
    public INDArray weights(INDArray scores) {
      return fill(
          scores,
          scores.size(0),
          scores.size(1),
          (i, j) -> {
            // 1 / sum of exp(other - this): no maximum is needed, an overflow ends in 1/infinity.
            double sum = 0;
            for (long k = 0; k < scores.size(1); k++) {
              sum += Math.exp(scores.getDouble(i, k) - scores.getDouble(i, j));
            }
            return 1 / sum;
          });
    }

    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return fill(value, weights.size(0), value.size(1), (i, d) -> mixed(weights, i, value, d));
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return fill(
          query,
          query.size(0),
          key.size(0),
          (i, j) -> {
            int alike = 0;
            for (long k = 0; k < key.size(0); k++) {
              double other = square(query, i, key, k);
              if (other < square(query, i, key, j)) {
                return 0;
              }
              alike += other == square(query, i, key, j) ? 1 : 0;
            }
            return 1.0 / alike;
          });
    }

    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      return fill(
          weights,
          weights.size(0),
          weights.size(1),
          (i, j) -> {
            double sum = 0;
            for (long d = 0; d < value.size(1); d++) {
              double answer = mixed(weights, i, value, d);
              sum += (answer - target.getDouble(i, d)) * (value.getDouble(j, d) - answer);
            }
            return weights.getDouble(i, j) * sum;
          });
    }

    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      double sum = 0;
      for (long i = 0; i < scores.size(0); i++) {
        for (long j = 0; j < scores.size(1); j++) {
          sum += -2 * scores.getDouble(i, j) * scoresGradient.getDouble(i, j);
        }
      }
      return sum;
    }
  }

  /** Broadcasts to rank 3 and sums an axis away; its lookup is a softmax at a width of 1e-9. */
  static final class Broadcast implements SoftDictionaryTask {

    private static INDArray squares(INDArray query, INDArray key) {
      INDArray left = query.reshape(query.size(0), 1, query.size(1));
      INDArray right = key.reshape(1, key.size(0), key.size(1));
      INDArray difference = left.sub(right); // (Tq, Tk, Dk)
      return difference.mul(difference).sum(2);
    }

    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return squares(query.div(width), key.div(width)).mul(-0.5);
    }

    @Override
    public INDArray weights(INDArray scores) {
      INDArray largest = scores.max(true, 1);
      INDArray sum = Transforms.exp(scores.sub(largest)).sum(true, 1);
      return Transforms.exp(scores.sub(largest).sub(Transforms.log(sum)));
    }

    @Override
    public INDArray output(INDArray weights, INDArray value) {
      INDArray left = weights.reshape(weights.size(0), weights.size(1), 1);
      return left.mul(value.reshape(1, value.size(0), value.size(1))).sum(1);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return weights(squares(query, key).mul(-1e18));
    }

    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      INDArray output = output(weights, value);
      INDArray error = output.sub(target).reshape(output.size(0), 1, output.size(1));
      INDArray pull =
          value
              .reshape(1, value.size(0), value.size(1))
              .sub(output.reshape(output.size(0), 1, output.size(1)));
      return weights.mul(error.mul(pull).sum(2));
    }

    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      return scores.mul(-2).mul(scoresGradient).sum(0).sumNumber().doubleValue();
    }
  }

  /** Row by row, with the softmax's Jacobian as a matrix. */
  static final class RowByRow implements SoftDictionaryTask {

    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      INDArray scores = Nd4j.create(query.dataType(), query.size(0), key.size(0));
      for (long i = 0; i < query.size(0); i++) {
        INDArray distances = key.sub(query.getRow(i, true)).norm2(1); // (Tk)
        scores.putRow(i, distances.mul(distances).div(width).div(width).div(-2));
      }
      return scores;
    }

    @Override
    public INDArray weights(INDArray scores) {
      INDArray weights = scores.like();
      for (long i = 0; i < scores.size(0); i++) {
        INDArray row = scores.getRow(i).dup();
        row.subi(row.maxNumber());
        Transforms.exp(row, false);
        weights.putRow(i, row.divi(row.sumNumber()));
      }
      return weights;
    }

    @Override
    public INDArray output(INDArray weights, INDArray value) {
      // (Dv, Tk) times (Tk, Tq), seen the other way round: a view, not in C order.
      return value.transpose().mmul(weights.transpose()).transpose();
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      INDArray lookup = Nd4j.zeros(query.dataType(), query.size(0), key.size(0));
      for (long i = 0; i < query.size(0); i++) {
        INDArray difference = key.sub(query.getRow(i, true));
        double[] squares = difference.mul(difference).sum(1).toDoubleVector();
        double least = Double.POSITIVE_INFINITY;
        int count = 0;
        for (double square : squares) {
          count = square < least ? 1 : square == least ? count + 1 : count;
          least = Math.min(least, square);
        }
        for (int j = 0; j < squares.length; j++) {
          lookup.putScalar(i, j, squares[j] == least ? 1.0 / count : 0);
        }
      }
      return lookup;
    }

    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      INDArray weightsGradient = weights.mmul(value).sub(target).mmul(value.transpose());
      INDArray gradient = weights.like();
      for (long i = 0; i < weights.size(0); i++) {
        INDArray w = weights.getRow(i, true).dup(); // (1, Tk)
        INDArray jacobian = Nd4j.diag(w.reshape(w.length())).sub(w.transpose().mmul(w));
        gradient.putRow(i, weightsGradient.getRow(i, true).mmul(jacobian));
      }
      return gradient;
    }

    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      INDArray products = scores.mmul(scoresGradient.transpose()); // its diagonal counts
      double trace = 0;
      for (long i = 0; i < products.size(0); i++) {
        trace += products.getDouble(i, i);
      }
      return trace * -2;
    }
  }
}
