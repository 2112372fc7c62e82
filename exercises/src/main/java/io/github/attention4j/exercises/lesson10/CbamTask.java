package io.github.attention4j.exercises.lesson10;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 10: the gates of channels and places, one after the other as in CBAM and side
 * by side as in BAM, and the product rule through two gates.
 *
 * <pre>
 * c(F) = sigmoid(mlp(mean of F) + mlp(max of F))    step 1  channelGate   over H and W
 * s(F) = sigmoid(W slid over [max of F; mean of F]) step 2  spatialGate   over C
 * F' = F * c(F),  F'' = F' * s(F')                  step 3  output
 * F + F * sigmoid(zc + zs)                          step 4  bottleneck
 *
 * dF' = dF'' * s + the way through s
 * dzc = c (1 - c) * (sum of dF' * F)                step 5  channelGradient
 * dF  = dF' * c + the way through c                 step 6  inputGradient
 * </pre>
 *
 * <p>Shapes are written with the letters B (batch), C (channels), H and W (rows and columns of the
 * feature map), R (numbers inside the perceptron) and K (rows and columns of the window, odd). As
 * in lesson 08, {@code mlp(x) = W1 relu(W0 x + b0) + b1}; as in lesson 09, there are zeros beyond
 * the edges, the window is not turned, and the maximum stands first.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * Cbam} and override that one method.
 *
 * <p>Source: Woo et al., "CBAM: Convolutional Block Attention Module" (2018), section 3, equations
 * 1 to 3; Park et al., "BAM: Bottleneck Attention Module" (2018), section 3.
 */
@Exercise(lesson = "10", title = "CBAM", starter = Cbam.class, grader = CbamGrader.class)
public interface CbamTask {

  /**
   * Makes the gate of every channel.
   *
   * @param input feature map F, (B, C, H, W)
   * @param reduceWeight W0, (R, C)
   * @param reduceBias b0, (R)
   * @param expandWeight W1, (C, R)
   * @param expandBias b1, (C)
   * @return channel gate c, (B, C, 1, 1)
   */
  INDArray channelGate(
      INDArray input,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias);

  /**
   * Makes the gate of every place.
   *
   * @param input feature map F, (B, C, H, W)
   * @param weight window W, (1, 2, K, K): its channel 0 weighs the maxima, channel 1 the means
   * @return spatial gate s, (B, 1, H, W)
   */
  INDArray spatialGate(INDArray input, INDArray weight);

  /**
   * Lets one gate follow the other: first the channels', then the places', which looks at what the
   * first let pass.
   *
   * @param input feature map F, (B, C, H, W)
   * @param reduceWeight W0, (R, C)
   * @param reduceBias b0, (R)
   * @param expandWeight W1, (C, R)
   * @param expandBias b1, (C)
   * @param weight window W, (1, 2, K, K)
   * @return F'', (B, C, H, W)
   */
  INDArray output(
      INDArray input,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias,
      INDArray weight);

  /**
   * Joins the logits of channels and places to one gate for every number of the map, and adds the
   * input: {@code F + F * sigmoid(zc + zs)}, as BAM's paper has it.
   *
   * @param input feature map F, (B, C, H, W)
   * @param channelLogits logits zc, (B, C, 1, 1)
   * @param spatialLogits logits zs, (B, 1, H, W)
   * @return (B, C, H, W)
   */
  INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits);

  /**
   * Carries CBAM's gradient back to the logits of the channels' gate.
   *
   * @param input feature map F, (B, C, H, W)
   * @param channelGate c, (B, C, 1, 1)
   * @param spatialGate s, (B, 1, H, W)
   * @param outputGradient gradient of the loss with respect to F'', (B, C, H, W)
   * @param spatialWay what comes back to F' through the spatial gate's window and pools, (B, C, H,
   *     W)
   * @return gradient of the loss with respect to the channel gate's logits, (B, C, 1, 1)
   */
  INDArray channelGradient(
      INDArray input,
      INDArray channelGate,
      INDArray spatialGate,
      INDArray outputGradient,
      INDArray spatialWay);

  /**
   * Carries CBAM's gradient back to the input, through both gates.
   *
   * @param channelGate c, (B, C, 1, 1)
   * @param spatialGate s, (B, 1, H, W)
   * @param outputGradient gradient of the loss with respect to F'', (B, C, H, W)
   * @param spatialWay what comes back to F' through the spatial gate's window and pools, (B, C, H,
   *     W)
   * @param channelWay what comes back to F through the channel gate's perceptron and pools, (B, C,
   *     H, W)
   * @return gradient of the loss with respect to F, (B, C, H, W)
   */
  INDArray inputGradient(
      INDArray channelGate,
      INDArray spatialGate,
      INDArray outputGradient,
      INDArray spatialWay,
      INDArray channelWay);
}
