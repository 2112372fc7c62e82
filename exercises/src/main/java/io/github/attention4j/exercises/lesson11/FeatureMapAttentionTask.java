package io.github.attention4j.exercises.lesson11;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 11: self-attention over the places of a feature map, added to the map by a
 * learned number, and the gradient of its values' weight.
 *
 * <pre>
 * (B, C, H, W) -&gt; X, (B, H*W, C)           the places, row by row
 *
 * A = softmax((X Wq^T) (X Wk^T)^T)         step 1  weights
 * Y = X + residual * A (X Wv^T)            step 2  output          as a map again, (B, C, H, W)
 *
 * dWv = residual * sum over B of dY^T A X  step 3  valueGradient   dY as places, too
 * </pre>
 *
 * <p>dX is the gradient of the loss with respect to X. Shapes are written with the letters B
 * (batch), C (channels), H and W (rows and columns of the feature map) and Dk (features of a query
 * and of a key). Place {@code h * W + w} is in row h and column w. A weight has a row for each
 * feature that it makes, as in the library. The scores are plain dot products: nothing is divided
 * by a root here.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * FeatureMapAttention} and override that one method.
 *
 * <p>Source: Zhang et al., "Self-Attention Generative Adversarial Networks" (2019), section 3,
 * equations 1 to 3; Wang et al., "Non-local Neural Networks" (2018), section 3.
 */
@Exercise(
    lesson = "11",
    title = "Self-attention over pictures",
    starter = FeatureMapAttention.class,
    grader = FeatureMapAttentionGrader.class)
public interface FeatureMapAttentionTask {

  /**
   * Says how much every place looks at every place.
   *
   * @param input feature map, (B, C, H, W)
   * @param queryWeight Wq, (Dk, C)
   * @param keyWeight Wk, (Dk, C)
   * @return weights A, (B, H*W, H*W), a row for each place that asks
   */
  INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight);

  /**
   * Adds to every place what it finds at the places that it looks at.
   *
   * @param input feature map, (B, C, H, W)
   * @param weights weights A, (B, H*W, H*W)
   * @param valueWeight Wv, (C, C)
   * @param residual what the found is multiplied by before it is added, (1)
   * @return output Y, (B, C, H, W)
   */
  INDArray output(INDArray input, INDArray weights, INDArray valueWeight, INDArray residual);

  /**
   * Carries the gradient of the output back to the values' weight.
   *
   * @param input feature map, (B, C, H, W)
   * @param weights weights A, (B, H*W, H*W)
   * @param residual as in step 2, (1)
   * @param outputGradient gradient of the loss with respect to the output, (B, C, H, W)
   * @return gradient of the loss with respect to Wv, (C, C)
   */
  INDArray valueGradient(
      INDArray input, INDArray weights, INDArray residual, INDArray outputGradient);
}
