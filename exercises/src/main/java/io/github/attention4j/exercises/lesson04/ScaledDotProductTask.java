package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 04: scaled dot-product attention in three steps, and its gradient in two.
 *
 * <pre>
 * S  = Q K^T / sqrt(Dk)        step 1  scores
 * W  = softmax(S)              step 2  maskedSoftmax    each row over the keys
 * O  = W V                     step 3  output
 *
 * dS = W * (G - rowsum(W * G)) step 4  scoresGradient   with G = dO V^T
 * dQ = dS K / sqrt(Dk)         step 5  queryGradient
 * </pre>
 *
 * <p>Here {@code *} multiplies element by element, and dX is the gradient of the loss with respect
 * to X. Shapes are written with the letters B (batch), Tq (number of queries), Tk (number of keys
 * and values), Dk (features of a query and a key) and Dv (features of a value).
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * ScaledDotProduct} and override that one method.
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need" (2017), section 3.2.1, equation (1).
 */
@Exercise(
    lesson = "04",
    title = "Scaled dot-product attention",
    starter = ScaledDotProduct.class,
    grader = ScaledDotProductGrader.class)
public interface ScaledDotProductTask {

  /**
   * Compares every query with every key: {@code S = Q K^T / sqrt(Dk)}.
   *
   * <p>S[b, i, j] is the dot product of query i and key j of example b, divided by the root of the
   * number of their features. Without the division the scores' variance grows with Dk.
   *
   * @param query queries, (B, Tq, Dk)
   * @param key keys, (B, Tk, Dk)
   * @return scores, (B, Tq, Tk)
   */
  INDArray scores(INDArray query, INDArray key);

  /**
   * Turns each query's row of scores into weights that sum to 1 over the keys it may attend to.
   *
   * <p>Must stay finite for rows of scores around 1e4 and around -1e4 (ND4J's own softmax does not:
   * in 1.0.0-M2.1 a DOUBLE row of very low scores gives NaN). A query that may attend to no key at
   * all gets zero weights, not NaN.
   *
   * @param scores scores, (B, Tq, Tk)
   * @param mask 1 where the query may attend to the key and 0 where not, (B, Tq, Tk) of the scores'
   *     type; or null if every query may attend to every key
   * @return weights, (B, Tq, Tk), 0 where the mask is 0
   */
  INDArray maskedSoftmax(INDArray scores, INDArray mask);

  /**
   * Mixes the values by the weights: {@code O = W V}.
   *
   * @param weights weights, (B, Tq, Tk)
   * @param value values, (B, Tk, Dv)
   * @return output, (B, Tq, Dv)
   */
  INDArray output(INDArray weights, INDArray value);

  /**
   * Carries the gradient back through the output and the softmax, as far as the scaled scores S.
   *
   * <p>{@code dS[b,i,j] = W[b,i,j] (G[b,i,j] - sum over k of W[b,i,k] G[b,i,k])} with {@code G = dO
   * V^T}, the gradient with respect to the weights.
   *
   * @param weights weights, (B, Tq, Tk), as {@link #maskedSoftmax} returned them
   * @param value values, (B, Tk, Dv)
   * @param outputGradient gradient of the loss with respect to the output, (B, Tq, Dv)
   * @return gradient of the loss with respect to the scaled scores, (B, Tq, Tk)
   */
  INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient);

  /**
   * Carries the gradient back from the scaled scores to the queries: {@code dQ = dS K / sqrt(Dk)}.
   *
   * @param scoresGradient gradient of the loss with respect to the scaled scores, (B, Tq, Tk)
   * @param key keys, (B, Tk, Dk)
   * @return gradient of the loss with respect to the queries, (B, Tq, Dk)
   */
  INDArray queryGradient(INDArray scoresGradient, INDArray key);
}
