package io.github.attention4j.solutions.lesson07;

import io.github.attention4j.exercises.lesson07.CrossAttentionTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer. */
public class CrossAttention implements CrossAttentionTask {

  /** What is added to a padding's score: exp of it is 0, and it never makes a NaN. */
  private static final double MASKED = -1e9;

  /** Creates the answer. */
  public CrossAttention() {}

  @Override
  public INDArray cells(INDArray picture) {
    long cells = picture.size(2) * picture.size(3);
    return picture.reshape(picture.size(0), picture.size(1), cells).permute(0, 2, 1);
  }

  @Override
  public INDArray scores(
      INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
    INDArray queries = project(query, queryWeight);
    INDArray keys = project(memory, keyWeight);
    return Nd4j.matmul(queries, keys, false, true, false).div(Math.sqrt(queryWeight.size(0)));
  }

  @Override
  public INDArray weights(INDArray scores, INDArray lengths) {
    INDArray mask = Nd4j.create(scores.dataType(), scores.size(0), 1, scores.size(2));
    for (long b = 0; b < mask.size(0); b++) {
      for (long j = 0; j < lengths.getInt((int) b); j++) {
        mask.putScalar(b, 0, j, 1);
      }
    }
    INDArray masked = scores.add(mask.rsub(1).mul(MASKED));
    INDArray exps = Transforms.exp(masked.sub(masked.max(true, 2)));
    return exps.div(exps.sum(true, 2)).mul(mask); // zeros where the memory is empty
  }

  @Override
  public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
    return Nd4j.matmul(weights, project(memory, valueWeight), false, false, false);
  }

  @Override
  public INDArray pointing(INDArray weights, int columns) {
    INDArray heaviest = Nd4j.argMax(weights, 2); // (B, Tq)
    INDArray places = Nd4j.create(weights.dataType(), weights.size(0), weights.size(1), 2);
    for (long b = 0; b < weights.size(0); b++) {
      for (long i = 0; i < weights.size(1); i++) {
        long cell = heaviest.getLong(b, i);
        places.putScalar(b, i, 0, cell / columns);
        places.putScalar(b, i, 1, cell % columns);
      }
    }
    return places;
  }

  @Override
  public INDArray memoryGradient(
      INDArray query,
      INDArray queryWeight,
      INDArray keyWeight,
      INDArray valueWeight,
      INDArray weights,
      INDArray scoresGradient,
      INDArray outputGradient) {
    INDArray scaled = scoresGradient.div(Math.sqrt(queryWeight.size(0)));
    INDArray ofKey = Nd4j.matmul(scaled, project(query, queryWeight), true, false, false);
    INDArray ofValue = Nd4j.matmul(weights, outputGradient, true, false, false);
    return back(ofKey, keyWeight).add(back(ofValue, valueWeight)); // (B, Tk, C)
  }

  /** {@code x w^T}. */
  static INDArray project(INDArray input, INDArray weight) {
    return back(input, weight.transpose());
  }

  /** {@code y w}, the gradient of a projection. */
  static INDArray back(INDArray gradient, INDArray weight) {
    long positions = gradient.size(0) * gradient.size(1);
    INDArray rows = gradient.reshape(positions, gradient.size(2)).mmul(weight);
    return rows.reshape(gradient.size(0), gradient.size(1), weight.size(1));
  }
}
