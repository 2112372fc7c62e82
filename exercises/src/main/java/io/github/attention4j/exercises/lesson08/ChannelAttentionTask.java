package io.github.attention4j.exercises.lesson08;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 08: channel attention in four steps, and the gradients of its gate and of its
 * input, which is used three times.
 *
 * <pre>
 * a = mean of F over H and W              step 1  averagePool
 * m = max of F over H and W               step 2  maxPool
 * z = mlp(a) + mlp(m)                     step 3  logits    mlp(x) = W1 relu(W0 x + b0) + b1
 * F' = F * g   with g = sigmoid(z)        step 4  output
 *
 * dz = g (1 - g) * (sum of dF' * F)       step 5  logitsGradient
 * dF = dF' * g + the ways of a and m      step 6  inputGradient
 * </pre>
 *
 * <p>Shapes are written with the letters B (batch), C (channels), H and W (rows and columns of the
 * feature map) and R (numbers inside the perceptron, fewer than C as a rule). A weight has a row
 * for each number that it makes, as in the library.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * ChannelAttention} and override that one method.
 *
 * <p>Source: Woo et al., "CBAM: Convolutional Block Attention Module" (2018), section 3, equation
 * 2; Hu, Shen and Sun, "Squeeze-and-Excitation Networks" (2018), section 3. The biases are those of
 * CBAM's authors' code.
 */
@Exercise(
    lesson = "08",
    title = "Channel attention",
    starter = ChannelAttention.class,
    grader = ChannelAttentionGrader.class)
public interface ChannelAttentionTask {

  /**
   * Squeezes every channel to the average of its numbers.
   *
   * @param input feature map F, (B, C, H, W)
   * @return averages a, (B, C)
   */
  INDArray averagePool(INDArray input);

  /**
   * Squeezes every channel to the largest of its numbers.
   *
   * @param input feature map F, (B, C, H, W); a channel's numbers may all be negative
   * @return maxima m, (B, C)
   */
  INDArray maxPool(INDArray input);

  /**
   * Leads both pools through one perceptron, and adds up what comes out: {@code z = mlp(a) +
   * mlp(m)} with {@code mlp(x) = W1 relu(W0 x + b0) + b1}.
   *
   * @param average averages a, (B, C)
   * @param max maxima m, (B, C)
   * @param reduceWeight W0, (R, C)
   * @param reduceBias b0, (R)
   * @param expandWeight W1, (C, R)
   * @param expandBias b1, (C)
   * @return logits z, (B, C)
   */
  INDArray logits(
      INDArray average,
      INDArray max,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias);

  /**
   * Multiplies every channel by its gate, {@code g = sigmoid(z)}, the same at all of its places.
   *
   * @param input feature map F, (B, C, H, W)
   * @param logits logits z, (B, C)
   * @return gated feature map F', (B, C, H, W)
   */
  INDArray output(INDArray input, INDArray logits);

  /**
   * Carries the gradient back to the gate's logits.
   *
   * @param input feature map F, (B, C, H, W)
   * @param gate gate g = sigmoid(z), (B, C, 1, 1)
   * @param outputGradient gradient of the loss with respect to the output, (B, C, H, W)
   * @return gradient of the loss with respect to z, (B, C)
   */
  INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient);

  /**
   * Carries the gradient back to the input along all three ways: as a factor of the output, by the
   * averages and by the maxima.
   *
   * <p>A maximum hands its gradient to the number that it is. Where several are equally large, the
   * first gets all of it, counted row by row.
   *
   * @param input feature map F, (B, C, H, W)
   * @param gate gate g, (B, C, 1, 1)
   * @param outputGradient gradient of the loss with respect to the output, (B, C, H, W)
   * @param averageGradient gradient of the loss with respect to the averages a, (B, C)
   * @param maxGradient gradient of the loss with respect to the maxima m, (B, C)
   * @return gradient of the loss with respect to the input, (B, C, H, W)
   */
  INDArray inputGradient(
      INDArray input,
      INDArray gate,
      INDArray outputGradient,
      INDArray averageGradient,
      INDArray maxGradient);
}
