package io.github.attention4j.solutions.lesson17;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, the furthest weights of the same verdict. */
final class WrongFurthestWeights {

  private WrongFurthestWeights() {}

  @Caught(in = "17.2", as = "these are the weights that were given")
  static final class Given extends Explanations {
    @Override
    public INDArray furthest(INDArray values, INDArray weights) {
      return weights.dup();
    }
  }

  @Caught(in = "17.2", as = "the two weights have changed places")
  static final class ChangedPlaces extends Pairs {
    @Override
    double share(double below, double above, double mean) {
      return (mean - below) / (above - below);
    }
  }

  @Caught(in = "17.2", as = "this is the nearest such row")
  static final class Nearest extends Pairs {
    @Override
    double measure(double[] v, int low, int high, double[] corner, double[] w) {
      return -Explanations.divergence(corner, w);
    }
  }

  @Caught(in = "17.2", as = "the pair of the lowest and the highest value")
  static final class Widest extends Pairs {
    @Override
    double measure(double[] v, int low, int high, double[] corner, double[] w) {
      return v[high] - v[low];
    }
  }

  @Caught(in = "17.2", as = "the mean is not weighted")
  static final class PlainMean extends Pairs {
    @Override
    double mean(double[] v, double[] w) {
      double sum = 0;
      for (double value : v) {
        sum += value;
      }
      return sum / v.length;
    }
  }

  @Caught(in = "17.2", as = "this is a single word")
  static final class SingleWord extends Explanations {
    @Override
    public INDArray furthest(INDArray values, INDArray weights) {
      INDArray right = super.furthest(values, weights);
      return Transforms.round(right);
    }
  }

  @Caught(in = "17.2", as = "another mean of the values")
  static final class Even extends Explanations {
    @Override
    public INDArray furthest(INDArray values, INDArray weights) {
      return weights.mul(0).add(1.0 / weights.size(1));
    }
  }

  /** All pairs, as in the reference answer; what is wrong is overridden. */
  abstract static class Pairs extends Explanations {

    double mean(double[] v, double[] w) {
      double mean = 0;
      for (int t = 0; t < v.length; t++) {
        mean += w[t] * v[t];
      }
      return mean;
    }

    /** The lower word's weight. */
    double share(double below, double above, double mean) {
      return (above - mean) / (above - below);
    }

    double measure(double[] v, int low, int high, double[] corner, double[] w) {
      return Explanations.divergence(corner, w);
    }

    @Override
    public INDArray furthest(INDArray values, INDArray weights) {
      double[][] v = values.toDoubleMatrix();
      double[][] w = weights.toDoubleMatrix();
      double[][] all = new double[v.length][];
      for (int row = 0; row < v.length; row++) {
        all[row] = pair(v[row], w[row]);
      }
      return Nd4j.createFromArray(all).castTo(weights.dataType());
    }

    private double[] pair(double[] v, double[] w) {
      double mean = mean(v, w);
      double[] best = w;
      double most = Double.NEGATIVE_INFINITY;
      for (int low = 0; low < v.length; low++) {
        for (int high = 0; high < v.length; high++) {
          if (v[low] <= mean && mean < v[high]) {
            double right = (v[high] - mean) / (v[high] - v[low]);
            double[] corner = new double[v.length];
            corner[low] = right;
            corner[high] = 1 - right;
            double found = measure(v, low, high, corner, w);
            if (found > most) {
              most = found;
              best = corner;
              best[low] = share(v[low], v[high], mean);
              best[high] = 1 - best[low];
            }
          }
        }
      }
      return best;
    }
  }
}
