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
    INDArray found = Nd4j.matmul(weights, values); // (B, P, C)
    INDArray map = found.permute(0, 2, 1).reshape(input.shape());
    return input.add(map.mul(residual.getDouble(0)));
  }

  @Override
  public INDArray valueGradient(
      INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
    INDArray mixed = Nd4j.matmul(weights, places(input)); // A X
    INDArray gradient = Nd4j.matmul(places(outputGradient), mixed, true, false, false); // (B, C, C)
    return gradient.sum(0).mul(residual.getDouble(0));
  }

  /** Returns the places row by row, (B, C, H, W) -> (B, H*W, C). */
  static INDArray places(INDArray map) {
    return map.reshape(map.size(0), map.size(1), map.size(2) * map.size(3)).permute(0, 2, 1);
  }

  /** Returns x w^T, (B, P, C) and (A, C) -> (B, P, A). */
  static INDArray projected(INDArray x, INDArray weight) {
    INDArray rows = x.reshape(x.size(0) * x.size(1), x.size(2));
    return rows.mmul(weight.transpose()).reshape(x.size(0), x.size(1), weight.size(0));
  }
}
