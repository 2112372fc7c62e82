package io.github.attention4j.exercises.lesson03;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 03: dates in letters, translated into ISO 8601 by an encoder-decoder.
 *
 * <p>{@link io.github.attention4j.datasets.Dates} has the texts, and keeps back days that no model
 * learns from. The grader draws such days, asks for the answers and the map, and measures both.
 * Words and pieces are numbers, as there.
 */
@Exercise(
    lesson = "03",
    title = "Dates read by an encoder-decoder",
    starter = DateExperiment.class,
    grader = DateReaderGrader.class,
    experiment = true,
    seconds = 300)
public interface DateReader {

  /**
   * Translates texts; each piece is chosen by what the model wrote before it, not by the right
   * answer.
   *
   * @param texts (B, T) FLOAT, T = 29, or more, fillers on the left
   * @return the pieces of the dates, (B, 8)
   */
  INDArray read(INDArray texts);

  /**
   * Says where the model looked before it wrote each piece.
   *
   * @param texts as above
   * @return weights, (B, 8, T)
   */
  INDArray weights(INDArray texts);

  /**
   * As {@link #read}, by the same model trained without attention: all that it knows of the text is
   * one vector.
   *
   * @param texts as above
   * @return the pieces of the dates, (B, 8)
   */
  INDArray readWithoutAttention(INDArray texts);
}
