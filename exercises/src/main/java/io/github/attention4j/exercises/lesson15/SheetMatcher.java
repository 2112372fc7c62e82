package io.github.attention4j.exercises.lesson15;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 15: pictures and captions in one space.
 *
 * <p>{@link io.github.attention4j.datasets.Stickers} draws the pictures and captions, and keeps
 * five names back that no model learns from. The grader draws sheets anew, asks for the cosines of
 * all pictures with all captions and for the map of words and cells, and measures both.
 */
@Exercise(
    lesson = "15",
    title = "Pictures and captions find each other",
    starter = MatchingExperiment.class,
    grader = SheetMatcherGrader.class,
    experiment = true,
    seconds = 300)
public interface SheetMatcher {

  /**
   * Compares every picture with every caption, word by word.
   *
   * @param pictures (P, 3, 24, 24) FLOAT, from 0 to 1
   * @param words numbers of the captions' words, padding behind, (N, 8) FLOAT
   * @return how well they fit each other, more for better, (P, N)
   */
  INDArray cosines(INDArray pictures, INDArray words);

  /**
   * Says where each word of a caption looks in its picture.
   *
   * @param pictures (B, 3, 24, 24)
   * @param words (B, 8); picture i and caption i belong together
   * @return weights, (B, 8, 9): row j is where word j looks among the cells, row by row
   */
  INDArray weights(INDArray pictures, INDArray words);

  /**
   * As {@link #cosines}, by a model that has one vector for a picture and one for a caption.
   *
   * @param pictures as there
   * @param words as there
   * @return (P, N)
   */
  INDArray cosinesOfOneVector(INDArray pictures, INDArray words);
}
