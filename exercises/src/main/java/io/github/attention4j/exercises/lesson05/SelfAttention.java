package io.github.attention4j.exercises.lesson05;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: causal self-attention with positions, in five steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link SelfAttentionTask}.
 *
 * <p>Useful in ND4J: {@code x.reshape(rows, columns)} makes a matrix of an array, {@code a.mmul(b)}
 * multiplies two matrices, {@code w.transpose()} turns one; {@code Nd4j.matmul(a, b, transposeA,
 * transposeB, false)} multiplies two arrays of rank 3, example by example; {@code
 * Nd4j.create(x.dataType(), rows, columns)} makes an array of x's type, and {@code a.putScalar(row,
 * column, number)} fills it; {@code x.max(true, axis)} and {@code x.sum(true, axis)} keep the axis
 * with length 1; {@code Transforms.exp(x)} makes a new array. Operations that end in {@code i}
 * (muli, subi, ...) write into their array: never use them on an argument.
 */
public class SelfAttention implements SelfAttentionTask {

  @Override
  public INDArray addPositions(INDArray input) {
    // 1. A table of T rows and D columns: features 0 and 1 share one wave length, 2 and 3 the next.
    // 2. It is the same for every example.
    throw new NotDoneYetException("step 1 of 5: add its position to every feature vector");
  }

  @Override
  public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
    // 1. Queries and keys are two projections of the one sequence. A weight has no batch axis: the
    //    positions of all examples, one below the other, are one matrix, too.
    // 2. Compare them, and divide by the root of the number of features that were summed over.
    throw new NotDoneYetException("step 2 of 5: compare every position with every position");
  }

  @Override
  public INDArray causalWeights(INDArray scores) {
    // 1. Which j may position i attend to? Make the scores of all others so low that nothing is
    //    left of them.
    // 2. Then the softmax of each row. exp(1e4) is infinite: what may be subtracted from a row?
    throw new NotDoneYetException("step 3 of 5: turn scores into weights that see no later one");
  }

  @Override
  public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
    // The values are the third projection of the one sequence. Mix them by the weights.
    throw new NotDoneYetException("step 4 of 5: mix the sequence's values by the weights");
  }

  @Override
  public INDArray inputGradient(
      INDArray input,
      INDArray queryWeight,
      INDArray keyWeight,
      INDArray valueWeight,
      INDArray weights,
      INDArray scoresGradient,
      INDArray outputGradient) {
    // The sequence is used three times, so its gradient is the sum of three. For each: back to the
    // queries (keys, values) first, then through their projection to the sequence.
    throw new NotDoneYetException("step 5 of 5: carry the gradient back to the sequence");
  }
}
