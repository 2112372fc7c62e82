package io.github.attention4j.exercises.lesson07;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 07: the words of a caption look at the cells of a picture.
 *
 * <p>A model of it was trained to say how the things that a caption names are filled, and on that
 * alone; nobody told it where they stand. The grader draws scenes anew, asks where every noun looks
 * and what it answers, and measures both.
 */
@Exercise(
    lesson = "07",
    title = "A caption's words find their cells",
    starter = SceneExperiment.class,
    grader = SceneReaderGrader.class,
    experiment = true,
    seconds = 180)
public interface SceneReader {

  /**
   * Says how much each word attends to each cell.
   *
   * @param pictures pictures of 4 x 4 cells, as {@link
   *     io.github.attention4j.datasets.Scenes#pictures} gives them, (B, 3, 32, 32) FLOAT
   * @param words the numbers of their captions' words, (B, Tq) FLOAT
   * @return weights, (B, Tq, 16), the cells row by row
   */
  INDArray weights(INDArray pictures, INDArray words);

  /**
   * Says how what each noun names is filled.
   *
   * @param pictures as above
   * @param words as above
   * @return a number for each fill, the largest is the answer, (B, Tq, 4); only the rows of the
   *     nouns count
   */
  INDArray fills(INDArray pictures, INDArray words);

  /**
   * Answers without any picture, by a model that was trained without: the baseline.
   *
   * @param words as above
   * @return as above
   */
  INDArray fillsWithoutPicture(INDArray words);
}
