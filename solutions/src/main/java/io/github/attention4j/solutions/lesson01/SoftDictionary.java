package io.github.attention4j.solutions.lesson01;

import io.github.attention4j.exercises.lesson01.SoftDictionaryTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer. */
public class SoftDictionary implements SoftDictionaryTask {

  /** Creates the answer. */
  public SoftDictionary() {}

  @Override
  public INDArray scores(INDArray query, INDArray key, double width) {
    INDArray queries = query.mul(query).sum(true, 1); // (Tq, 1)
    INDArray keys = key.mul(key).sum(true, 1).transpose(); // (1, Tk)
    INDArray squares = query.mmul(key.transpose()).mul(-2).add(queries).add(keys); // (Tq, Tk)
    return squares.div(-2 * width * width);
  }

  @Override
  public INDArray weights(INDArray scores) {
    INDArray exps = Transforms.exp(scores.sub(scores.max(true, 1))); // at most 1, once exactly 1
    return exps.div(exps.sum(true, 1));
  }

  @Override
  public INDArray output(INDArray weights, INDArray value) {
    return weights.mmul(value); // (Tq, Dv)
  }

  @Override
  public INDArray lookup(INDArray query, INDArray key) {
    INDArray scores = scores(query, key, 1);
    INDArray behind = scores.sub(scores.max(true, 1)); // 0 for the nearest keys
    INDArray nearest = behind.eq(0).castTo(scores.dataType());
    return nearest.div(nearest.sum(true, 1));
  }

  @Override
  public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
    INDArray output = weights.mmul(value); // (Tq, Dv)
    INDArray error = output.sub(target); // dO
    INDArray shared = error.mul(output).sum(true, 1); // (Tq, 1)
    return weights.mul(error.mmul(value.transpose()).sub(shared));
  }

  @Override
  public double widthGradient(INDArray scores, INDArray scoresGradient) {
    return -2 * scores.mul(scoresGradient).sumNumber().doubleValue();
  }
}
