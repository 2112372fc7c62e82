package io.github.attention4j.exercises.lesson02;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 02: dot-product attention with two scores in four steps, and the gradient of
 * the second score's matrix.
 *
 * <pre>
 * S  = Q K^T           step 1  dotScores
 * S  = Q M K^T         step 2  generalScores    M is trained: which feature goes with which
 * W  = softmax(S)      step 3  weights          each row over the keys
 * C  = W V             step 4  context
 *
 * dM = sum over the examples of Q^T dS K        step 5  matrixGradient
 * </pre>
 *
 * <p>dX is the gradient of the loss with respect to X. Shapes are written with the letters B
 * (batch), Tq (number of queries), Tk (number of keys and values), Dq (features of a query), Dk
 * (features of a key) and Dv (features of a value). The paper calls the matrix {@code W_a} and the
 * library's {@code General} calls it {@code weight}; here it is M, since W is for the weights.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * DotProduct} and override that one method.
 *
 * <p>Source: Luong, Pham and Manning, "Effective Approaches to Attention-based Neural Machine
 * Translation" (2015), section 3.1, equations (7) and (8).
 */
@Exercise(
    lesson = "02",
    title = "Dot-product attention",
    starter = DotProduct.class,
    grader = DotProductGrader.class)
public interface DotProductTask {

  /**
   * Compares every query with every key by their dot product: {@code S = Q K^T}, not divided by
   * anything.
   *
   * @param query queries, (B, Tq, Dk)
   * @param key keys, as wide as the queries, (B, Tk, Dk)
   * @return scores, (B, Tq, Tk)
   */
  INDArray dotScores(INDArray query, INDArray key);

  /**
   * Compares every query with every key through a matrix: {@code S = Q M K^T}.
   *
   * <p>S[b, i, j] sums query[b, i, c] * matrix[c, d] * key[b, j, d] over c and d. Queries and keys
   * may be of different widths; the same matrix serves all examples.
   *
   * @param query queries, (B, Tq, Dq)
   * @param key keys, (B, Tk, Dk)
   * @param matrix what is trained, (Dq, Dk)
   * @return scores, (B, Tq, Tk)
   */
  INDArray generalScores(INDArray query, INDArray key, INDArray matrix);

  /**
   * Turns each query's row of scores into positive weights that sum to 1 over the keys.
   *
   * <p>Must stay finite for rows of scores around 1e4 and around -1e4 (ND4J's own softmax does not:
   * in 1.0.0-M2.1 a DOUBLE row of very low scores gives NaN).
   *
   * @param scores scores, (B, Tq, Tk)
   * @return weights, (B, Tq, Tk)
   */
  INDArray weights(INDArray scores);

  /**
   * Mixes the values by the weights: {@code C = W V}, the context of each query.
   *
   * @param weights weights, (B, Tq, Tk)
   * @param value values, (B, Tk, Dv)
   * @return context, (B, Tq, Dv)
   */
  INDArray context(INDArray weights, INDArray value);

  /**
   * Carries the gradient back from the general scores to the matrix: {@code dM = Q^T dS K}, summed
   * over the examples, which share the matrix.
   *
   * @param query queries, (B, Tq, Dq)
   * @param key keys, (B, Tk, Dk)
   * @param scoresGradient gradient of the loss with respect to the general scores, (B, Tq, Tk)
   * @return gradient of the loss with respect to the matrix, (Dq, Dk)
   */
  INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient);
}
