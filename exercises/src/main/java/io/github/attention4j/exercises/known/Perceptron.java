package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * The network that both pools of channel attention go through, {@code mlp(x) = W1 relu(W0 x + b0) +
 * b1}, and the ways to get {@code mlp(average) + mlp(max)} wrong.
 *
 * @param reduceWeight W0, (R, C)
 * @param reduceBias b0, (R)
 * @param expandWeight W1, (C, R)
 * @param expandBias b1, (C)
 */
public record Perceptron(
    Given reduceWeight, Given reduceBias, Given expandWeight, Given expandBias) {

  /** Draws a perceptron. */
  public static Perceptron of(Inputs in) {
    return new Perceptron(
        in.random("reduceWeight", "(R, C)"),
        in.random("reduceBias", "(R)"),
        in.random("expandWeight", "(C, R)"),
        in.random("expandBias", "(C)"));
  }

  /**
   * Returns what comes out for both pools together.
   *
   * @param average (B, C)
   * @param max (B, C)
   * @return (B, C)
   */
  public Values logits(Values average, Values max) {
    return apply(average).plus(apply(max));
  }

  /** Returns what comes out for one pool, (B, C). */
  public Values apply(Values input) {
    return apply(input, Perceptron::relu);
  }

  private Values apply(Values input, DoubleUnaryOperator bend) {
    return expand(reduce(input).map(bend));
  }

  private Values reduce(Values input) {
    return plusBias(Projections.of(input, reduceWeight.values()), reduceBias.values());
  }

  private Values expand(Values hidden) {
    return plusBias(Projections.of(hidden, expandWeight.values()), expandBias.values());
  }

  /**
   * Returns the mistakes.
   *
   * @param average (B, C)
   * @param max (B, C)
   * @param result makes what the step returns of logits, (B, C)
   */
  public Trial.Known mistakes(Values average, Values max, UnaryOperator<Values> result) {
    Values ofAverage = apply(average);
    Values ofMax = apply(max);
    Values exact = ofAverage.plus(ofMax);
    Values bias = plusBias(exact.times(0), expandBias.values());
    Values hidden = reduce(average).map(Perceptron::relu).plus(reduce(max).map(Perceptron::relu));
    return trial -> {
      trial
          .knows(
              "the maxima are missing: both pools go through the network", result.apply(ofAverage))
          .knows("the averages are missing: both pools go through the network", result.apply(ofMax))
          .knows(
              "the pools are added before the network: add what comes out of it",
              result.apply(apply(average.plus(max))),
              result.apply(apply(average.plus(max).times(0.5))))
          .knows(
              "only one of the pools goes through the network, and the other is added as it is",
              result.apply(ofAverage.plus(max)),
              result.apply(ofMax.plus(average)))
          .knows("the mean of the two results is taken: add them", result.apply(exact.times(0.5)))
          .knows(
              "the larger of the two results is taken: add them",
              result.apply(ofAverage.with(ofMax, Math::max)))
          .knows("the two results are multiplied: add them", result.apply(ofAverage.times(ofMax)))
          .knows(
              "the second result is subtracted: add them",
              result.apply(ofAverage.plus(ofMax.times(-1))))
          .knows(
              "the ReLU between the layers is missing",
              result.apply(apply(average, x -> x).plus(apply(max, x -> x))))
          .knows(
              "the ReLU comes after the second layer: it stands between the two",
              result.apply(
                  apply(average, x -> x)
                      .map(Perceptron::relu)
                      .plus(apply(max, x -> x).map(Perceptron::relu))),
              result.apply(apply(average, x -> x).plus(apply(max, x -> x)).map(Perceptron::relu)))
          .knows(
              "a second ReLU follows the second layer: logits may be negative",
              result.apply(ofAverage.map(Perceptron::relu).plus(ofMax.map(Perceptron::relu))),
              result.apply(exact.map(Perceptron::relu)))
          .knows(
              "the hidden numbers of both pools are added before the ReLU: bend them one by one",
              result.apply(expand(sumOfHidden(average, max).map(Perceptron::relu)).plus(bias)),
              result.apply(expand(sumOfHidden(average, max).map(Perceptron::relu))))
          .knows(
              "a sigmoid or a tanh stands between the layers: it is a ReLU",
              result.apply(apply(average, Perceptron::squash).plus(apply(max, Perceptron::squash))),
              result.apply(apply(average, Math::tanh).plus(apply(max, Math::tanh))))
          .knows(
              "the second bias is added once: it comes out of the network for each pool",
              result.apply(exact.plus(bias.times(-1))))
          .knows("the second bias is missing", result.apply(exact.plus(bias.times(-2))))
          .knows("the first bias is missing", result.apply(unbiased(average, max, bias)))
          .knows(
              "both biases are missing",
              result.apply(unbiased(average, max, bias).plus(bias.times(-2))))
          .knows("the second layer is missing: these are the R numbers inside the network", hidden)
          .hint(
              "Lead the averages through alone, by hand: W0 times example 0, plus b0, negative ones"
                  + " to 0, W1 times that, plus b1. Then the maxima, and add.");
      if (reduceWeight.values().size(0) == reduceWeight.values().size(1)) {
        trial.knows(
            "the weights are not transposed: a weight has a row for each number that it makes",
            result.apply(turned(average).plus(turned(max))));
      }
    };
  }

  private Values sumOfHidden(Values average, Values max) {
    return reduce(average).plus(reduce(max));
  }

  private Values unbiased(Values average, Values max, Values bias) {
    Values hidden =
        Projections.of(average, reduceWeight.values())
            .map(Perceptron::relu)
            .plus(Projections.of(max, reduceWeight.values()).map(Perceptron::relu));
    return expand(hidden).plus(bias);
  }

  private Values turned(Values input) {
    Values hidden =
        plusBias(Projections.product(input, reduceWeight.values()), reduceBias.values());
    return plusBias(
        Projections.product(hidden.map(Perceptron::relu), expandWeight.values()),
        expandBias.values());
  }

  private static double relu(double number) {
    return Math.max(0, number);
  }

  private static double squash(double number) {
    return 1 / (1 + Math.exp(-number));
  }

  private static Values plusBias(Values product, Values bias) {
    return Values.fill(index -> product.at(index) + bias.at(index[1]), product.shape());
  }
}
