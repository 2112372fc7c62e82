package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 01: a harbour's log as a soft dictionary, whose width is learned.
 *
 * <p>The keys are the hours at which a gauge was read, the values the levels that were read; the
 * queries are any hours. The width is learned before the grader asks, on a log of one's own. The
 * grader makes logs that the lesson's page does not use, of 100 readings each, asks for maps and
 * levels, and measures both.
 */
@Exercise(
    lesson = "01",
    title = "A harbour's log read by a soft dictionary",
    starter = TideExperiment.class,
    grader = TideReaderGrader.class,
    experiment = true,
    seconds = 60)
public interface TideReader {

  /** Returns the width that was learned, in hours. */
  double width();

  /**
   * Says how much each query attends to each reading of a log.
   *
   * @param asked hours to ask for, (Tq) DOUBLE
   * @param hours hours of the log's readings, (Tk) DOUBLE
   * @param width width to weigh with, in hours: the learned one or any other
   * @return weights, (Tq, Tk)
   */
  INDArray weights(INDArray asked, INDArray hours, double width);

  /**
   * Reads a log at any hours, with the width that was learned.
   *
   * @param asked hours to ask for, as above
   * @param hours hours of the log's readings, as above
   * @param levels what was read at these hours, in metres, (Tk) DOUBLE
   * @return levels at the hours asked for, (Tq)
   */
  INDArray read(INDArray asked, INDArray hours, INDArray levels);
}
