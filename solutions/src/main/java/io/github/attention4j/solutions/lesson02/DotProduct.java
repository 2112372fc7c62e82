package io.github.attention4j.solutions.lesson02;

import io.github.attention4j.exercises.lesson02.DotProductTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer. */
public class DotProduct implements DotProductTask {

  /** Creates the answer. */
  public DotProduct() {}

  @Override
  public INDArray dotScores(INDArray query, INDArray key) {
    return Nd4j.matmul(query, key, false, true, false); // (B, Tq, Tk)
  }

  @Override
  public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
    long positions = query.size(0) * query.size(1);
    INDArray mapped = query.reshape(positions, query.size(2)).mmul(matrix); // (B * Tq, Dk)
    INDArray queries = mapped.reshape(query.size(0), query.size(1), matrix.size(1));
    return Nd4j.matmul(queries, key, false, true, false); // (B, Tq, Tk)
  }

  @Override
  public INDArray weights(INDArray scores) {
    INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2))); // at most 1, once exactly 1
    return exps.div(exps.sum(true, 2));
  }

  @Override
  public INDArray context(INDArray weights, INDArray value) {
    return Nd4j.matmul(weights, value, false, false, false); // (B, Tq, Dv)
  }

  @Override
  public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
    INDArray left = Nd4j.matmul(query, scoresGradient, true, false, false); // (B, Dq, Tk)
    return Nd4j.matmul(left, key, false, false, false).sum(0); // (Dq, Dk)
  }
}
