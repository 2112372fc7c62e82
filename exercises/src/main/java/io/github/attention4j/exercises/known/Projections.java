package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** Projections by a weight that has a row for each feature which it makes, and no batch axis. */
public final class Projections {

  private Projections() {}

  /**
   * Returns {@code input weight^T}.
   *
   * @param input (.., D)
   * @param weight (A, D)
   * @return (.., A)
   */
  public static Values of(Values input, Values weight) {
    return product(input, weight.transposed());
  }

  /**
   * Returns {@code input matrix}.
   *
   * @param input (.., D)
   * @param matrix (D, A)
   * @return (.., A)
   */
  public static Values product(Values input, Values matrix) {
    int[] shape = input.shape();
    int width = input.size(-1);
    shape[shape.length - 1] = matrix.size(-1);
    return input.reshaped(input.numbers().length / width, width).matmul(matrix).reshaped(shape);
  }

  /**
   * Returns the mistakes of a projection.
   *
   * @param input (.., D)
   * @param weight (A, D)
   */
  public static Trial.Known mistakes(Values input, Values weight) {
    return mistakes(input, weight, Values.fill(index -> 0, weight.size(0)));
  }

  /**
   * Returns the mistakes of a projection to which a bias is added.
   *
   * @param input (.., D)
   * @param weight (A, D)
   * @param bias (A)
   */
  public static Trial.Known mistakes(Values input, Values weight, Values bias) {
    return trial -> {
      int[] turned = weight.transposed().shape();
      if (weight.size(0) == weight.size(1)) {
        trial.knows(
            "the weight is not transposed: it has a row for each feature that it makes",
            plus(product(input, weight), bias));
      }
      trial
          .knows(
              "the weight was reshaped, not transposed: reshape keeps the numbers in their old"
                  + " order",
              plus(product(input, weight.reshaped(turned)), bias))
          .knows(
              "the first row of the weight is used for all features that are made",
              plus(of(input, weight.repeated(0, 0)), bias))
          .knows(
              "the last feature of the input is forgotten: does a loop end too early?",
              plus(of(input, without(weight, weight.size(1) - 1)), bias))
          .knows(
              "the first feature of the input is forgotten: does a loop begin at 1?",
              plus(of(input, without(weight, 0)), bias))
          .knows(
              "divided by the number of features: a projection adds up, it takes no mean",
              plus(of(input, weight).times(1.0 / weight.size(1)), bias))
          .hint(
              "Compute one number by hand: all features of position 1 of example 0, each times its"
                  + " number in row 0 of the weight. Print yours beside it.");
    };
  }

  /**
   * Returns the mistakes of values that are projected, then mixed by weights.
   *
   * @param weights (B, Tq, Tk)
   * @param name what is projected, such as {@code "input"}
   * @param input (B, Tk, D)
   * @param weight of the values, (Dv, D)
   */
  public static Trial.Known mixed(Values weights, String name, Values input, Values weight) {
    return trial -> {
      trial
          .knows("these are the values alone: mix them by the weights", of(input, weight))
          .knows(
              "the %s is mixed as it is: the values are its projection by valueWeight"
                  .formatted(name),
              weights.matmul(input));
      if (weight.size(0) == weight.size(1)) {
        trial.knows(
            "the weight is not transposed: it has a row for each feature that it makes",
            weights.matmul(product(input, weight)));
      }
    };
  }

  private static Values plus(Values product, Values bias) {
    int last = product.rank() - 1;
    return Values.fill(i -> product.at(i) + bias.at(i[last]), product.shape());
  }

  private static Values without(Values weight, int feature) {
    return Values.fill(index -> index[1] == feature ? 0 : weight.at(index), weight.shape());
  }
}
