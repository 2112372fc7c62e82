package io.github.attention4j.solutions.lesson05;

import io.github.attention4j.exercises.lesson05.SelfAttentionTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer. */
public class SelfAttention implements SelfAttentionTask {

  /** What is added to a later position's score: exp of it is 0, and it never makes a NaN. */
  private static final double MASKED = -1e9;

  /** Creates the answer. */
  public SelfAttention() {}

  @Override
  public INDArray addPositions(INDArray input) {
    long length = input.size(1);
    long width = input.size(2);
    INDArray table = Nd4j.create(input.dataType(), 1, length, width);
    for (long t = 0; t < length; t++) {
      for (long feature = 0; feature < width; feature++) {
        long even = feature - feature % 2; // the two of a pair share a wave length
        double angle = t / Math.pow(10000, (double) even / width);
        table.putScalar(0, t, feature, feature == even ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return input.add(table);
  }

  @Override
  public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
    INDArray query = project(input, queryWeight);
    INDArray key = project(input, keyWeight);
    return Nd4j.matmul(query, key, false, true, false).div(Math.sqrt(queryWeight.size(0)));
  }

  @Override
  public INDArray causalWeights(INDArray scores) {
    long length = scores.size(1);
    INDArray later = Nd4j.create(scores.dataType(), 1, length, length);
    for (long i = 0; i < length; i++) {
      for (long j = i + 1; j < length; j++) {
        later.putScalar(0, i, j, MASKED);
      }
    }
    INDArray masked = scores.add(later);
    INDArray exps = Transforms.exp(masked.sub(masked.max(true, 2)));
    return exps.div(exps.sum(true, 2));
  }

  @Override
  public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
    return Nd4j.matmul(weights, project(input, valueWeight), false, false, false);
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
    INDArray scaled = scoresGradient.div(Math.sqrt(queryWeight.size(0)));
    INDArray ofQuery = Nd4j.matmul(scaled, project(input, keyWeight), false, false, false);
    INDArray ofKey = Nd4j.matmul(scaled, project(input, queryWeight), true, false, false);
    INDArray ofValue = Nd4j.matmul(weights, outputGradient, true, false, false);
    return back(ofQuery, queryWeight).add(back(ofKey, keyWeight)).add(back(ofValue, valueWeight));
  }

  /** {@code x w^T}, (B, T, D) to (B, T, Dk). */
  static INDArray project(INDArray input, INDArray weight) {
    return back(input, weight.transpose());
  }

  /** {@code y w}, the gradient of a projection: (B, T, Dk) to (B, T, D). */
  static INDArray back(INDArray gradient, INDArray weight) {
    long positions = gradient.size(0) * gradient.size(1);
    INDArray rows = gradient.reshape(positions, gradient.size(2)).mmul(weight);
    return rows.reshape(gradient.size(0), gradient.size(1), weight.size(1));
  }
}
