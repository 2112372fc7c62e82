package io.github.attention4j.exercises.lesson09;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 09: spatial attention in three steps, and the gradients through its gate, its
 * convolution and its pools.
 *
 * <pre>
 * P = [max of F; mean of F] over C        step 1  pools
 * z = W slid over P                       step 2  logits
 * F' = F * g   with g = sigmoid(z)        step 3  output
 *
 * dW = what W met, by dz                  step 4  weightGradient
 * dP = W turned, slid over dz             step 5  pooledGradient
 * dF = dF' * g + the ways of both pools   step 6  inputGradient
 * </pre>
 *
 * <p>Shapes are written with the letters B (batch), C (channels), H and W (rows and columns of the
 * feature map) and K (rows and columns of the window, an odd number, so that it has a middle; it
 * may be larger than the map). There is no bias and no batch norm.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * SpatialAttention} and override that one method.
 *
 * <p>Source: Woo et al., "CBAM: Convolutional Block Attention Module" (2018), section 3, equation
 * 3. The maximum stands first, as in the authors' code; the equation has the average first.
 */
@Exercise(
    lesson = "09",
    title = "Spatial attention",
    starter = SpatialAttention.class,
    grader = SpatialAttentionGrader.class)
public interface SpatialAttentionTask {

  /**
   * Pools the channels of every place: the largest of its numbers, then their average.
   *
   * @param input feature map F, (B, C, H, W)
   * @return maps P, (B, 2, H, W): the maximum is channel 0, the average channel 1
   */
  INDArray pools(INDArray input);

  /**
   * Slides the window over both maps and weighs what lies under it.
   *
   * <pre>
   * z[b, 0, h, w] = sum over c, u, v of  W[0, c, u, v] P[b, c, h + u - r, w + v - r]
   *                                      with r = (K - 1) / 2
   * </pre>
   *
   * <p>Beyond the edges of the maps there are zeros. The window is not turned: this is what
   * networks call a convolution, and textbooks a correlation.
   *
   * @param pooled maps P, (B, 2, H, W)
   * @param weight window W, (1, 2, K, K)
   * @return logits z, (B, 1, H, W)
   */
  INDArray logits(INDArray pooled, INDArray weight);

  /**
   * Multiplies every place by its gate, {@code g = sigmoid(z)}, the same for all of its channels.
   *
   * @param input feature map F, (B, C, H, W)
   * @param logits logits z, (B, 1, H, W)
   * @return gated feature map F', (B, C, H, W)
   */
  INDArray output(INDArray input, INDArray logits);

  /**
   * Carries the gradient back to the window's weights.
   *
   * <pre>
   * dW[0, c, u, v] = sum over b, h, w of  dz[b, 0, h, w] P[b, c, h + u - r, w + v - r]
   * </pre>
   *
   * @param pooled maps P, (B, 2, H, W)
   * @param logitsGradient gradient of the loss with respect to z, (B, 1, H, W)
   * @param window K, rows and columns of the window
   * @return gradient of the loss with respect to W, (1, 2, K, K)
   */
  INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window);

  /**
   * Carries the gradient back to the maps that the window slid over. A place is met by the window
   * from all places around it; the one above it meets it with a row below the window's middle.
   *
   * @param logitsGradient gradient of the loss with respect to z, (B, 1, H, W)
   * @param weight window W, (1, 2, K, K)
   * @return gradient of the loss with respect to P, (B, 2, H, W)
   */
  INDArray pooledGradient(INDArray logitsGradient, INDArray weight);

  /**
   * Carries the gradient back to the input along all three ways: as a factor of the output, by the
   * maxima and by the averages.
   *
   * <p>A maximum hands its gradient to the number that it is. Where several channels are equally
   * large, the first gets all of it.
   *
   * @param input feature map F, (B, C, H, W)
   * @param gate gate g, (B, 1, H, W)
   * @param outputGradient gradient of the loss with respect to the output, (B, C, H, W)
   * @param pooledGradient gradient of the loss with respect to P, (B, 2, H, W): of the maxima, then
   *     of the averages
   * @return gradient of the loss with respect to the input, (B, C, H, W)
   */
  INDArray inputGradient(
      INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient);
}
