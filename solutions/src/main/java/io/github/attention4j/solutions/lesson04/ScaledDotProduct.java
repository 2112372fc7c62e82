package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer. */
public class ScaledDotProduct implements ScaledDotProductTask {

  /** What is added to a masked score: exp of it is 0, and unlike infinity it never makes a NaN. */
  private static final double MASKED = -1e9;

  /** Creates the answer. */
  public ScaledDotProduct() {}

  @Override
  public INDArray scores(INDArray query, INDArray key) {
    INDArray products = Nd4j.matmul(query, key, false, true, false); // (B, Tq, Tk)
    return products.div(Math.sqrt(key.size(2)));
  }

  @Override
  public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
    INDArray masked = mask == null ? scores : scores.add(mask.rsub(1).mul(MASKED));
    INDArray exps = Transforms.exp(masked.sub(masked.max(true, 2))); // at most 1, once exactly 1
    INDArray weights = exps.div(exps.sum(true, 2));
    return mask == null ? weights : weights.mul(mask); // zeros where a whole row is masked
  }

  @Override
  public INDArray output(INDArray weights, INDArray value) {
    return Nd4j.matmul(weights, value, false, false, false); // (B, Tq, Dv)
  }

  @Override
  public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
    INDArray weightsGradient = Nd4j.matmul(outputGradient, value, false, true, false);
    INDArray rowSum = weights.mul(weightsGradient).sum(true, 2); // (B, Tq, 1)
    return weights.mul(weightsGradient.sub(rowSum));
  }

  @Override
  public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
    INDArray products = Nd4j.matmul(scoresGradient, key, false, false, false); // (B, Tq, Dk)
    return products.div(Math.sqrt(key.size(2)));
  }
}
