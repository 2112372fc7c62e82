package io.github.attention4j.exercises.lesson15;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The task of lesson 15: compare pictures with texts, learn from the comparison, and measure how
 * well each finds the other.
 *
 * <pre>
 * S_ij = e^t cos(picture i, text j)                         step 1  similarities
 * L = 1/2 (mean_i -log softmax_j S_ij at j = i              step 2  loss
 *        + mean_j -log softmax_i S_ij at i = j)
 * dL/dS_ij                                                  step 3  gradient
 * how many find their partner among the k most similar      step 4  recall
 * </pre>
 *
 * <p>Shapes are written with the letters P (pictures), T (texts), D (numbers of an embedding) and N
 * (pairs). In a matrix of pairs, picture i and text i belong together. The number t is learned: e^t
 * is 1 over the temperature.
 *
 * <p>For every method: all arrays have one type, FLOAT or DOUBLE, and so has the result; an
 * argument is never changed; any length may be 1. To try a step in a notebook cell, extend {@link
 * TextAndPicture} and override that one method.
 *
 * <p>Source: Radford et al., "Learning Transferable Visual Models From Natural Language
 * Supervision" (2021), section 2.3, figure 3.
 */
@Exercise(
    lesson = "15",
    title = "Text and picture in one space",
    starter = TextAndPicture.class,
    grader = TextAndPictureGrader.class)
public interface TextAndPictureTask {

  /**
   * Compares every picture with every text: the cosine of their embeddings, times e^t. The
   * embeddings may be of any length but 0.
   *
   * @param pictures embeddings, (P, D)
   * @param texts embeddings, (T, D)
   * @param t logarithm of what the cosines are multiplied by
   * @return similarities S, (P, T)
   */
  INDArray similarities(INDArray pictures, INDArray texts, double t);

  /**
   * Returns the symmetric contrastive loss. Must stay right where the similarities reach 1e4.
   *
   * @param similarities S, multiplied by e^t already, (N, N)
   * @return mean of the two cross-entropies: every picture among the texts, every text among the
   *     pictures
   */
  double loss(INDArray similarities);

  /**
   * Returns the gradient of that loss. Must stay right where the similarities reach 1e4.
   *
   * @param similarities S, multiplied by e^t already, (N, N)
   * @return gradient of the loss with respect to S, (N, N)
   */
  INDArray gradient(INDArray similarities);

  /**
   * Measures retrieval, both ways: the share of pictures whose text is among the k most similar to
   * them, and the share of texts whose picture is. Of several that are as similar as the right one,
   * the right one comes last: who cannot tell them apart has not found it.
   *
   * @param similarities S, (N, N)
   * @param k how many are looked at, 1 or more, perhaps more than there are
   * @return share of the pictures, share of the texts, (2)
   */
  INDArray recall(INDArray similarities, int k);
}
