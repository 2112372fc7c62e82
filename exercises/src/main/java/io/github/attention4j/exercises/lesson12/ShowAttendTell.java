package io.github.attention4j.exercises.lesson12;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: how a decoder looks at a picture, in four steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link ShowAttendTellTask}. What you wrote in lesson 03 is of use here.
 *
 * <p>Useful in ND4J: {@code a.mmul(b)} multiplies two matrices; {@code x.reshape(b, l, 1)} gives
 * another shape, {@code x.dup('c')} before it if the numbers were permuted; {@code
 * x.get(NDArrayIndex.interval(0, d))} takes a part; {@code Nd4j.concat(axis, x, y)} puts arrays
 * behind each other; {@code a.add(b)} and {@code a.mul(b)} repeat what has length 1; {@code
 * x.sum(axis)}, {@code x.max(true, axis)}; {@code Transforms.tanh(x)} makes a new array; {@code
 * Nd4j.nn().softmax(x, axis)}. Operations that end in {@code i} (addi, muli, ...) write into their
 * array: never use them on an argument.
 */
public class ShowAttendTell implements ShowAttendTellTask {

  @Override
  public INDArray linearWeights(INDArray locations, INDArray state, INDArray w) {
    // One score for each location, then the softmax over the locations.
    // What does the state add to the scores of a picture?
    throw new NotDoneYetException("step 1 of 4: weigh the locations by a linear score");
  }

  @Override
  public INDArray linearGradient(
      INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
    // 1. Through the softmax: from the weights' gradient to that of the scores.
    // 2. Each score gives w a share of what it was made of: [a_i; h].
    throw new NotDoneYetException("step 2 of 4: see what w can learn about the state");
  }

  @Override
  public INDArray context(
      INDArray locations,
      INDArray state,
      INDArray locationWeight,
      INDArray stateWeight,
      INDArray bias,
      INDArray v) {
    // Here location and state meet inside the tanh.
    throw new NotDoneYetException("step 3 of 4: look at the picture with the additive score");
  }

  @Override
  public double penalty(INDArray weights, INDArray mask, double lambda) {
    // How much is each location looked at, by all words together?
    throw new NotDoneYetException("step 4 of 4: measure how unevenly the picture is looked at");
  }
}
