package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 06: multi-head attention over projected queries, keys and values.
 *
 * <pre>
 * (B, T, H*D) -&gt; (B, H, T, D)                  step 1  splitHeads
 * O_h = softmax(Q_h K_h^T / sqrt(D)) V_h       step 2  attend            every head by itself
 * (B, H, T, D) -&gt; (B, T, H*D)                  step 3  mergeHeads
 * Y = [O_1; ..; O_H] Wo^T + bias               step 4  project
 *
 * Y = sum over h of O_h (Wo_h)^T + bias        step 5  sumOverHeads      the same, without merging
 * how many numbers are trained                 step 6  parameterCount
 * </pre>
 *
 * <p>Shapes are written with the letters B (batch), H (heads), T (positions; Tq of the queries, Tk
 * of the keys), D (features of a position in one head) and Do (features of the output). A weight
 * has a row for each feature that it makes, as in the library.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * MultiHead} and override that one method.
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.2.2.
 */
@Exercise(
    lesson = "06",
    title = "Multi-head attention",
    starter = MultiHead.class,
    grader = MultiHeadGrader.class)
public interface MultiHeadTask {

  /**
   * Gives every head its own part of the features: the first D to head 0, the next D to head 1, and
   * so on.
   *
   * @param input projected queries, keys or values, (B, T, H*D)
   * @param heads number of heads, H
   * @return the same numbers by heads, (B, H, T, D)
   */
  INDArray splitHeads(INDArray input, int heads);

  /**
   * Scaled dot-product attention in every head by itself: {@code softmax(Q K^T / sqrt(D)) V}.
   *
   * @param query queries by heads, (B, H, Tq, D)
   * @param key keys by heads, (B, H, Tk, D)
   * @param value values by heads, (B, H, Tk, D)
   * @return outputs by heads, (B, H, Tq, D)
   */
  INDArray attend(INDArray query, INDArray key, INDArray value);

  /**
   * Puts the heads' outputs side by side: what {@link #splitHeads} took apart comes together again.
   *
   * @param outputs outputs by heads, (B, H, T, D)
   * @return merged, (B, T, H*D)
   */
  INDArray mergeHeads(INDArray outputs);

  /**
   * Projects the merged heads to the output: {@code merged weight^T + bias}.
   *
   * @param merged heads side by side, (B, T, H*D)
   * @param weight Wo, (Do, H*D)
   * @param bias one number for each feature of the output, (Do)
   * @return output, (B, T, Do)
   */
  INDArray project(INDArray merged, INDArray weight, INDArray bias);

  /**
   * Computes the same output without merging: each head through its own columns of the weight, all
   * of them added up, and the bias once.
   *
   * @param outputs outputs by heads, (B, H, T, D)
   * @param weight Wo, (Do, H*D), of which D columns belong to each head, in their order
   * @param bias one number for each feature of the output, (Do)
   * @return output, (B, T, Do)
   */
  INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias);

  /**
   * Counts the trained numbers of a multi-head self-attention.
   *
   * <p>Three projections make queries, keys and values of the input, each from modelDim to heads *
   * headDim features; the fourth makes the output, modelDim features again. With a bias, each of
   * the four adds one number to each of its features.
   *
   * @param modelDim features of the input and of the output
   * @param heads number of heads
   * @param headDim features of one head
   * @param bias whether the projections have a bias
   * @return how many numbers are trained
   */
  long parameterCount(int modelDim, int heads, int headDim, boolean bias);
}
