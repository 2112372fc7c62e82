package io.github.attention4j.exercises.lesson08;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: channel attention, in six steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link ChannelAttentionTask}.
 *
 * <p>Useful in ND4J: {@code x.mean(2, 3)}, {@code x.max(2, 3)} and {@code x.sum(2, 3)} run over two
 * axes at once; {@code a.mmul(b)} multiplies two matrices, {@code w.transpose()} turns one; {@code
 * a.addRowVector(b)} adds a vector to each row; {@code Transforms.relu(x, true)} and {@code
 * Transforms.sigmoid(x)} make a new array; {@code x.reshape(b, c, 1, 1)} gives a matrix four axes,
 * and {@code a.mul(b)} repeats what has length 1. Operations that end in {@code i} (muli, subi,
 * ...) write into their array: never use them on an argument.
 */
public class ChannelAttention implements ChannelAttentionTask {

  @Override
  public INDArray averagePool(INDArray input) {
    // A channel is a picture of H rows and W columns. What is left of it is one number.
    throw new NotDoneYetException("step 1 of 6: squeeze every channel to its average");
  }

  @Override
  public INDArray maxPool(INDArray input) {
    // The same, with the largest number of the channel. Which number is it if all are negative?
    throw new NotDoneYetException("step 2 of 6: squeeze every channel to its maximum");
  }

  @Override
  public INDArray logits(
      INDArray average,
      INDArray max,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    // 1. A perceptron of two layers: C numbers, then R, then C. Where does the ReLU stand?
    // 2. It is one network, which both pools go through, one after the other.
    throw new NotDoneYetException("step 3 of 6: lead both pools through the shared perceptron");
  }

  @Override
  public INDArray output(INDArray input, INDArray logits) {
    // 1. A gate between 0 and 1 for each channel: each is squashed for itself.
    // 2. It is the same at every place of its channel.
    throw new NotDoneYetException("step 4 of 6: multiply every channel by its gate");
  }

  @Override
  public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
    // 1. One gate is a factor at H W places: what comes back from all of them?
    // 2. Then through the sigmoid: write its derivative by the gate.
    throw new NotDoneYetException("step 5 of 6: carry the gradient back to the gate's logits");
  }

  @Override
  public INDArray inputGradient(
      INDArray input,
      INDArray gate,
      INDArray outputGradient,
      INDArray averageGradient,
      INDArray maxGradient) {
    // The input is used three times: as a factor of the output, in the average and in the maximum.
    // Which places had a part in the average, and which one in the maximum?
    throw new NotDoneYetException("step 6 of 6: carry the gradient back to the input");
  }
}
