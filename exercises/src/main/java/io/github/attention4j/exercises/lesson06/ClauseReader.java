package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 06: in sentences of two clauses, each verb has two questions, who does
 * it and to whom. Two heads answer both; one head with as many parameters cannot.
 *
 * <p>The grader makes sentences that the page does not use ({@link
 * io.github.attention4j.datasets.Clauses}) and asks both models, trained. Letters for shapes: N
 * counts the sentences, T their nine words, H the heads.
 */
@Exercise(
    lesson = "06",
    title = "Two questions, two heads",
    starter = ClauseExperiment.class,
    grader = ClauseReaderGrader.class,
    experiment = true,
    seconds = 120)
public interface ClauseReader {

  /**
   * Says where each head looks, in the model with several heads.
   *
   * @param words the numbers of the words, (N, T) INT32
   * @return weights, (N, H, T, T), H at least 2
   */
  INDArray weights(INDArray words);

  /**
   * Answers, by the model with several heads.
   *
   * @param words the numbers of the words, (N, T) INT32
   * @return how likely each of the eight nouns is the doer [0] and the receiver [1], for each word;
   *     only verbs are asked: (N, T, 2, 8)
   */
  INDArray answers(INDArray words);

  /**
   * Answers, by the same model with one head.
   *
   * @param words the numbers of the words, (N, T) INT32
   * @return as {@link #answers}
   */
  INDArray answersOfOneHead(INDArray words);

  /** Returns all trained arrays of the model with several heads. */
  INDArray[] parameters();

  /** Returns all trained arrays of the model with one head. */
  INDArray[] parametersOfOneHead();
}
