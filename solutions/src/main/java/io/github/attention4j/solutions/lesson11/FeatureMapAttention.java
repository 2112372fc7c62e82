package io.github.attention4j.solutions.lesson11;

import io.github.attention4j.exercises.lesson11.FeatureMapAttentionTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The reference answer. */
public class FeatureMapAttention implements FeatureMapAttentionTask {

  /** Creates the answer. */
  public FeatureMapAttention() {}

  @Override
  public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
    INDArray x = places(input);
    INDArray query = projected(x, queryWeight); // (B, P, Dk)
    INDArray key = projected(x, keyWeight); // (B, P, Dk)
    return Nd4j.nn().softmax(Nd4j.matmul(query, key, false, true, false), 2);
  }

  @Override
  public INDArray output(
      INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
    INDArray values = projected(places(input), valueWeight);
    INDArray found = Nd4j.matmul(weights.dup('c'), values, false, false, false); // (B, P, C)
    INDArray map = found.permute(0, 2, 1).dup('c').reshape(input.shape());
    return input.add(map.mul(residual.getDouble(0)));
  }

  @Override
  public INDArray valueGradient(
      INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
    INDArray mixed = Nd4j.matmul(weights.dup('c'), places(input), false, false, false); // A X
    INDArray gradient = Nd4j.matmul(places(outputGradient), mixed, true, false, false); // (B, C, C)
    return gradient.sum(0).mul(residual.getDouble(0));
  }

  /** Returns the places row by row, (B, C, H, W) -> (B, H*W, C). */
  static INDArray places(INDArray map) {
    INDArray flat = map.dup('c').reshape('c', map.size(0), map.size(1), map.size(2) * map.size(3));
    return flat.permute(0, 2, 1).dup('c');
  }

  /** Returns x w^T, (B, P, C) and (A, C) -> (B, P, A). */
  static INDArray projected(INDArray x, INDArray weight) {
    INDArray rows = x.reshape('c', x.size(0) * x.size(1), x.size(2));
    INDArray made = rows.mmul(weight.transpose()).dup('c');
    return made.reshape('c', x.size(0), x.size(1), weight.size(0));
  }
}
