package io.github.attention4j.solutions.lesson17;

import io.github.attention4j.exercises.lesson17.ExplanationsTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The reference answer: rows in plain loops, the rest in ND4J. */
public class Explanations implements ExplanationsTask {

  /** Creates the answer. */
  public Explanations() {}

  @Override
  public INDArray divergence(INDArray first, INDArray second) {
    double[][] a = first.toDoubleMatrix();
    double[][] b = second.toDoubleMatrix();
    double[] all = new double[a.length];
    for (int row = 0; row < a.length; row++) {
      all[row] = divergence(a[row], b[row]);
    }
    return Nd4j.createFromArray(all).castTo(first.dataType());
  }

  static double divergence(double[] a, double[] b) {
    double sum = 0;
    for (int t = 0; t < a.length; t++) {
      double middle = (a[t] + b[t]) / 2;
      sum += a[t] > 0 ? a[t] * Math.log(a[t] / middle) / 2 : 0;
      sum += b[t] > 0 ? b[t] * Math.log(b[t] / middle) / 2 : 0;
    }
    return sum;
  }

  @Override
  public INDArray furthest(INDArray values, INDArray weights) {
    double[][] v = values.toDoubleMatrix();
    double[][] w = weights.toDoubleMatrix();
    double[][] all = new double[v.length][];
    for (int row = 0; row < v.length; row++) {
      all[row] = furthest(v[row], w[row]);
    }
    return Nd4j.createFromArray(all).castTo(weights.dataType());
  }

  private static double[] furthest(double[] v, double[] w) {
    double mean = 0;
    for (int t = 0; t < v.length; t++) {
      mean += w[t] * v[t];
    }
    double[] best = w;
    for (int i = 0; i < v.length; i++) {
      for (int j = 0; j < v.length; j++) {
        if (v[i] <= mean && mean < v[j]) {
          double[] corner = new double[v.length];
          corner[i] = (v[j] - mean) / (v[j] - v[i]);
          corner[j] = 1 - corner[i];
          best = divergence(corner, w) > divergence(best, w) ? corner : best;
        }
      }
    }
    return best;
  }

  @Override
  public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
    INDArray way = input.sub(blank.reshape(1, 1, blank.length()));
    return slopes.mean(0).mul(way).sum(2);
  }
}
