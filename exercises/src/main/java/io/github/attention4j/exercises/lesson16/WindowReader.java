package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 16: what a stack of windows sees, and what it cannot see.
 *
 * <p>A log file has 40 lines, one of the first eight names a time zone. Asked at the 32 lines
 * behind it, a stack of four layers with a window of 8 (every line attends to itself and the eight
 * before it) can know the zone everywhere, a stack of two up to 16 lines away. The grader draws
 * files that the page does not train on ({@link io.github.attention4j.datasets.LogFiles}), asks for
 * the four layers' maps and for the zones by both stacks, and measures by distance.
 */
@Exercise(
    lesson = "16",
    title = "What a window cannot see",
    starter = WindowExperiment.class,
    grader = WindowReaderGrader.class,
    experiment = true,
    seconds = 120)
public interface WindowReader {

  /**
   * Says where the lines look, in each of four layers with a window of 8.
   *
   * @param files (B, 40) FLOAT, the lines' numbers: 0 to 7 are ordinary lines, 8 + z names zone z
   * @return weights, (B, 4, 40, 40): first the layer next to the file; a row for each line that
   *     looks
   */
  INDArray weights(INDArray files);

  /**
   * Names the zone at every line, by these four layers.
   *
   * @param files as above
   * @return from 0 to 7, (B, 40); where it is not asked for, any
   */
  INDArray zones(INDArray files);

  /**
   * As {@link #zones}, by a network with two such layers.
   *
   * @param files as above
   * @return from 0 to 7, (B, 40)
   */
  INDArray zonesByTwoLayers(INDArray files);
}
