package io.github.attention4j.exercises.lesson10;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 10: digits on cluttered sheets that two of six channels carry.
 *
 * <p>A picture has six channels of 16 x 16 places. Two carry the same sheet, the others noise; in
 * one quarter of the sheet stands a digit, in the other three lie scraps. The grader draws pictures
 * of digits that the page does not train on ({@link
 * io.github.attention4j.datasets.ClutteredChannels}), asks for both gates and for the digits, with
 * gates and without, and measures all of it.
 */
@Exercise(
    lesson = "10",
    title = "Two gates find a digit",
    starter = CbamExperiment.class,
    grader = SheetReaderGrader.class,
    experiment = true,
    seconds = 120)
public interface SheetReader {

  /**
   * Says how far each channel is let pass.
   *
   * @param pictures (B, 6, 16, 16) FLOAT, from 0 (paper) to 1 (ink)
   * @return gates, (B, 6)
   */
  INDArray channelGate(INDArray pictures);

  /**
   * Says how far each place is let pass.
   *
   * @param pictures as above
   * @return gates, (B, 16, 16)
   */
  INDArray spatialGate(INDArray pictures);

  /**
   * Reads the digits, with both gates.
   *
   * @param pictures as above
   * @return the likeliest class of each, 0 to 9, (B)
   */
  INDArray read(INDArray pictures);

  /**
   * As {@link #read}, by the same reader trained without gates.
   *
   * @param pictures as above
   * @return the likeliest class of each, 0 to 9, (B)
   */
  INDArray readWithoutGates(INDArray pictures);
}
