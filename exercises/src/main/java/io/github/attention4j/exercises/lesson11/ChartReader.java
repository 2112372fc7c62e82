package io.github.attention4j.exercises.lesson11;

import io.github.attention4j.exercises.check.Exercise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The experiment of lesson 11: ships on a sea chart find the harbour that flies their flag.
 *
 * <p>A chart is cut into 6 x 6 places of 4 x 4 pixels; on it lie four ships and their harbours. A
 * ship may enter if its lamp and that of its harbour are of the same colour. The grader draws
 * charts that the page does not train on ({@link io.github.attention4j.datasets.Harbours}), asks
 * for the map and for an answer at every place, by attention and by convolutions alone, and
 * measures all of it where the ships are.
 */
@Exercise(
    lesson = "11",
    title = "A ship finds its harbour",
    starter = ChartExperiment.class,
    grader = ChartReaderGrader.class,
    experiment = true,
    seconds = 120)
public interface ChartReader {

  /**
   * Says how much every place looks at every place.
   *
   * @param charts (B, 3, 24, 24) FLOAT, red, green and blue, from 0 to 1
   * @return weights, (B, 36, 36), a row for each place that asks; place {@code y * 6 + x} is in row
   *     y, column x
   */
  INDArray weights(INDArray charts);

  /**
   * Says of every place whether a ship there may enter its harbour.
   *
   * @param charts as above
   * @return 1 if it may, 0 if not, (B, 36); where no ship is, either
   */
  INDArray mayEnter(INDArray charts);

  /**
   * As {@link #mayEnter}, by a network that has two convolutions of 3 x 3 places in place of the
   * attention: no place sees further than two places.
   *
   * @param charts as above
   * @return 1 if it may, 0 if not, (B, 36)
   */
  INDArray mayEnterByConvolutions(INDArray charts);
}
