package io.github.attention4j.exercises.lesson09;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: spatial attention with its convolution, in six steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link SpatialAttentionTask}.
 *
 * <p>Useful in ND4J: {@code x.max(true, 1)} and {@code x.mean(true, 1)} keep the axis with length
 * 1; {@code Nd4j.concat(axis, a, b)} puts arrays beside each other; {@code x.getDouble(b, c, h, w)}
 * reads a number, {@code Nd4j.create(x.dataType(), shape)} makes an array of x's type and {@code
 * a.putScalar(new long[] {b, c, h, w}, number)} fills it; {@code Transforms.sigmoid(x)} makes a new
 * array; {@code a.mul(b)} repeats what has length 1. Operations that end in {@code i} (muli, subi,
 * ...) write into their array: never use them on an argument.
 */
public class SpatialAttention implements SpatialAttentionTask {

  @Override
  public INDArray pools(INDArray input) {
    // A place is a stack of C numbers. What is left of it are two: which comes first?
    throw new NotDoneYetException("step 1 of 6: pool the channels of every place in two ways");
  }

  @Override
  public INDArray logits(INDArray pooled, INDArray weight) {
    // 1. Lay the middle of the window on a place: which row lies under the window's row u?
    // 2. What lies beyond the edges brings nothing.
    throw new NotDoneYetException("step 2 of 6: slide the window over both maps");
  }

  @Override
  public INDArray output(INDArray input, INDArray logits) {
    // A gate for each place, and the same for all channels there.
    throw new NotDoneYetException("step 3 of 6: multiply every place by its gate");
  }

  @Override
  public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
    // Which numbers did the weight in row u, column v meet, and in which sums did they end?
    throw new NotDoneYetException("step 4 of 6: carry the gradient back to the window's weights");
  }

  @Override
  public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
    // In which sums did the number in row h, column w end, and by which weight in each of them?
    throw new NotDoneYetException("step 5 of 6: carry the gradient back to the pooled maps");
  }

  @Override
  public INDArray inputGradient(
      INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient) {
    // The input is used three times: as a factor of the output, in the maximum and in the average.
    throw new NotDoneYetException("step 6 of 6: carry the gradient back to the input");
  }
}
