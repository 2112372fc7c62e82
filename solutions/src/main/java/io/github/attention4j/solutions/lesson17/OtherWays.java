package io.github.attention4j.solutions.lesson17;

import io.github.attention4j.exercises.lesson17.ExplanationsTask;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** In whole arrays: entropies for the divergence, all pairs at once for the furthest row. */
  static final class WholeArrays implements ExplanationsTask {

    /** J is the entropy of the middle, less the mean of both entropies. */
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      INDArray a = first.castTo(DataType.DOUBLE);
      INDArray b = second.castTo(DataType.DOUBLE);
      INDArray mean = entropy(a).add(entropy(b)).div(2);
      return entropy(a.add(b).div(2)).sub(mean).castTo(first.dataType());
    }

    private static INDArray entropy(INDArray rows) {
      return rows.mul(Transforms.log(rows.add(1e-300))).sum(1).neg();
    }

    @Override
    public INDArray furthest(INDArray values, INDArray weights) {
      INDArray found = weights.castTo(DataType.DOUBLE).dup('c');
      INDArray given = found.dup();
      INDArray v = values.castTo(DataType.DOUBLE);
      INDArray mean = v.mul(given).sum(true, 1);
      int words = (int) v.size(1);
      for (int pair = 0; pair < words * words; pair++) {
        int low = pair / words;
        int high = pair % words;
        INDArray corners = given.like();
        for (int row = 0; row < v.size(0); row++) {
          double m = mean.getDouble(row);
          double below = v.getDouble(row, low);
          double above = v.getDouble(row, high);
          boolean fits = below <= m && m < above;
          if (fits) {
            corners.putScalar(row, low, (above - m) / (above - below));
            corners.putScalar(row, high, (m - below) / (above - below));
          } else {
            corners.putRow(row, found.getRow(row));
          }
        }
        INDArray further = divergence(corners, given).gt(divergence(found, given));
        for (int row = 0; row < v.size(0); row++) {
          if (further.getInt(row) == 1) {
            found.putRow(row, corners.getRow(row));
          }
        }
      }
      return found.castTo(weights.dataType());
    }

    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      INDArray sum = Nd4j.zeros(input.dataType(), input.size(0), input.size(1));
      INDArray way = input.sub(Nd4j.zerosLike(input).add(blank.reshape(1, 1, blank.length())));
      for (int piece = 0; piece < slopes.size(0); piece++) {
        sum = sum.add(slopes.slice(piece).mul(way).sum(2));
      }
      return sum.div(slopes.size(0));
    }
  }

  /** The reference answer, a word's share of the integral as a matrix product of its own. */
  static final class WordByWord extends Explanations {
    @Override
    public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
      INDArray result = Nd4j.create(input.dataType(), input.size(0), input.size(1));
      for (int n = 0; n < input.size(0); n++) {
        for (int t = 0; t < input.size(1); t++) {
          double sum = 0;
          for (int d = 0; d < input.size(2); d++) {
            double slope = 0;
            for (int p = 0; p < slopes.size(0); p++) {
              slope += slopes.getDouble(p, n, t, d) / slopes.size(0);
            }
            sum += slope * (input.getDouble(n, t, d) - blank.getDouble(d));
          }
          result.putScalar(n, t, sum);
        }
      }
      return result;
    }
  }

  /** The reference answer, with the two ways to the middle summed in ND4J. */
  static final class TwoWays extends Explanations {
    @Override
    public INDArray divergence(INDArray first, INDArray second) {
      INDArray middle = first.add(second).div(2);
      return toMiddle(first, middle).add(toMiddle(second, middle)).div(2);
    }

    /** Where a row is 0 its quotient is made 1, whose logarithm is 0. */
    private static INDArray toMiddle(INDArray row, INDArray middle) {
      INDArray none = row.eq(0).castTo(row.dataType());
      INDArray quotient = row.add(none).div(middle.mul(none.rsub(1)).add(none));
      return row.mul(Transforms.log(quotient)).sum(1);
    }
  }
}
