package io.github.attention4j.exercises.lesson11;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.known.SoftmaxMistakes;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 11 asks and expects, and the ways to go wrong that are its own. */
final class FeatureMapAttentionTrials {

  private static final String MAP = "(B, C, H, W)";
  private static final String WEIGHTS = "(B, H*W, H*W)";

  private FeatureMapAttentionTrials() {}

  static Trial weights(FeatureMapAttentionTask task, Inputs in) {
    Given input = in.random("input", MAP);
    // Smaller ones, so that no weight is all of its row.
    Given queryWeight = in.given("queryWeight", "(Dk, C)", in.noise("(Dk, C)").times(0.5));
    Given keyWeight = in.given("keyWeight", "(Dk, C)", in.noise("(Dk, C)").times(0.5));
    Values x = Places.of(input.values());
    Values wq = queryWeight.values();
    Values wk = keyWeight.values();
    Values q = Projections.of(x, wq);
    Values k = Projections.of(x, wk);
    Values scores = Products.dots(q, k);
    Values reread = Places.reread(input.values());
    Values columns = Places.byColumns(input.values());
    Trial trial =
        in.trial("weights", input, queryWeight, keyWeight)
            .asks(() -> task.weights(input.array(), queryWeight.array(), keyWeight.array()))
            .expects(WEIGHTS, Softmax.of(scores))
            .knows(
                "the map is reshaped to (B, H*W, C) as it is: a place then holds numbers of several"
                    + " places; make (B, C, H*W) of it and permute",
                attended(reread, wq, wk))
            .knows(
                "the places are counted column by column: place h * W + w is in row h",
                attended(columns, wq, wk))
            .knows(
                "the softmax is missing: these are the scores, and weights of a row sum to 1",
                scores)
            .knows(
                "the scores are divided by sqrt(Dk): here they are plain dot products",
                Softmax.of(scores.times(1 / Math.sqrt(in.length("Dk")))))
            .knows(
                "query and key have changed places: row p belongs to the place p that asks",
                Softmax.of(scores.transposed()))
            .knows(
                "the queries are compared with themselves: the keys are a projection of their own",
                Softmax.of(Products.dots(q, q)))
            .knows(
                "the keys are compared with themselves: the queries are a projection of their own",
                Softmax.of(Products.dots(k, k)))
            .knows(
                "the places are compared as they are: project them first, to queries and to keys",
                Softmax.of(Products.dots(x, x)))
            .knows(
                "the weights look at the other places alone: a place may look at itself, too",
                Softmax.of(scores, Places.others(scores)));
    if (in.length("C") == in.length("Dk")) {
      trial
          .knows(
              "the weights are not transposed: a weight has a row for each feature that it makes",
              Softmax.of(Products.dots(Projections.product(x, wq), Projections.product(x, wk))))
          .knows(
              "the keys are not projected: they are the places as they are",
              Softmax.of(Products.dots(q, x)));
    }
    return trial
        .hint(
            "Take a map of 1 channel and 1 x 3 places, both weights 1: row 0 is the softmax of its"
                + " first number times all three.")
        .knows(SoftmaxMistakes.of(in, WEIGHTS, scores));
  }

  private static Values attended(Values places, Values queryWeight, Values keyWeight) {
    return Softmax.of(
        Products.dots(Projections.of(places, queryWeight), Projections.of(places, keyWeight)));
  }

  static Trial output(FeatureMapAttentionTask task, Inputs in) {
    Given input = in.random("input", MAP);
    Given weights = weights(in);
    Given valueWeight = in.random("valueWeight", "(C, C)");
    Given residual = residual(in);
    Values map = input.values();
    Values x = Places.of(map);
    Values a = weights.values();
    Values w = valueWeight.values();
    double gamma = residual.values().at(0);
    Values values = Projections.of(x, w);
    Values attended = a.matmul(values);
    Values found = Places.toMap(attended, map);
    Values ofColumns = a.matmul(Projections.of(Places.byColumns(map), w));
    return in.trial("output", input, weights, valueWeight, residual)
        .asks(
            () ->
                task.output(input.array(), weights.array(), valueWeight.array(), residual.array()))
        .expects(MAP, map.plus(found.times(gamma)))
        .knows(
            "the residual weight is missing: what was found is multiplied by it", map.plus(found))
        .knows("the input is missing: what was found is added to it", found.times(gamma))
        .knows("this is what was found alone: times the residual weight, plus the input", found)
        .knows(
            "the residual weight multiplies the input: it belongs to what was found",
            map.times(gamma).plus(found))
        .knows(
            "the residual weight multiplies both: the input is added as it is",
            map.plus(found).times(gamma))
        .knows(
            "input and found are blended, by 1 - residual and residual: the input is added whole",
            map.times(1 - gamma).plus(found.times(gamma)))
        .knows("what was found is subtracted: add it", map.plus(found.times(-gamma)))
        .knows(
            "the residual weight is made positive, or squashed: it may be any number",
            map.plus(found.times(Math.abs(gamma))),
            map.plus(found.times(1 / (1 + Math.exp(-gamma)))),
            map.plus(found.times(Math.tanh(gamma))))
        .knows(
            "what was found is reshaped to (B, C, H, W) as it is: permute it to (B, C, H*W) first",
            map.plus(attended.reshaped(map.shape()).times(gamma)))
        .knows(
            "the places are counted column by column: place h * W + w is in row h",
            map.plus(Places.toMapByColumns(ofColumns, map).times(gamma)))
        .knows(
            "the values are not projected: they are X Wv^T",
            map.plus(Places.toMap(a.matmul(x), map).times(gamma)))
        .knows(
            "the weight is not transposed: it has a row for each feature that it makes",
            map.plus(Places.toMap(a.matmul(Projections.product(x, w)), map).times(gamma)))
        .knows(
            "the weights are transposed: row p holds what place p looks at",
            map.plus(Places.toMap(a.transposed().matmul(values), map).times(gamma)))
        .knows(
            "the weights are ignored: every place gets its own value",
            map.plus(Places.toMap(values, map).times(gamma)))
        .knows(
            "every place gets the plain mean of the values: multiply by the weights",
            map.plus(Places.toMap(a.map(any -> 1.0 / a.size(-1)).matmul(values), map).times(gamma)))
        .knows(
            "what was found multiplies the input, as a gate would: add it",
            map.times(found.times(gamma)),
            map.times(found))
        .hint(
            "Set the residual weight to 0: the input must come out. Then to 1, and let all weights"
                + " look at place 0: every place gets the value of place 0 added.");
  }

  static Trial valueGradient(FeatureMapAttentionTask task, Inputs in) {
    Given input = in.random("input", MAP);
    Given weights = weights(in);
    Given residual = residual(in);
    Given outputGradient = in.random("outputGradient", MAP);
    Values x = Places.of(input.values());
    Values dy = Places.of(outputGradient.values());
    Values a = weights.values();
    double gamma = residual.values().at(0);
    Values each = dy.transposed().matmul(a.matmul(x)).times(gamma); // (B, C, C)
    Values exact = Places.sum(each);
    return in.trial("valueGradient", input, weights, residual, outputGradient)
        .asks(
            () ->
                task.valueGradient(
                    input.array(), weights.array(), residual.array(), outputGradient.array()))
        .expects("(C, C)", exact)
        .knows(
            "the residual weight is missing: what was found was multiplied by it, and so is its"
                + " gradient",
            exact.times(1 / gamma))
        .knows(
            "the residual weight is multiplied twice: what was found was multiplied by it once",
            exact.times(gamma))
        .knows(
            "rows and columns have changed places: row o belongs to the feature o that is made",
            exact.transposed())
        .knows(
            "the weights are missing: a value reaches every place that looks at it",
            Places.sum(dy.transposed().matmul(x)).times(gamma))
        .knows(
            "the weights are transposed: what was found is A (X Wv^T), so dY meets A X",
            Places.sum(dy.transposed().matmul(a.transposed().matmul(x))).times(gamma))
        .knows(
            "only the first example counts: Wv is the same for all, so its gradient is their sum",
            Places.first(each))
        .knows(
            "the mean over the examples is taken: add them up", exact.times(1.0 / in.length("B")))
        .knows(
            "the mean over the places is taken: add them up", exact.times(1.0 / in.length("H*W")))
        .knows(
            "the mean over examples and places is taken: add them up",
            exact.times(1.0 / in.length("B*H*W")))
        .knows(
            "the way of the input is added: dY^T X is no part of Y's dependence on Wv",
            exact.plus(Places.sum(dy.transposed().matmul(x))))
        .knows(
            "input and gradient are reshaped to (B, H*W, C) as they are: make (B, C, H*W) of them"
                + " and permute",
            Places.sum(
                    Places.reread(outputGradient.values())
                        .transposed()
                        .matmul(a.matmul(Places.reread(input.values()))))
                .times(gamma))
        .knows("the sign is turned", exact.times(-1))
        .hint(
            "Take one example of one place: its one weight is 1, and dWv[o, i] is the residual"
                + " weight times dY[o] times X[i].");
  }

  private static Given weights(Inputs in) {
    return in.given("weights", WEIGHTS, Softmax.of(in.noise(WEIGHTS)));
  }

  /** Negative, so that nobody takes its size, and neither 0 nor 1. */
  private static Given residual(Inputs in) {
    return in.given("residual", "(1)", Values.fill(i -> -0.5 - in.random().nextDouble() / 4, 1));
  }
}
