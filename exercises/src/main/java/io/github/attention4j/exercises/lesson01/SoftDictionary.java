package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: a dictionary that always answers, in six steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link SoftDictionaryTask}.
 *
 * <p>Useful in ND4J: {@code a.mmul(b)} multiplies two matrices, {@code b.transpose()} turns one;
 * {@code x.size(axis)} is the length of an axis; {@code x.max(true, axis)}, {@code x.min(true,
 * axis)} and {@code x.sum(true, axis)} keep the axis with length 1, so that the result broadcasts
 * against x; {@code x.eq(y).castTo(x.dataType())} is 1 where both are equal and 0 elsewhere; {@code
 * Transforms.exp(x)} makes a new array. Operations that end in {@code i} (muli, subi, ...) write
 * into their array: never use them on an argument. Loops over {@code getDouble} and {@code
 * putScalar} are as right as matrix products.
 */
public class SoftDictionary implements SoftDictionaryTask {

  @Override
  public INDArray scores(INDArray query, INDArray key, double width) {
    // 1. The squared distance of each query from each key: by loops, or from three matrices, since
    //    |q - k|^2 = |q|^2 - 2 q . k + |k|^2.
    // 2. A close key must score higher than a distant one, and the width says what close is.
    throw new NotDoneYetException("step 1 of 6: compare every query with every key");
  }

  @Override
  public INDArray weights(INDArray scores) {
    // 1. Positive numbers first, then shares of their row's sum.
    // 2. A small width makes scores of -1e4, whose exp is 0, and 0/0 is no number. What may be
    //    subtracted from a row without changing its softmax?
    throw new NotDoneYetException("step 2 of 6: turn each row of scores into weights");
  }

  @Override
  public INDArray output(INDArray weights, INDArray value) {
    // Each query's answer is the weighted sum of the values.
    throw new NotDoneYetException("step 3 of 6: mix the values by the weights");
  }

  @Override
  public INDArray lookup(INDArray query, INDArray key) {
    // What becomes of the weights as the width goes to 0? No width is given here: the limit needs
    // none. Think of two keys that are equally near.
    throw new NotDoneYetException("step 4 of 6: look up exactly");
  }

  @Override
  public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
    // 1. The answers and their errors.
    // 2. A higher score pulls its query's answer towards its key's value. How hard, from where, and
    //    what does the loss gain by that?
    throw new NotDoneYetException("step 5 of 6: carry the gradient back to the scores");
  }

  @Override
  public double widthGradient(INDArray scores, INDArray scoresGradient) {
    // How does one score change with ln h? Then add up over all scores.
    throw new NotDoneYetException("step 6 of 6: carry the gradient back to the width");
  }
}
