package io.github.attention4j.solutions.lesson03;

import io.github.attention4j.exercises.lesson03.AdditiveTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer. */
public class Additive implements AdditiveTask {

  /** What is added to a padding's score: exp of it is 0, and it never makes a NaN. */
  private static final double MASKED = -1e9;

  /** Creates the answer. */
  public Additive() {}

  @Override
  public INDArray project(INDArray input, INDArray weight) {
    INDArray rows = input.reshape(input.size(0) * input.size(1), input.size(2)); // (B * T, D)
    INDArray projected = rows.mmul(weight.transpose()); // (B * T, A)
    return projected.reshape(input.size(0), input.size(1), weight.size(0));
  }

  @Override
  public INDArray hidden(INDArray query, INDArray key) {
    INDArray everyQuery = query.reshape(query.size(0), query.size(1), 1, query.size(2));
    INDArray everyKey = key.reshape(key.size(0), 1, key.size(1), key.size(2));
    return Transforms.tanh(everyQuery.add(everyKey)); // (B, Tq, Tk, A)
  }

  @Override
  public INDArray scores(INDArray hidden, INDArray v) {
    return hidden.mul(v.reshape(1, 1, 1, v.size(0))).sum(3); // (B, Tq, Tk)
  }

  @Override
  public INDArray weights(INDArray scores, INDArray mask) {
    INDArray everyQuery = mask.reshape(mask.size(0), 1, mask.size(1)); // (B, 1, Tk)
    INDArray masked = scores.add(everyQuery.rsub(1).mul(MASKED));
    INDArray exps = Transforms.exp(masked.sub(masked.max(true, 2)));
    return exps.div(exps.sum(true, 2));
  }

  @Override
  public INDArray context(INDArray weights, INDArray value) {
    return Nd4j.matmul(weights, value, false, false, false); // (B, Tq, Dv)
  }

  @Override
  public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
    long[] pairs = {hidden.size(0), hidden.size(1), hidden.size(2), 1};
    INDArray slope = hidden.mul(hidden).rsub(1); // of the tanh, (B, Tq, Tk, A)
    return slope.mul(v.reshape(1, 1, 1, v.size(0))).mul(scoresGradient.reshape(pairs)).sum(2);
  }
}
