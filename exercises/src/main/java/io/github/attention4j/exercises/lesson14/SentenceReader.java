package io.github.attention4j.exercises.lesson14;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 14: sentences translated into a made language whose word order is
 * turned.
 *
 * <p>{@link io.github.attention4j.datasets.Translations} has the sentences, and keeps back some
 * that no model learns from. The grader draws such sentences, asks for the translations and for the
 * map, and measures both. Words are numbers, as there; 0 is padding.
 */
@Exercise(
    lesson = "14",
    title = "Sentences translated by an encoder-decoder",
    starter = TranslationExperiment.class,
    grader = SentenceReaderGrader.class,
    experiment = true,
    seconds = 300)
public interface SentenceReader {

  /**
   * Translates sentences; each word is chosen by what the model wrote before it, not by the right
   * answer.
   *
   * @param sources (B, 16) FLOAT, padding behind
   * @return the words of the translations, then the end, then anything, (B, 19)
   */
  INDArray translate(INDArray sources);

  /**
   * Says where the model looks for each word of a target that it is told.
   *
   * @param sources as above
   * @param targets the right translations, then the end, then padding, (B, 19) FLOAT
   * @return weights, (B, 19, 16): row i is where it looks to write word i
   */
  INDArray weights(INDArray sources, INDArray targets);

  /**
   * As {@link #translate}, by the same model trained without attention: all that it knows of the
   * sentence is one vector.
   *
   * @param sources as above
   * @return (B, 19)
   */
  INDArray translateWithoutAttention(INDArray sources);
}
