package io.github.attention4j.exercises.lesson17;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 17: two readers with the same answers and different maps, and an
 * explanation that is not fooled.
 *
 * <p>A note of twelve words judges three topics, and one of them is asked for ({@link
 * io.github.attention4j.datasets.Reviews}): the topic and the judgement behind it are the reason.
 * One reader is trained plainly, the other, the liar, is paid for weights that are far from the
 * first one's. The grader makes notes of its own, asks both for answers and weights, and asks for
 * an explanation of the liar's answers.
 */
@Exercise(
    lesson = "17",
    title = "Two maps, one reason",
    starter = ReviewExperiment.class,
    grader = ReviewReaderGrader.class,
    experiment = true,
    seconds = 120)
public interface ReviewReader {

  /**
   * Answers, plainly trained.
   *
   * @param notes numbers of the words, (N, T) INT32
   * @param asked numbers of the topics asked for, (N) INT32
   * @return 1 for good and 0 for bad, (N)
   */
  INDArray answers(INDArray notes, INDArray asked);

  /**
   * Says where the plainly trained reader looks.
   *
   * @param notes as above
   * @param asked as above
   * @return weights, (N, T); rows sum to 1
   */
  INDArray weights(INDArray notes, INDArray asked);

  /**
   * Answers, as the liar.
   *
   * @param notes as above
   * @param asked as above
   * @return 1 for good and 0 for bad, (N)
   */
  INDArray liarsAnswers(INDArray notes, INDArray asked);

  /**
   * Says where the liar looks.
   *
   * @param notes as above
   * @param asked as above
   * @return weights, (N, T); rows sum to 1
   */
  INDArray liarsWeights(INDArray notes, INDArray asked);

  /**
   * Explains the liar's answers, by whatever asks the model and not its weights.
   *
   * @param notes as above
   * @param asked as above
   * @return how far each word is the reason, (N, T); larger is more
   */
  INDArray explanation(INDArray notes, INDArray asked);
}
