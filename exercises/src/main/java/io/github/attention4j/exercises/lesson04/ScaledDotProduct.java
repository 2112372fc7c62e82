package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: scaled dot-product attention, in five steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link ScaledDotProductTask}.
 *
 * <p>Useful in ND4J: {@code Nd4j.matmul(a, b, transposeA, transposeB, false)} multiplies two arrays
 * of rank 3, example by example; {@code x.size(axis)} is the length of an axis (-1 is the last);
 * {@code x.max(true, axis)} and {@code x.sum(true, axis)} keep the axis with length 1, so that the
 * result broadcasts against x; {@code Transforms.exp(x)} makes a new array. Operations that end in
 * {@code i} (muli, subi, ...) write into their array: never use them on an argument.
 */
public class ScaledDotProduct implements ScaledDotProductTask {

  @Override
  public INDArray scores(INDArray query, INDArray key) {
    // 1. The dot product of each query with each key: one matrix product, with the keys transposed.
    // 2. Divide by the root of the number of features that were summed over.
    throw new NotDoneYetException("step 1 of 5: compare every query with every key");
  }

  @Override
  public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
    // 1. Without a mask first: exp of the scores, divided by its sum over the keys (the last axis).
    //    exp(1e4) is infinite. What may be subtracted from a row without changing its softmax?
    // 2. With a mask: a key that is not allowed must not count in the row's sum either.
    // 3. A row without any allowed key would be 0/0: its weights are zeros.
    throw new NotDoneYetException(
        "step 2 of 5: turn each row of scores into weights of the allowed keys");
  }

  @Override
  public INDArray output(INDArray weights, INDArray value) {
    // Each query's output is the weighted sum of the values.
    throw new NotDoneYetException("step 3 of 5: mix the values by the weights");
  }

  @Override
  public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
    // 1. G, the gradient with respect to the weights: a weight multiplies one value of the output's
    //    sum. Which one, and what does the loss gain by more of that value?
    // 2. A row's weights share one sum, so raising one score lowers all the other weights: that is
    //    the sum which is subtracted from G.
    throw new NotDoneYetException(
        "step 4 of 5: carry the gradient back through the output and the softmax");
  }

  @Override
  public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
    // S is linear in Q: differentiate step 1, its scale included.
    throw new NotDoneYetException("step 5 of 5: carry the gradient back to the queries");
  }
}
