package io.github.attention4j.exercises.lesson01;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.DoubleBinaryOperator;

/** What lesson 01 asks of scores and mixtures, and the ways to get them wrong that are its own. */
final class SoftDictionaryTrials {

  private static final double[] WIDTHS = {0.7, 1.3, 1.7};

  private SoftDictionaryTrials() {}

  static Trial scores(SoftDictionaryTask task, Inputs in) {
    Given query = in.random("query", "(Tq, Dk)");
    Given key = in.random("key", "(Tk, Dk)");
    Values q = query.values();
    Values k = key.values();
    double width = WIDTHS[in.random().nextInt(WIDTHS.length)];
    double factor = -0.5 / (width * width);
    Values squares = squares(q, k);
    Values exact = squares.times(factor);
    Values dots = Products.dots(q, k);
    Trial trial =
        in.trial("scores", query, key)
            .asks(() -> task.scores(query.array(), key.array(), width))
            .expects("(Tq, Tk)", exact)
            .knows(
                "the minus is missing: a close key must score higher than a distant one",
                exact.times(-1))
            .knows(
                "the width is ignored: divide the squared distance by 2 width^2",
                squares.times(-1),
                squares.times(-0.5))
            .knows(
                "divided by width^2: the score is the squared distance over twice that",
                squares.times(2 * factor))
            .knows(
                "divided by the width, not by its square",
                squares.times(-0.5 / width),
                squares.times(-1 / width))
            .knows(
                "multiplied by width^2, which makes a wide dictionary narrow: divide (x / 2 * w * w"
                    + " multiplies, x / (2 * w * w) divides)",
                squares.times(-0.5 * width * width))
            .knows(
                "divided by (2 width)^2: only the width is squared, not the 2",
                squares.times(factor / 2))
            .knows(
                "these are distances, not squared distances: the root is not asked for",
                squares.map(Math::sqrt).times(factor),
                squares.map(Math::sqrt).times(-1 / width))
            .knows(
                "absolute differences are added up: square each difference before the sum",
                pairs(q, k, (a, b) -> Math.abs(a - b)).times(factor))
            .knows(
                "the differences are added before they are squared: square each feature's own",
                pairs(q, k, (a, b) -> a - b).map(sum -> sum * sum).times(factor))
            .knows(
                "the mean over the features is taken: the squares are added up",
                exact.times(1.0 / in.length("Dk")))
            .knows(
                "these are dot products: a score by distance needs the lengths of query and key, too",
                dots,
                dots.times(factor),
                dots.times(-factor))
            .knows(
                "the sign of the product is wrong: |q - k|^2 = |q|^2 - 2 q . k + |k|^2",
                squares(q, k.times(-1)).times(factor))
            .knows(
                "the 2 of 2 q . k is missing: |q - k|^2 = |q|^2 - 2 q . k + |k|^2",
                squares.with(dots, Double::sum).times(factor))
            .knows(
                "|q|^2 is missing: a softmax would not notice, but this is not yet the squared"
                    + " distance",
                squares.with(pairs(q, k, (a, b) -> a * a), (all, one) -> all - one).times(factor))
            .knows(
                "|k|^2 is missing: |q - k|^2 = |q|^2 - 2 q . k + |k|^2",
                squares.with(pairs(q, k, (a, b) -> b * b), (all, one) -> all - one).times(factor))
            .knows("exp is already applied: this step asks for the scores", exact.map(Math::exp))
            .knows(
                "the softmax is already applied: this step asks for the scores alone",
                Softmax.of(exact))
            .knows(
                "the largest score of each row is subtracted: that belongs into the softmax",
                exact.with(exact.maxAlong(-1), (score, top) -> score - top))
            .knows(
                "only the first feature is compared: sum over all of them",
                squares(first(q), first(k)).times(factor))
            .knows(
                "query and key have changed places: a row belongs to a query, a column to a key",
                exact.transposed());
    return trial.hint(
        "Compute S[1, 0] by hand: the differences of query 1 and key 0, feature by feature, squared,"
            + " added up, times -1 / (2 width^2). Print yours beside it.");
  }

  static Trial output(SoftDictionaryTask task, Inputs in) {
    Given weights = weights(in);
    Given value = in.random("value", "(Tk, Dv)");
    return in.trial("output", weights, value)
        .asks(() -> task.output(weights.array(), value.array()))
        .expects("(Tq, Dv)", weights.values().matmul(value.values()))
        .knows(Products.mixing(in, weights.values(), value.values()));
  }

  /** Weights as a softmax returns them. */
  static Given weights(Inputs in) {
    return in.given("weights", "(Tq, Tk)", Softmax.of(in.noise("(Tq, Tk)")));
  }

  /** Something of each feature of query and key, summed over the features: (Tq, Tk). */
  private static Values pairs(Values query, Values key, DoubleBinaryOperator of) {
    return Values.fill(
        at -> {
          double sum = 0;
          for (int d = 0; d < query.size(1); d++) {
            sum += of.applyAsDouble(query.at(at[0], d), key.at(at[1], d));
          }
          return sum;
        },
        query.size(0),
        key.size(0));
  }

  /** Returns the squared distances of all pairs, (Tq, Tk). */
  static Values squares(Values query, Values key) {
    return pairs(query, key, (q, k) -> (q - k) * (q - k));
  }

  private static Values first(Values features) {
    return Values.fill(at -> at[1] == 0 ? features.at(at) : 0, features.shape());
  }
}
