package io.github.attention4j.solutions.lesson15;

import io.github.attention4j.exercises.lesson15.TextAndPictureTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Reference answer of lesson 15. */
public class TextAndPicture implements TextAndPictureTask {

  @Override
  public INDArray similarities(INDArray pictures, INDArray texts, double t) {
    return unit(pictures).mmul(unit(texts).transpose()).mul(Math.exp(t));
  }

  static INDArray unit(INDArray embeddings) {
    return embeddings.div(embeddings.norm2(true, 1));
  }

  @Override
  public double loss(INDArray similarities) {
    INDArray right = logSoftmax(similarities).add(logSoftmax(similarities.transpose()));
    return -right.mul(eye(right)).sumNumber().doubleValue() / (2 * right.size(0));
  }

  /** Logarithms of the softmax of each row. */
  static INDArray logSoftmax(INDArray scores) {
    INDArray shifted = scores.sub(scores.max(true, 1));
    return shifted.sub(Transforms.log(Transforms.exp(shifted).sum(true, 1)));
  }

  /** The identity, (N, N). */
  static INDArray eye(INDArray pairs) {
    return Nd4j.eye(pairs.size(0)).castTo(pairs.dataType());
  }

  @Override
  public INDArray gradient(INDArray similarities) {
    INDArray ofPictures = Transforms.exp(logSoftmax(similarities));
    INDArray ofTexts = Transforms.exp(logSoftmax(similarities.transpose())).transpose();
    INDArray twice = eye(similarities).mul(2); // the right one of its row, and of its column
    return ofPictures.add(ofTexts).sub(twice).div(2 * similarities.size(0));
  }

  @Override
  public INDArray recall(INDArray similarities, int k) {
    return Nd4j.createFromArray(found(similarities, k), found(similarities.transpose(), k))
        .castTo(similarities.dataType());
  }

  /** The share of rows in which at most k numbers, the right one included, are as large as it. */
  private static double found(INDArray similarities, int k) {
    INDArray right = similarities.mul(eye(similarities)).sum(true, 1); // (N, 1)
    INDArray asLarge = similarities.sub(right).gte(0).castTo(right.dataType()).sum(1);
    return asLarge.lte(k).castTo(right.dataType()).meanNumber().doubleValue();
  }
}
