package io.github.attention4j.exercises.lesson08;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 08: gates find the channels that carry a digit.
 *
 * <p>A picture has 12 channels. Two of them, other ones in every picture, carry half of a digit's
 * ink each; the others hold noise. A model was trained to name the digit, and on that alone; nobody
 * told it which channels carry. It has seen none of the digits of {@code Digits.load().split(500,
 * 0).test()}: of these the grader makes pictures anew, asks for the gates and for what is read, and
 * measures both.
 */
@Exercise(
    lesson = "08",
    title = "Gates find the channels that carry the digit",
    starter = ChannelExperiment.class,
    grader = ChannelReaderGrader.class,
    experiment = true,
    seconds = 240)
public interface ChannelReader {

  /**
   * Says how far the gate of each channel is open.
   *
   * @param pictures pictures as {@link io.github.attention4j.datasets.NoisyChannels#pictures} gives
   *     them, (N, 12, 8, 8) FLOAT
   * @return gates from 0 to 1, (N, 12)
   */
  INDArray gates(INDArray pictures);

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
