package io.github.attention4j.exercises.lesson11;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: self-attention over the places of a feature map, in three steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link FeatureMapAttentionTask}. What you wrote in lesson 05 is of use here.
 *
 * <p>Useful in ND4J: {@code x.dup('c').reshape(b, c, h * w)} makes one axis of two, {@code
 * x.permute(0, 2, 1)} swaps the last two; {@code a.mmul(b)} multiplies two matrices, {@code
 * Nd4j.matmul(a, b, false, true, false)} those of a whole batch, here with b transposed; {@code
 * Nd4j.nn().softmax(x, 2)} runs along the last of three axes; {@code Nd4j.zeros(x.dataType(), 2,
 * 3)} is of x's type. Operations that end in {@code i} (muli, addi, ...) write into their array:
 * never use them on an argument.
 */
public class FeatureMapAttention implements FeatureMapAttentionTask {

  @Override
  public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
    // 1. Make a sequence of the map: a row for each place, its channels along it.
    // 2. From there on it is self-attention without a root.
    throw new NotDoneYetException("step 1 of 3: let every place look at every place");
  }

  @Override
  public INDArray output(
      INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
    // What comes out of the attention is a sequence; the input is a map.
    throw new NotDoneYetException("step 2 of 3: add what was found to what was there");
  }

  @Override
  public INDArray valueGradient(
      INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
    // What does one number of Wv reach? All places of all examples.
    throw new NotDoneYetException("step 3 of 3: carry the gradient back to the values' weight");
  }
}
