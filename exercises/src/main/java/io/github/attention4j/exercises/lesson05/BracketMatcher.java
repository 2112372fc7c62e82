package io.github.attention4j.exercises.lesson05;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 05: closing brackets that have to find their opener.
 *
 * <p>A string has 16 tokens: 0 to 3 open a bracket of that kind, 4 closes one of any kind. At each
 * 4 the model answers which kind belongs there. The grader draws strings with patterns of opening
 * and closing that no model was trained on ({@link io.github.attention4j.datasets.Brackets} keeps
 * them back), asks for the map and for the answers, and measures both.
 */
@Exercise(
    lesson = "05",
    title = "Closing brackets find their opener",
    starter = BracketExperiment.class,
    grader = BracketMatcherGrader.class,
    experiment = true,
    seconds = 120)
public interface BracketMatcher {

  /**
   * Says how much each token attends to each token, in the layer that answers.
   *
   * @param tokens strings, (B, T) INT32, T = 16
   * @return weights, (B, T, T)
   */
  INDArray weights(INDArray tokens);

  /**
   * Says which kind of bracket belongs at each token.
   *
   * @param tokens strings, as above
   * @return the likeliest kind, 0 to 3, (B, T); at openers it does not count
   */
  INDArray kinds(INDArray tokens);

  /**
   * As {@link #weights}, by the same model trained without positions and without a mask.
   *
   * @param tokens strings, as above
   * @return weights, (B, T, T)
   */
  INDArray weightsWithoutPositions(INDArray tokens);
}
