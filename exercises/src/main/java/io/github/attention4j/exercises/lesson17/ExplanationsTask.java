package io.github.attention4j.exercises.lesson17;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 17: how far apart two rows of weights are, the furthest row that gives the
 * same verdict, and integrated gradients.
 *
 * <pre>
 * J = (sum of a ln(a / middle) + sum of b ln(b / middle)) / 2     step 1  divergence
 *     with middle = (a + b) / 2
 * a_i = (v_j - m) / (v_j - v_i),  a_j = 1 - a_i                   step 2  furthest
 *     with m = sum of w v and v_i &lt;= m &lt; v_j
 * (x - blank) * mean of the slopes on the way, summed over D      step 3  integrated
 * </pre>
 *
 * <p>Shapes are written with the letters N (notes), T (words of a note), D (numbers of a word's
 * embedding) and P (pieces of the way from the blank to the note).
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * Explanations} and override that one method.
 *
 * <p>Source: Jain and Wallace, "Attention is not Explanation" (2019), section 4.2.2; Sundararajan
 * et al., "Axiomatic Attribution for Deep Networks" (2017), section 3.
 */
@Exercise(
    lesson = "17",
    title = "Weights are not explanations",
    starter = Explanations.class,
    grader = ExplanationsGrader.class)
public interface ExplanationsTask {

  /**
   * Measures how far apart rows of weights are: the Jensen-Shannon divergence, with the natural
   * logarithm, from 0 to ln 2.
   *
   * @param first weights a, (N, T); rows sum to 1, some weights are 0
   * @param second weights b, (N, T), likewise
   * @return J of each row, (N); 0 ln 0 counts as 0
   */
  INDArray divergence(INDArray first, INDArray second);

  /**
   * Finds, for every row, the weights furthest from the given ones by {@link #divergence} that give
   * the same weighted mean of the values. They stand on one word, or on two: one whose value is at
   * most the mean, and one whose value is above it. Where no such two words are further away than
   * nothing, as in a note of one word, the weights themselves are returned.
   *
   * @param values what each word speaks for, v, (N, T)
   * @param weights weights w, (N, T); rows sum to 1
   * @return weights a, (N, T), with the sum of a v equal to that of w v
   */
  INDArray furthest(INDArray values, INDArray weights);

  /**
   * Adds up what each word has handed out on the straight way from the blank to the note.
   *
   * @param slopes gradient of the verdict at the middle of every piece of the way, (P, N, T, D)
   * @param input embeddings of the notes' words, x, (N, T, D)
   * @param blank embedding of a word that says nothing, the same for all, (D)
   * @return integrated gradient of every word, (N, T)
   */
  INDArray integrated(INDArray slopes, INDArray input, INDArray blank);
}
