package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** The three ways on which a gate's gradient comes back to its input, and how one goes astray. */
public final class PoolPaths implements Trial.Known {

  private final Pooling pooling;
  private final Values input;
  private final Values gate;
  private final Values outputGradient;
  private final Values average;
  private final Values max;
  private final Values product;
  private final Values averaged;
  private final Values won;

  /**
   * Sets the ways.
   *
   * @param pooling what is pooled
   * @param input feature map, (B, C, H, W)
   * @param gate its gate, (B, C, 1, 1) or (B, 1, H, W)
   * @param outputGradient gradient with respect to their product, (B, C, H, W)
   * @param average gradient with respect to the averages, shaped as the gate
   * @param max gradient with respect to the maxima, shaped as the gate
   */
  public PoolPaths(
      Pooling pooling,
      Values input,
      Values gate,
      Values outputGradient,
      Values average,
      Values max) {
    this.pooling = pooling;
    this.input = input;
    this.gate = gate;
    this.outputGradient = outputGradient;
    this.average = Gates.spread(average, input);
    this.max = Gates.spread(max, input);
    product = Gates.gated(outputGradient, gate);
    averaged = this.average.times(1.0 / pooling.count(input));
    won = this.max.times(pooling.winners(input));
  }

  /** Returns the gradient with respect to the input. */
  public Values exact() {
    return product.plus(averaged, won);
  }

  @Override
  public void addTo(Trial trial) {
    Values all = pooling.allWinners(input);
    Values share = Gates.spread(pooling.sum(all), input);
    double count = pooling.count(input);
    Pooling other = pooling == Pooling.PLACES ? Pooling.CHANNELS : Pooling.PLACES;
    trial
        .knows(
            "this is the way of the product alone: the gate depends on the input, too, by both"
                + " pools",
            product)
        .knows(
            "these are the ways of the pools alone: the input is also a factor of the output",
            averaged.plus(won))
        .knows("the way of the maximum is missing", product.plus(averaged))
        .knows("the way of the average is missing", product.plus(won))
        .knows(
            "the average's gradient is not divided: each number has one part in the count of them",
            product.plus(average, won))
        .knows(
            "the average's gradient is divided twice by the count of the numbers",
            product.plus(averaged.times(1 / count), won))
        .knows(
            "the average's gradient is divided by another count than that of the numbers averaged",
            product.plus(average.times(1.0 / other.count(input)), won))
        .knows(
            "the average's gradient goes to the largest number alone: each had its part",
            product.plus(average.times(pooling.winners(input)), won),
            product.plus(averaged.times(pooling.winners(input)), won))
        .knows(
            "the maximum's gradient goes to every number: only the largest is the maximum",
            product.plus(averaged, max))
        .knows(
            "the maximum's gradient is spread as an average's: the largest number gets all of it",
            product.plus(averaged, max.times(1 / count)))
        .knows(
            "the maximum's gradient is divided by the count of the numbers: the largest gets all"
                + " of it",
            product.plus(averaged, won.times(1 / count)))
        .knows(
            "the maximum's gradient goes to the smallest number",
            product.plus(averaged, max.times(pooling.winners(input.times(-1)))))
        .knows(
            "the maximum's gradient goes to the number of the largest magnitude",
            product.plus(averaged, max.times(pooling.winners(input.map(Math::abs)))))
        .knows(
            "the maximum's gradient is multiplied by the maximum itself: its derivative is 1",
            product.plus(averaged, won.times(input)))
        .knows(
            "every largest number gets the whole gradient: it goes to the first of them",
            product.plus(averaged, max.times(all)))
        .knows(
            "the largest numbers share the gradient: it goes to the first of them",
            product.plus(averaged, max.times(all).with(share, (gradient, by) -> gradient / by)))
        .knows(
            "of several largest numbers the last one gets the gradient: it goes to the first",
            product.plus(averaged, max.times(pooling.lastWinners(input))))
        .knows(
            "the gradients of the two pools have changed places",
            product.plus(max.times(1 / count), average.times(pooling.winners(input))))
        .knows(
            "the gate is missing in the product's way: the derivative of F * g by F is g",
            outputGradient.plus(averaged, won))
        .knows(
            "the pools' ways are multiplied by the gate, too: they do not lead through the product",
            product.plus(Gates.gated(averaged, gate), Gates.gated(won, gate)))
        .knows(
            "the pools' ways are subtracted: all three are added",
            product.plus(averaged.times(-1), won.times(-1)))
        .knows("the mean of the three ways is taken: add them", exact().times(1.0 / 3))
        .hint(
            "Print the three parts. Set the output's gradient to zeros: what is left belongs to the"
                + " pools; set the maxima's to zeros, too: what is left is alike all over.");
  }
}
