package io.github.attention4j.exercises.lesson02;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 02: a network that reads a word and writes it backwards, trained on
 * words of 4, 6, 8, 10 and 12 letters.
 *
 * <p>The grader draws words of 5, 7, 9 and 11 letters, asks for the map and for what is written,
 * and measures both. B is the number of words, T that of letters in each; a letter is a whole
 * number from 0 (a) to 25 (z).
 */
@Exercise(
    lesson = "02",
    title = "Words written backwards",
    starter = ReversalExperiment.class,
    grader = SequenceReverserGrader.class,
    experiment = true,
    seconds = 120)
public interface SequenceReverser {

  /**
   * Says how much each letter that is written attends to each letter that is read.
   *
   * @param letters words, (B, T) INT32
   * @return weights, (B, T, T): row t is what the letter written at place t attends to
   */
  INDArray weights(INDArray letters);

  /**
   * Writes words backwards.
   *
   * @param letters words, (B, T) INT32
   * @return the letters that are written, (B, T) of any numeric type
   */
  INDArray reverse(INDArray letters);

  /**
   * Writes words backwards as far as that goes without attention: the baseline, trained likewise.
   *
   * @param letters words, (B, T) INT32
   * @return the letters that are written, (B, T) of any numeric type
   */
  INDArray reverseWithoutAttention(INDArray letters);
}
