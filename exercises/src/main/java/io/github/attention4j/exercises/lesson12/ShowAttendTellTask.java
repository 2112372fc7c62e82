package io.github.attention4j.exercises.lesson12;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 12: a score in which the state cancels, the gradient that proves it, a score
 * in which it does not, and the penalty for a picture that is looked at unevenly.
 *
 * <pre>
 * alpha = softmax over i of w . [a_i; h]                        step 1  linearWeights
 * dw = sum over b and i of ds_i [a_i; h]                        step 2  linearGradient
 * e_i = v . tanh(Wa a_i + Wh h + b),  z = sum_i alpha_i a_i     step 3  context
 * lambda * sum_i (1 - sum_t alpha_ti)^2                         step 4  penalty
 * </pre>
 *
 * <p>Shapes are written with the letters B (batch), L (locations of a picture), D (numbers of a
 * location), N (numbers of the decoder's state), A (hidden units of the score) and T (words). ds is
 * the gradient of the loss with respect to the scores.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * ShowAttendTell} and override that one method.
 *
 * <p>Source: Xu et al., "Show, Attend and Tell: Neural Image Caption Generation with Visual
 * Attention" (2015), sections 3.1.2 and 4.2, equations 4 to 6, 13 and 14.
 */
@Exercise(
    lesson = "12",
    title = "Show, attend and tell",
    starter = ShowAttendTell.class,
    grader = ShowAttendTellGrader.class)
public interface ShowAttendTellTask {

  /**
   * Makes weights of a score that is linear over location and state, one behind the other. Must
   * stay right where the scores reach 1e4.
   *
   * @param locations a, (B, L, D)
   * @param state h, (B, N)
   * @param w first D numbers for a location, then N for the state, (D+N)
   * @return weights alpha, (B, L), each row sums to 1
   */
  INDArray linearWeights(INDArray locations, INDArray state, INDArray w);

  /**
   * Carries the gradient of those weights back to w. What can w learn about the state?
   *
   * @param locations a, (B, L, D)
   * @param state h, (B, N)
   * @param weights alpha, as step 1 returned them, (B, L)
   * @param weightsGradient gradient of the loss with respect to these, (B, L)
   * @return gradient of the loss with respect to w, (D+N)
   */
  INDArray linearGradient(
      INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient);

  /**
   * Takes one step of soft attention with the additive score: scores, weights, and what the
   * locations give by these weights. Must stay right where the scores reach 1e4.
   *
   * @param locations a, (B, L, D)
   * @param state h, (B, N)
   * @param locationWeight Wa, (A, D)
   * @param stateWeight Wh, (A, N)
   * @param bias b, (A)
   * @param v v, (A)
   * @return context z, (B, D)
   */
  INDArray context(
      INDArray locations,
      INDArray state,
      INDArray locationWeight,
      INDArray stateWeight,
      INDArray bias,
      INDArray v);

  /**
   * Measures how unevenly the words of a caption, all together, look at a picture: on average over
   * the examples. A word of padding is no word, wherever its weights lie.
   *
   * @param weights of every word over the locations, (B, T, L)
   * @param mask 1 for a word, 0 for padding, which stands behind the words, (B, T)
   * @param lambda what the sum is multiplied by
   * @return 0 if every location is looked at once in all
   */
  double penalty(INDArray weights, INDArray mask, double lambda);
}
