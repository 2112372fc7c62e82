package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 01: a dictionary that answers with a mixture in three steps, its limit, and
 * the gradient of its width in two.
 *
 * <pre>
 * S  = -|q - k|^2 / (2 h^2)          step 1  scores           h is the width
 * W  = softmax(S)                    step 2  weights          each row over the keys
 * O  = W V                           step 3  output
 *
 * W as h goes to 0                   step 4  lookup           the nearest key takes all
 *
 * dS = W * (dO V^T - rowsum(dO * O)) step 5  scoresGradient   with dO = O - Y
 * dL / d ln h = -2 sum(dS * S)       step 6  widthGradient
 * </pre>
 *
 * <p>Here {@code *} multiplies element by element, and dX is the gradient with respect to X of the
 * loss {@code L = sum((O - Y)^2) / 2}, half the sum of all squared errors. Shapes are written with
 * the letters Tq (number of queries), Tk (number of keys and values), Dk (features of a query and a
 * key) and Dv (features of a value).
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * SoftDictionary} and override that one method.
 *
 * <p>Source: Nadaraya, "On Estimating Regression" (1964); Watson, "Smooth Regression Analysis"
 * (1964).
 */
@Exercise(
    lesson = "01",
    title = "Attention as a soft dictionary",
    starter = SoftDictionary.class,
    grader = SoftDictionaryGrader.class)
public interface SoftDictionaryTask {

  /**
   * Compares every query with every key, by their distance.
   *
   * <p>{@code S[i, j] = -sum over d of (query[i, d] - key[j, d])^2 / (2 width^2)}: 0 for a key that
   * equals the query, the lower the farther it is.
   *
   * @param query queries, (Tq, Dk)
   * @param key keys, (Tk, Dk)
   * @param width how far away a key may be and still count; positive
   * @return scores, (Tq, Tk)
   */
  INDArray scores(INDArray query, INDArray key, double width);

  /**
   * Turns each query's row of scores into weights that sum to 1, by a softmax.
   *
   * <p>Must stay finite for rows of scores around 1e4 and around -1e4, such as a small width gives
   * (ND4J's own softmax does not: in 1.0.0-M2.1 a DOUBLE row of very low scores gives NaN).
   *
   * @param scores scores, (Tq, Tk)
   * @return weights, (Tq, Tk)
   */
  INDArray weights(INDArray scores);

  /**
   * Mixes the values by the weights: {@code O = W V}.
   *
   * @param weights weights, (Tq, Tk)
   * @param value values, (Tk, Dv)
   * @return output, (Tq, Dv)
   */
  INDArray output(INDArray weights, INDArray value);

  /**
   * Returns the weights in the limit of a width of 0: the exact lookup.
   *
   * <p>The nearest key of a query gets 1 and all others 0; if n keys are equally near, each of them
   * gets 1/n.
   *
   * @param query queries, (Tq, Dk)
   * @param key keys, (Tk, Dk)
   * @return weights, (Tq, Tk)
   */
  INDArray lookup(INDArray query, INDArray key);

  /**
   * Carries the gradient of the loss back through the output and the softmax, as far as the scores.
   *
   * <p>{@code dS[i, j] = W[i, j] * sum over d of (O[i, d] - Y[i, d]) (V[j, d] - O[i, d])} with
   * {@code O = W V}.
   *
   * @param weights weights, (Tq, Tk), as {@link #weights} returned them
   * @param value values, (Tk, Dv)
   * @param target Y, what should have come out, (Tq, Dv)
   * @return gradient of the loss with respect to the scores, (Tq, Tk)
   */
  INDArray scoresGradient(INDArray weights, INDArray value, INDArray target);

  /**
   * Carries the gradient back from the scores to the logarithm of the width, the one number that
   * they all depend on.
   *
   * @param scores scores, (Tq, Tk), as {@link #scores} returned them
   * @param scoresGradient gradient of the loss with respect to these, (Tq, Tk)
   * @return gradient of the loss with respect to ln h
   */
  double widthGradient(INDArray scores, INDArray scoresGradient);
}
