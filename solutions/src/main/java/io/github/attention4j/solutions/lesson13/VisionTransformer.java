package io.github.attention4j.solutions.lesson13;

import io.github.attention4j.exercises.lesson13.VisionTransformerTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The reference answer. */
public class VisionTransformer implements VisionTransformerTask {

  /** Creates the answer. */
  public VisionTransformer() {}

  @Override
  public INDArray patches(INDArray pictures, int side) {
    return split(pictures, side)
        .permute(0, 2, 4, 1, 3, 5) // (B, I, J, C, P, P)
        .reshape(shape(pictures, side));
  }

  /** (B, C, I*P, J*P) -> (B, C, I, P, J, P). */
  static INDArray split(INDArray pictures, int side) {
    return pictures.reshape(
        pictures.size(0),
        pictures.size(1),
        pictures.size(2) / side,
        side,
        pictures.size(3) / side,
        side);
  }

  /** (B, I*J, C*P*P). */
  static long[] shape(INDArray pictures, int side) {
    long count = pictures.size(2) / side * (pictures.size(3) / side);
    return new long[] {pictures.size(0), count, pictures.size(1) * side * side};
  }

  @Override
  public INDArray tokens(
      INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions) {
    INDArray first = forEach(classToken, patches.size(0));
    return Nd4j.concat(1, first, embedded(patches, weight, bias)).add(positions);
  }

  /** {@code W p + b}, (B, T, M) -> (B, T, D). */
  static INDArray embedded(INDArray patches, INDArray weight, INDArray bias) {
    long tokens = patches.size(0) * patches.size(1);
    return patches
        .reshape(tokens, patches.size(2))
        .mmul(weight.transpose())
        .addRowVector(bias)
        .reshape(patches.size(0), patches.size(1), weight.size(0));
  }

  /** A row for each picture, (1, D) -> (B, 1, D). */
  static INDArray forEach(INDArray row, long pictures) {
    return Nd4j.create(row.dataType(), pictures, 1, row.size(1)).add(row);
  }

  @Override
  public INDArray rollout(INDArray weights) {
    INDArray mean = weights.mean(2); // (L, B, N, N)
    INDArray product = step(mean, 0);
    for (long block = 1; block < mean.size(0); block++) {
      product = Nd4j.matmul(step(mean, block), product); // the later block on the left
    }
    return product;
  }

  /** Half of what a block takes from others, half of what a token was, (B, N, N). */
  private static INDArray step(INDArray mean, long block) {
    return block(mean, block).add(eye(mean)).div(2);
  }

  static INDArray block(INDArray mean, long block) {
    return mean.slice(block);
  }

  /** The identity, (N, N). */
  static INDArray eye(INDArray mean) {
    long tokens = mean.size(3);
    return Nd4j.eye(tokens).castTo(mean.dataType());
  }
}
