package io.github.attention4j.exercises.lesson07;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: cross-attention to a picture, in six steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link CrossAttentionTask}.
 *
 * <p>Useful in ND4J: {@code x.reshape(..)} keeps the numbers in their order and gives them other
 * axes; {@code x.permute(0, 2, 1)} moves the axes, and the numbers with them; {@code a.mmul(b)}
 * multiplies two matrices, {@code Nd4j.matmul(a, b, transposeA, transposeB, false)} two arrays of
 * rank 3, example by example; {@code lengths.getInt(b)} reads a length; {@code
 * Nd4j.create(x.dataType(), shape)} makes an array of x's type, {@code a.putScalar(..)} fills it;
 * {@code x.max(true, axis)} and {@code x.sum(true, axis)} keep the axis with length 1. Operations
 * that end in {@code i} (muli, subi, ...) write into their array: never use them on an argument.
 */
public class CrossAttention implements CrossAttentionTask {

  @Override
  public INDArray cells(INDArray picture) {
    // 1. Rows and columns become one axis: which of them counts faster in memory?
    // 2. A cell's features come last.
    throw new NotDoneYetException("step 1 of 6: make a sequence of the picture's cells");
  }

  @Override
  public INDArray scores(
      INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
    // 1. Queries and memory are projected to the same number of features. A weight has no batch
    //    axis: the positions of all examples, one below the other, are one matrix, too.
    // 2. Compare them, and divide by the root of the number of features that were summed over.
    throw new NotDoneYetException("step 2 of 6: compare every query with the memory");
  }

  @Override
  public INDArray weights(INDArray scores, INDArray lengths) {
    // 1. Make a mask of the lengths: which positions of example b are real?
    // 2. A padding's score must not count, neither in the row's sum nor in its maximum.
    // 3. A memory of length 0 would be 0/0: its weights are zeros.
    throw new NotDoneYetException("step 3 of 6: turn scores into weights of the real positions");
  }

  @Override
  public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
    // The values are a projection of the memory. Mix them by the weights.
    throw new NotDoneYetException("step 4 of 6: mix the memory's values by the weights");
  }

  @Override
  public INDArray pointing(INDArray weights, int columns) {
    // Where is the largest weight of the row, and in which row and column does that cell lie?
    throw new NotDoneYetException("step 5 of 6: tell the cell that each query looks at most");
  }

  @Override
  public INDArray memoryGradient(
      INDArray query,
      INDArray queryWeight,
      INDArray keyWeight,
      INDArray valueWeight,
      INDArray weights,
      INDArray scoresGradient,
      INDArray outputGradient) {
    // The memory is used twice, so its gradient is the sum of two. For each: back to the keys (the
    // values) first, then through their projection to the memory.
    throw new NotDoneYetException("step 6 of 6: carry the gradient back to the memory");
  }
}
