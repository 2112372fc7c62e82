package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ways to get an average or a maximum over a feature map's places or channels wrong. */
public final class PoolMistakes {

  private static final String HINT =
      "Print one example of 2 channels, 2 rows and 2 columns, and what you make of it; pool it by"
          + " hand.";

  private PoolMistakes() {}

  /**
   * Returns the mistakes of an average.
   *
   * @param in the case
   * @param pooling what is joined
   * @param map feature map, (B, C, H, W)
   * @param result makes what the step returns of averages that keep their axes
   */
  public static Trial.Known ofAverage(
      Inputs in, Pooling pooling, Values map, UnaryOperator<Values> result) {
    Values sum = pooling.sum(map);
    Values exact = pooling.mean(map);
    Values max = pooling.max(map);
    Values min = pooling.max(map.times(-1)).times(-1);
    int count = pooling.count(map);
    return trial -> {
      trial
          .knows("the maximum is taken for the average", result.apply(max))
          .knows("the sum is taken for the average: divide it", result.apply(sum));
      for (String letters : List.of("B", "C", "H", "W", "H*W", "C*H*W")) {
        if (!letters.equals(pooling == Pooling.PLACES ? "H*W" : "C")) {
          trial.knows(
              "the average's sum is divided by %s: divide by how many numbers were added"
                  .formatted(letters),
              result.apply(sum.times(1.0 / in.length(letters))));
        }
      }
      trial
          .knows(
              "the average's sum is divided by one less than there are numbers",
              result.apply(sum.times(1.0 / (count - 1))))
          .knows(
              "the average is that of the numbers' magnitudes: keep their signs",
              result.apply(pooling.mean(map.map(Math::abs))))
          .knows(
              "the average is that of the numbers' squares, or its root",
              result.apply(pooling.mean(map.times(map))),
              result.apply(pooling.mean(map.times(map)).map(Math::sqrt)))
          .knows(
              "the average is the middle between the smallest and the largest: every number counts",
              result.apply(max.with(min, (top, low) -> (top + low) / 2)))
          .knows(
              "what is negative does not count in the average: take the input as it is",
              result.apply(pooling.mean(map.map(number -> Math.max(0, number)))))
          .knows(
              "the average is that of the first example alone, for all of them",
              result.apply(exact.repeated(0, 0)))
          .hint(HINT);
    };
  }

  /**
   * Returns the mistakes of a maximum.
   *
   * @param pooling what is joined
   * @param map feature map, (B, C, H, W)
   * @param result makes what the step returns of maxima that keep their axes
   */
  public static Trial.Known ofMax(Pooling pooling, Values map, UnaryOperator<Values> result) {
    Values exact = pooling.max(map);
    Values magnitude = pooling.max(map.map(Math::abs));
    Values low = pooling.max(map.times(-1)).times(-1);
    return trial ->
        trial
            .knows("the average is taken for the maximum", result.apply(pooling.mean(map)))
            .knows("the sum is taken for the maximum", result.apply(pooling.sum(map)))
            .knows("the minimum is taken for the maximum", result.apply(low))
            .knows(
                "the search for the maximum begins with 0, which is larger than what is negative:"
                    + " begin with the first number",
                result.apply(exact.map(top -> Math.max(0, top))))
            .knows(
                "the maximum is that of the numbers' magnitudes: -3 is smaller than 2",
                result.apply(magnitude),
                result.apply(exact.with(low, (top, least) -> top >= -least ? top : least)))
            .knows(
                "this is where the maximum stands, not the maximum itself",
                result.apply(pooling.places(map)))
            .knows(
                "the maximum is a soft one (the logarithm of the sum of exps): take the largest"
                    + " number itself",
                result.apply(pooling.sum(map.map(Math::exp)).map(Math::log)))
            .knows(
                "the maximum is that of the first example alone, for all of them",
                result.apply(exact.repeated(0, 0)))
            .hint(HINT);
  }
}
