package io.github.attention4j.exercises.lesson12;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 12: captions that name what stands on four shelves, from the top down.
 *
 * <p>{@link io.github.attention4j.datasets.Shelves} has the pictures. The grader draws such
 * pictures, asks for the captions and for the map of a model with an additive score and of one with
 * a linear score, and measures all of them. Words are numbers, as there; 0 is padding.
 */
@Exercise(
    lesson = "12",
    title = "Captions that look at what they name",
    starter = CaptionExperiment.class,
    grader = SceneTellerGrader.class,
    experiment = true,
    seconds = 300)
public interface SceneTeller {

  /**
   * Writes captions; each word is chosen by what the model wrote before it, not by the right
   * answer.
   *
   * @param pictures (B, 3, 32, 32) FLOAT
   * @return the words of the captions, then the end, then anything, (B, 12)
   */
  INDArray tell(INDArray pictures);

  /**
   * Says where the model looks for each word of a caption that it is told.
   *
   * @param pictures as above
   * @param captions the right captions, then the end, then padding, (B, 12) FLOAT
   * @return weights, (B, 12, 16): row t is where it looks to write word t
   */
  INDArray weights(INDArray pictures, INDArray captions);

  /**
   * As {@link #tell}, by the same model trained with a score that is linear over location and
   * state.
   *
   * @param pictures as above
   * @return (B, 12)
   */
  INDArray tellByLinearScore(INDArray pictures);

  /**
   * As {@link #weights}, by the model with the linear score.
   *
   * @param pictures as above
   * @param captions as above
   * @return (B, 12, 16)
   */
  INDArray linearWeights(INDArray pictures, INDArray captions);
}
