package io.github.attention4j.exercises.lesson03;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 03: additive attention in five steps, and the gradient of its queries.
 *
 * <pre>
 * Q = query Wq^T, K = key Wk^T         step 1  project           to the same hidden width A
 * H[b, i, j] = tanh(Q[b, i] + K[b, j]) step 2  hidden            for every pair
 * S = H v                              step 3  scores            one number for every pair
 * W = softmax(S) over the real keys    step 4  weights           padding gets nothing
 * C = W V                              step 5  context
 *
 * dQ[b, i] = sum over j of dS[b, i, j] v * (1 - H[b, i, j] * H[b, i, j])   step 6  queriesGradient
 * </pre>
 *
 * <p>Here {@code *} multiplies element by element, and dX is the gradient of the loss with respect
 * to X. Shapes are written with the letters B (batch), Tq (number of queries), Tk (number of keys
 * and values), Dq (features of a query), Dk (features of a key), A (the hidden width) and Dv
 * (features of a value). The paper's decoder state is a query, its annotations are keys and values.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * Additive} and override that one method.
 *
 * <p>Source: Bahdanau, Cho and Bengio, "Neural Machine Translation by Jointly Learning to Align and
 * Translate" (2015), section 3.1 and appendix A.1.2.
 */
@Exercise(
    lesson = "03",
    title = "Additive attention",
    starter = Additive.class,
    grader = AdditiveGrader.class)
public interface AdditiveTask {

  /**
   * Maps every position to the hidden width: {@code input weight^T}. It serves the queries, with
   * {@code Wq} of (A, Dq), and the keys, with {@code Wk} of (A, Dk).
   *
   * @param input queries or keys, (B, T, D)
   * @param weight matrix with a row for each hidden unit, (A, D)
   * @return projected queries or keys, (B, T, A)
   */
  INDArray project(INDArray input, INDArray weight);

  /**
   * Joins every projected query with every projected key: {@code tanh(query + key)}.
   *
   * @param query projected queries, (B, Tq, A)
   * @param key projected keys, (B, Tk, A)
   * @return hidden layer of every pair, (B, Tq, Tk, A)
   */
  INDArray hidden(INDArray query, INDArray key);

  /**
   * Makes one score of each pair's hidden layer: its dot product with v.
   *
   * @param hidden hidden layer of every pair, (B, Tq, Tk, A)
   * @param v the energy's vector, (A)
   * @return scores, (B, Tq, Tk)
   */
  INDArray scores(INDArray hidden, INDArray v);

  /**
   * Turns each query's row of scores into weights that sum to 1 over the real keys.
   *
   * <p>The mask says it for the keys of each example, and holds for all its queries. A padding's
   * score may be anything, and must have no influence. Must stay finite for scores around 1e4 and
   * around -1e4. Every example has at least one real key.
   *
   * @param scores scores, (B, Tq, Tk)
   * @param mask 1 where a key is real and 0 where it is padding, (B, Tk) of the scores' type
   * @return weights, (B, Tq, Tk), 0 for the padding
   */
  INDArray weights(INDArray scores, INDArray mask);

  /**
   * Mixes the values by the weights: {@code C = W V}, the context of each query.
   *
   * @param weights weights, (B, Tq, Tk)
   * @param value values, (B, Tk, Dv)
   * @return context, (B, Tq, Dv)
   */
  INDArray context(INDArray weights, INDArray value);

  /**
   * Carries the gradient back from the scores, through v and the tanh, to the projected queries.
   *
   * <p>The derivative of tanh is 1 minus its square, and H is the tanh already.
   *
   * @param hidden hidden layer of every pair, as {@link #hidden} returned it, (B, Tq, Tk, A)
   * @param v the energy's vector, (A)
   * @param scoresGradient gradient of the loss with respect to the scores, (B, Tq, Tk)
   * @return gradient of the loss with respect to the projected queries, (B, Tq, A)
   */
  INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient);
}
