package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Values;

/** The softmax over the last axis, and its gradient, in plain loops over doubles. */
public final class Softmax {

  private static final int LAST = -1;

  private Softmax() {}

  /** Returns the weights of all keys. */
  public static Values of(Values scores) {
    return of(scores, everywhere(scores));
  }

  /**
   * Returns the weights of the keys that the mask allows; zeros where it allows none.
   *
   * @param scores scores, the keys along the last axis
   * @param mask 1 where a key may be attended to and 0 where not, of the same shape
   */
  public static Values of(Values scores, Values mask) {
    Values largest =
        scores
            .with(mask, (score, allowed) -> allowed == 1 ? score : Double.NEGATIVE_INFINITY)
            .maxAlong(LAST);
    Values exps =
        scores
            .with(largest, (score, top) -> Math.exp(score - top))
            .with(mask, (exp, allowed) -> allowed == 1 ? exp : 0);
    return exps.with(exps.sumAlong(LAST), (exp, sum) -> exp == 0 ? 0 : exp / sum);
  }

  /** Returns a mask that allows every key. */
  public static Values everywhere(Values scores) {
    return scores.map(score -> 1);
  }

  /**
   * Returns the gradient with respect to the scores.
   *
   * @param weights the softmax
   * @param weightsGradient gradient with respect to these
   */
  public static Values gradient(Values weights, Values weightsGradient) {
    Values product = weights.times(weightsGradient);
    return product.with(weights.times(product.sumAlong(LAST)), (own, shared) -> own - shared);
  }

  /** Divides by the sum along an axis, whatever comes of it. */
  static Values normalised(Values numbers, int axis) {
    return numbers.with(numbers.sumAlong(axis), (number, sum) -> number / sum);
  }

  /** Subtracts something from the scores, takes exps and divides by their row's sum. */
  static Values shifted(Values scores, Values shift) {
    return normalised(scores.with(shift, (score, by) -> Math.exp(score - by)), LAST);
  }
}
