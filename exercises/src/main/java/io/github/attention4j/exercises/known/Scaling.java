package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** Ways to get the division of the scores by the root of their features wrong. */
public final class Scaling {

  private Scaling() {}

  /**
   * Returns the mistakes of scores that are divided by a root.
   *
   * @param in the case
   * @param features letter of the features that the products sum over, such as {@code "Dk"}
   * @param products the dot products, not divided yet
   */
  public static Trial.Known by(Inputs in, String features, Values products) {
    double length = in.length(features);
    double root = Math.sqrt(length);
    return trial -> {
      trial
          .knows("these are the unscaled scores: divide by sqrt(%s)".formatted(features), products)
          .knows(
              "divided by %s instead of its root: divide by sqrt(%s)".formatted(features, features),
              products.times(1 / length))
          .knows(
              "multiplied by sqrt(%s): the scale makes large scores smaller, so divide"
                  .formatted(features),
              products.times(root))
          .knows(
              "the root is cut to a whole number: Math.sqrt gives a double, keep it one",
              products.times(1 / Math.floor(root)),
              products.times(1 / Math.rint(root)));
      for (String letter : in.letters()) {
        if (!letter.equals(features)) {
          trial.knows(
              "divided by sqrt(%s): divide by the root of the number of features, %s"
                  .formatted(letter, features),
              products.times(1 / Math.sqrt(in.length(letter))));
        }
      }
    };
  }
}
