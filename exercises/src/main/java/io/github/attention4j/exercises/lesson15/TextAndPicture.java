package io.github.attention4j.exercises.lesson15;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: how text and picture come into one space, in four steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link TextAndPictureTask}.
 *
 * <p>Useful in ND4J: {@code a.mmul(b)} multiplies two matrices, {@code x.transpose()} swaps their
 * axes; {@code x.norm2(true, 1)} is the length of each row; {@code x.max(true, 1)}, {@code
 * x.sum(true, 1)} keep the axis, {@code a.sub(b)} and {@code a.div(b)} repeat what has length 1;
 * {@code Transforms.exp(x)}, {@code Transforms.log(x)} make new arrays; {@code
 * Nd4j.eye(n).castTo(x.dataType())} is the identity; {@code x.gte(0)} says where a number is at
 * least 0, {@code castTo(x.dataType())} makes 1 and 0 of it. Operations that end in {@code i}
 * (subi, divi, ...) write into their array: never use them on an argument.
 */
public class TextAndPicture implements TextAndPictureTask {

  @Override
  public INDArray similarities(INDArray pictures, INDArray texts, double t) {
    // 1. Make every embedding as long as 1.
    // 2. Every picture times every text; then what the number t says.
    throw new NotDoneYetException("step 1 of 4: compare every picture with every text");
  }

  @Override
  public double loss(INDArray similarities) {
    // How probable is the right text to each picture? And the right picture to each text?
    // Take no logarithm of a number that may have become 0.
    throw new NotDoneYetException("step 2 of 4: compute the symmetric contrastive loss");
  }

  @Override
  public INDArray gradient(INDArray similarities) {
    // What is the gradient of one row's cross-entropy? Then the columns', then the means.
    throw new NotDoneYetException("step 3 of 4: differentiate the loss");
  }

  @Override
  public INDArray recall(INDArray similarities, int k) {
    // How many texts are at least as similar to a picture as its own? And the other way round?
    throw new NotDoneYetException("step 4 of 4: measure who finds whom");
  }
}
