package io.github.attention4j.exercises.lesson05;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 05: causal self-attention with positions in four steps, and the gradient of
 * its input, which is used three times.
 *
 * <pre>
 * X  = input + P                       step 1  addPositions
 * S  = (X Wq^T) (X Wk^T)^T / sqrt(Dk)  step 2  scores
 * A  = softmax(S) over j &lt;= i          step 3  causalWeights
 * O  = A (X Wv^T)                      step 4  output
 *
 * dX = (dS K Wq + dS^T Q Wk) / sqrt(Dk) + A^T dO Wv
 *                                      step 5  inputGradient   with Q = X Wq^T, K = X Wk^T
 * </pre>
 *
 * <p>dX is the gradient of the loss with respect to X. Shapes are written with the letters B
 * (batch), T (positions of the sequence), D (features of a position), Dk (features of a query and
 * of a key) and Dv (features of a value). A weight has a row for each feature that it makes, as in
 * the library.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * SelfAttention} and override that one method.
 *
 * <p>Source: Vaswani et al., "Attention Is All You Need" (2017), sections 3.2.1, 3.2.3 (third item)
 * and 3.5.
 */
@Exercise(
    lesson = "05",
    title = "Self-attention",
    starter = SelfAttention.class,
    grader = SelfAttentionGrader.class)
public interface SelfAttentionTask {

  /**
   * Adds its position to every feature vector, as waves of different lengths.
   *
   * <pre>
   * P[t, 2i]     = sin(t / 10000^(2i / D))
   * P[t, 2i + 1] = cos(t / 10000^(2i / D))        t = 0, 1, ..
   * </pre>
   *
   * <p>Sine and cosine take turns along the features; an odd D ends with a sine.
   *
   * @param input sequence, (B, T, D)
   * @return sequence with positions, (B, T, D)
   */
  INDArray addPositions(INDArray input);

  /**
   * Compares every position with every position of the same sequence.
   *
   * <p>Position i asks with its query, {@code x_i Wq^T}, position j answers with its key, {@code
   * x_j Wk^T}; the dot product is divided by sqrt(Dk).
   *
   * @param input sequence, (B, T, D)
   * @param queryWeight Wq, (Dk, D)
   * @param keyWeight Wk, (Dk, D)
   * @return scores, (B, T, T), a row for each position that asks
   */
  INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight);

  /**
   * Turns each row of scores into weights over the position itself and all before it.
   *
   * <p>Row i has weights for j = 0 .. i, which sum to 1, and 0 for all later ones, whose scores may
   * be anything and have no influence. Must stay finite for scores around 1e4 and around -1e4.
   *
   * @param scores scores, (B, T, T)
   * @return weights, (B, T, T)
   */
  INDArray causalWeights(INDArray scores);

  /**
   * Mixes the values, which are made of the same sequence: {@code O = A (X Wv^T)}.
   *
   * @param weights weights A, (B, T, T)
   * @param input sequence, (B, T, D)
   * @param valueWeight Wv, (Dv, D)
   * @return output, (B, T, Dv)
   */
  INDArray output(INDArray weights, INDArray input, INDArray valueWeight);

  /**
   * Carries the gradient back to the sequence along all three ways: as queries, as keys and as
   * values.
   *
   * @param input sequence, (B, T, D)
   * @param queryWeight Wq, (Dk, D)
   * @param keyWeight Wk, (Dk, D)
   * @param valueWeight Wv, (Dv, D)
   * @param weights weights A, (B, T, T)
   * @param scoresGradient gradient of the loss with respect to the scaled scores S, (B, T, T)
   * @param outputGradient gradient of the loss with respect to the output, (B, T, Dv)
   * @return gradient of the loss with respect to the sequence, (B, T, D)
   */
  INDArray inputGradient(
      INDArray input,
      INDArray queryWeight,
      INDArray keyWeight,
      INDArray valueWeight,
      INDArray weights,
      INDArray scoresGradient,
      INDArray outputGradient);
}
