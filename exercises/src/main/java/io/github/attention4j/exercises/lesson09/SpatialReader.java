package io.github.attention4j.exercises.lesson09;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 09: a digit is read among clutter, and a gate finds it.
 *
 * <p>A model of it was trained to name the digit, and on that alone; nobody told it where the digit
 * is. It has seen none of the digits of {@code Digits.load().split(360, 0).test()}: of these the
 * grader makes canvases anew, asks where the gate is open and what is read, and measures both.
 */
@Exercise(
    lesson = "09",
    title = "A gate finds the digit among clutter",
    starter = SpatialExperiment.class,
    grader = SpatialReaderGrader.class,
    experiment = true,
    seconds = 240)
public interface SpatialReader {

  /**
   * Says how far the gate is open at each place.
   *
   * @param pictures cluttered canvases, as {@link io.github.attention4j.datasets.Canvases#pictures}
   *     gives them, (N, 1, 24, 24) FLOAT
   * @return gates from 0 to 1, (N, 1, h, w), where h and w divide 24: each gate covers a block of
   *     pixels
   */
  INDArray gate(INDArray pictures);

  /**
   * Reads the digits.
   *
   * @param pictures as above
   * @return a number for each class, the largest is the answer, (N, 10)
   */
  INDArray read(INDArray pictures);

  /**
   * Reads the digits by the same network without the gate, trained alike: the baseline.
   *
   * @param pictures as above
   * @return as above
   */
  INDArray readWithoutGate(INDArray pictures);
}
