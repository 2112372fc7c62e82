package io.github.attention4j.exercises.lesson02;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: dot-product attention, in five steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link DotProductTask}.
 *
 * <p>Useful in ND4J: {@code Nd4j.matmul(a, b, transposeA, transposeB, false)} multiplies two arrays
 * of rank 3, example by example; both must have the same rank. {@code x.reshape(rows, columns)}
 * makes a matrix of it, {@code a.mmul(b)} multiplies two matrices; {@code x.size(axis)} is the
 * length of an axis; {@code x.max(true, axis)} and {@code x.sum(true, axis)} keep the axis with
 * length 1, so that the result broadcasts against x; {@code Transforms.exp(x)} makes a new array.
 * Operations that end in {@code i} (muli, subi, ...) write into their array: never use them on an
 * argument.
 */
public class DotProduct implements DotProductTask {

  @Override
  public INDArray dotScores(INDArray query, INDArray key) {
    // One matrix product for each example. Which of the two has to be transposed?
    throw new NotDoneYetException("step 1 of 5: compare every query with every key");
  }

  @Override
  public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
    // 1. Map each query to as many features as a key has. The matrix has no batch axis: all the
    //    queries of all examples, one below the other, are one matrix, too.
    // 2. Compare what comes of it with the keys, as in step 1.
    throw new NotDoneYetException("step 2 of 5: compare every query with every key by a matrix");
  }

  @Override
  public INDArray weights(INDArray scores) {
    // exp of the scores, divided by its sum over the keys (the last axis).
    // exp(1e4) is infinite. What may be subtracted from a row without changing its softmax?
    throw new NotDoneYetException("step 3 of 5: turn each row of scores into weights of the keys");
  }

  @Override
  public INDArray context(INDArray weights, INDArray value) {
    // Each query's context is the weighted sum of the values.
    throw new NotDoneYetException("step 4 of 5: mix the values by the weights");
  }

  @Override
  public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
    // 1. In the sum of step 2, what is one number of the matrix multiplied with?
    // 2. Every pair of a query and a key, in every example, uses that same number.
    throw new NotDoneYetException("step 5 of 5: carry the gradient back to the matrix");
  }
}
