package io.github.attention4j.exercises.lesson17;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: what judges weights as an explanation, in three steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link ExplanationsTask}.
 *
 * <p>Useful in ND4J: {@code Transforms.log(x)} is the natural logarithm and makes a new array;
 * {@code x.sum(axis)} and {@code x.mean(axis)} take an axis away; {@code x.toDoubleMatrix()} makes
 * a {@code double[][]} of a matrix of any type, and {@code Nd4j.createFromArray(rows)} an array of
 * one, to be cast by {@code castTo(weights.dataType())}; {@code a.sub(b)} repeats what has length
 * 1. Operations that end in {@code i} (muli, subi, ...) write into their array: never use them on
 * an argument.
 */
public class Explanations implements ExplanationsTask {

  @Override
  public INDArray divergence(INDArray first, INDArray second) {
    // 1. The middle of both rows.
    // 2. How far is each from the middle? Mind the logarithm where a weight is 0.
    throw new NotDoneYetException("step 1 of 3: measure how far apart two rows of weights are");
  }

  @Override
  public INDArray furthest(INDArray values, INDArray weights) {
    // Row by row, in plain loops:
    // 1. The mean of the values under the weights.
    // 2. All pairs of a word at most that high and a word above: their two weights.
    // 3. The pair that is furthest away.
    throw new NotDoneYetException("step 2 of 3: find the furthest weights of the same verdict");
  }

  @Override
  public INDArray integrated(INDArray slopes, INDArray input, INDArray blank) {
    // 1. The mean slope on the way.
    // 2. Times the way, and one number for each word.
    throw new NotDoneYetException("step 3 of 3: integrate the gradients on the way to the note");
  }
}
