package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.check.Values;

/** What the grader of lesson 04 expects, in plain loops over doubles. */
final class Formulas {

  private Formulas() {}

  /** The mask's entries are 1 where a key may be attended to, so all ones is no mask. */
  static Values everywhere(Values scores) {
    return scores.map(score -> 1);
  }

  /** Softmax over the keys that the mask allows; zeros where it allows none. */
  static Values softmax(Values scores, Values mask) {
    return Values.fill(
        index -> {
          int[] key = index.clone();
          double largest = Double.NEGATIVE_INFINITY;
          for (key[2] = 0; key[2] < scores.size(2); key[2]++) {
            largest = mask.at(key) == 1 ? Math.max(largest, scores.at(key)) : largest;
          }
          double sum = 0;
          for (key[2] = 0; key[2] < scores.size(2); key[2]++) {
            sum += mask.at(key) == 1 ? Math.exp(scores.at(key) - largest) : 0;
          }
          return mask.at(index) == 1 ? Math.exp(scores.at(index) - largest) / sum : 0;
        },
        scores.shape());
  }

  static Values softmax(Values scores) {
    return softmax(scores, everywhere(scores));
  }

  /** Divides by the sum along an axis, whatever comes of it. */
  static Values normalised(Values numbers, int axis) {
    return numbers.with(numbers.sumAlong(axis), (number, sum) -> number / sum);
  }

  static double largest(Values numbers) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double number : numbers.numbers()) {
      largest = Math.max(largest, number);
    }
    return largest;
  }

  /** The gradient with respect to the scores, from that with respect to the weights. */
  static Values scoresGradient(Values weights, Values weightsGradient) {
    Values rowSum = weights.times(weightsGradient).sumAlong(2);
    return weights.times(weightsGradient.with(rowSum, (g, sum) -> g - sum));
  }
}
