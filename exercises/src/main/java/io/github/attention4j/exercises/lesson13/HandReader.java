package io.github.attention4j.exercises.lesson13;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 13: eight digits around a hand, and the question which digit the hand
 * points at.
 *
 * <p>A picture has 3 x 3 cells of 8 x 8 pixels, the hand in the middle. The grader draws pictures
 * of digits that the page does not train on ({@link io.github.attention4j.datasets.PointedDigits}),
 * asks for the digits and for the map, turns the hands, replaces digits that nobody points at, and
 * measures all of it.
 */
@Exercise(
    lesson = "13",
    title = "A look where a hand points",
    starter = HandExperiment.class,
    grader = HandReaderGrader.class,
    experiment = true,
    seconds = 120)
public interface HandReader {

  /**
   * Reads the digits that the hands point at.
   *
   * @param pictures (B, 24, 24) FLOAT, from 0 (paper) to 1 (ink)
   * @return the likeliest class of each, 0 to 9, (B)
   */
  INDArray read(INDArray pictures);

  /**
   * Says how much of each cell reached the answer, by attention rollout: the class token's row,
   * without its own share.
   *
   * @param pictures as above
   * @return weights that sum to 1 for each picture, (B, 9), cells row by row
   */
  INDArray rollout(INDArray pictures);

  /**
   * As {@link #read}, by the same model trained without position embeddings.
   *
   * @param pictures as above
   * @return the likeliest class of each, 0 to 9, (B)
   */
  INDArray readWithoutPositions(INDArray pictures);
}
