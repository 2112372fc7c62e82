package io.github.attention4j.exercises.lesson03;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: additive attention, in six steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link AdditiveTask}.
 *
 * <p>Useful in ND4J: {@code x.reshape(..)} keeps the numbers in their order and gives them other
 * axes; an axis of length 1 is repeated as often as needed by {@code add} and {@code mul}; {@code
 * a.mmul(b)} multiplies two matrices, {@code Nd4j.matmul(a, b, transposeA, transposeB, false)} two
 * arrays of rank 3, example by example; {@code x.sum(axis)} sums an axis away and {@code
 * x.sum(true, axis)} keeps it with length 1; {@code Transforms.tanh(x)} and {@code
 * Transforms.exp(x)} make new arrays. Operations that end in {@code i} (muli, subi, ...) write into
 * their array: never use them on an argument.
 */
public class Additive implements AdditiveTask {

  @Override
  public INDArray project(INDArray input, INDArray weight) {
    // The weight has no batch axis: the positions of all examples, one below the other, are one
    // matrix, too.
    throw new NotDoneYetException("step 1 of 6: map every position to the hidden width");
  }

  @Override
  public INDArray hidden(INDArray query, INDArray key) {
    // Every query meets every key. Which axes do both need so that the sum has all four?
    throw new NotDoneYetException("step 2 of 6: join every query with every key");
  }

  @Override
  public INDArray scores(INDArray hidden, INDArray v) {
    // Each pair has A numbers, and v says how much each of them counts.
    throw new NotDoneYetException("step 3 of 6: make one score of each pair's hidden layer");
  }

  @Override
  public INDArray weights(INDArray scores, INDArray mask) {
    // 1. The mask has no axis of queries: give it one.
    // 2. A padding's score must not count, neither in the row's sum nor in its maximum.
    // 3. Then the softmax over the keys. exp(1e4) is infinite: what may be subtracted from a row?
    throw new NotDoneYetException("step 4 of 6: turn scores into weights of the real keys");
  }

  @Override
  public INDArray context(INDArray weights, INDArray value) {
    // Each query's context is the weighted sum of the values.
    throw new NotDoneYetException("step 5 of 6: mix the values by the weights");
  }

  @Override
  public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
    // 1. From a score to the hidden layer of its pair; from there through the tanh.
    // 2. A query is part of as many pairs as there are keys.
    throw new NotDoneYetException("step 6 of 6: carry the gradient back to the queries");
  }
}
