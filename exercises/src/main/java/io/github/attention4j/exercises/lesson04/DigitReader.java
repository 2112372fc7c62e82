package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 04: digits read by attention alone, without training.
 *
 * <p>The queries are images to read, the keys are images whose labels are known, the values these
 * labels. The grader draws images that the lesson's page does not use in this way, asks for the map
 * and for the reading, and measures both.
 */
@Exercise(
    lesson = "04",
    title = "Digits read by attention, without training",
    starter = DigitExperiment.class,
    grader = DigitReaderGrader.class,
    experiment = true,
    seconds = 60)
public interface DigitReader {

  /**
   * Says how much each image attends to each known image.
   *
   * @param images images to read, each standardised to mean 0 and variance 1, (Tq, 64) FLOAT
   * @param known images whose labels are known, (Tk, 64) FLOAT
   * @return weights, (Tq, Tk)
   */
  INDArray weights(INDArray images, INDArray known);

  /**
   * Reads images.
   *
   * @param images images to read, as above
   * @param known images whose labels are known, as above
   * @param labels their labels, one-hot, (Tk, 10) FLOAT
   * @return how likely each image is of each class, (Tq, 10)
   */
  INDArray read(INDArray images, INDArray known, INDArray labels);
}
