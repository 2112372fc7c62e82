package io.github.attention4j.exercises.lesson10;

import io.github.attention4j.exercises.check.NotDoneYetException;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Yours to write: both gates, one after the other and side by side, in six steps.
 *
 * <p>Replace one {@code throw} after the other, and grade as often as you like: a step that is not
 * done yet costs nothing but its own points. What each method must do, with all shapes, stands in
 * {@link CbamTask}. What you wrote in lessons 08 and 09 is of use here.
 *
 * <p>Useful in ND4J: {@code x.mean(2, 3)} and {@code x.max(2, 3)} pool the places, {@code
 * x.mean(true, 1)} and {@code x.max(true, 1)} the channels; {@code a.mmul(b)} multiplies two
 * matrices; {@code Nd4j.concat(axis, a, b)} puts arrays beside each other; {@code
 * Transforms.sigmoid(x)} and {@code Transforms.relu(x, true)} make a new array; {@code a.mul(b)}
 * and {@code a.add(b)} repeat what has length 1, in either of the two: (B, C, 1, 1) and (B, 1, H,
 * W) make (B, C, H, W). Operations that end in {@code i} (muli, subi, ...) write into their array:
 * never use them on an argument.
 */
public class Cbam implements CbamTask {

  @Override
  public INDArray channelGate(
      INDArray input,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    // Lesson 08's steps 1 to 3, and the sigmoid.
    throw new NotDoneYetException("step 1 of 6: make the gate of every channel");
  }

  @Override
  public INDArray spatialGate(INDArray input, INDArray weight) {
    // Lesson 09's steps 1 and 2, and the sigmoid.
    throw new NotDoneYetException("step 2 of 6: make the gate of every place");
  }

  @Override
  public INDArray output(
      INDArray input,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias,
      INDArray weight) {
    // Channels first. What does the spatial gate look at?
    throw new NotDoneYetException("step 3 of 6: let one gate follow the other");
  }

  @Override
  public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
    // 1. The two logits meet before the sigmoid: every number of the map gets a gate of its own.
    // 2. A closed gate leaves the input as it is.
    throw new NotDoneYetException("step 4 of 6: join both gates to one, beside the input");
  }

  @Override
  public INDArray channelGradient(
      INDArray input,
      INDArray channelGate,
      INDArray spatialGate,
      INDArray outputGradient,
      INDArray spatialWay) {
    // 1. First back to F', which is used twice: as a factor of F'', and by the spatial gate.
    // 2. From there it is lesson 08's step 5.
    throw new NotDoneYetException("step 5 of 6: carry the gradient back to the channels' logits");
  }

  @Override
  public INDArray inputGradient(
      INDArray channelGate,
      INDArray spatialGate,
      INDArray outputGradient,
      INDArray spatialWay,
      INDArray channelWay) {
    // Back to F' as before; then F is used twice, too: as a factor of F', and by the channel gate.
    throw new NotDoneYetException("step 6 of 6: carry the gradient back through both gates");
  }
}
