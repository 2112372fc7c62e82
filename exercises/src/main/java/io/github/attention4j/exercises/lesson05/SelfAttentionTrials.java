package io.github.attention4j.exercises.lesson05;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.known.Scaling;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 05 asks and expects, and the ways to go wrong that are its own. */
final class SelfAttentionTrials {

  private SelfAttentionTrials() {}

  static Trial addPositions(SelfAttentionTask task, Inputs in) {
    Given input = in.random("input", "(B, T, D)");
    Values x = input.values();
    Values exact = x.with(Positions.of(x), Double::sum);
    return in.trial("addPositions", input)
        .asks(() -> task.addPositions(input.array()))
        .expects("(B, T, D)", exact)
        .knows(Positions.mistakes(x));
  }

  static Trial scores(SelfAttentionTask task, Inputs in) {
    Given input = in.random("input", "(B, T, D)");
    Given queryWeight = in.random("queryWeight", "(Dk, D)");
    Given keyWeight = in.random("keyWeight", "(Dk, D)");
    Values x = input.values();
    Values q = Projections.of(x, queryWeight.values());
    Values k = Projections.of(x, keyWeight.values());
    double scale = 1 / Math.sqrt(in.length("Dk"));
    Trial trial =
        in.trial("scores", input, queryWeight, keyWeight)
            .asks(() -> task.scores(input.array(), queryWeight.array(), keyWeight.array()))
            .expects("(B, T, T)", Products.dots(q, k).times(scale))
            .knows(
                "the queries are compared with themselves: the keys are a projection of their own",
                Products.dots(q, q).times(scale))
            .knows(
                "the keys are compared with themselves: the queries are a projection of their own",
                Products.dots(k, k).times(scale))
            .knows(
                "the input is compared with itself: project it first, to queries and to keys",
                Products.dots(x, x),
                Products.dots(x, x).times(scale),
                Products.dots(x, x).times(1 / Math.sqrt(in.length("D"))));
    if (in.length("D") == in.length("Dk")) {
      trial
          .knows(
              "the weights are not transposed: a weight has a row for each feature that it makes",
              Products.dots(
                      Projections.product(x, queryWeight.values()),
                      Projections.product(x, keyWeight.values()))
                  .times(scale))
          .knows(
              "the keys are not projected: they are the input as it is",
              Products.dots(q, x).times(scale))
          .knows(
              "the queries are not projected: they are the input as it is",
              Products.dots(x, k).times(scale));
    }
    return trial
        .hint(
            "Print the shapes of queries and keys, both (B, T, Dk), and compute S[0, 1, 0] by hand:"
                + " query 1 and key 0 of example 0.")
        .knows(Scaling.by(in, "Dk", Products.dots(q, k)))
        .knows(Products.comparing(in, q, k, scale));
  }

  static Trial output(SelfAttentionTask task, Inputs in) {
    Given weights = weights(in);
    Given input = in.random("input", "(B, T, D)");
    Given valueWeight = in.random("valueWeight", "(Dv, D)");
    Values w = weights.values();
    Values x = input.values();
    Values v = Projections.of(x, valueWeight.values());
    return in.trial("output", weights, input, valueWeight)
        .asks(() -> task.output(weights.array(), input.array(), valueWeight.array()))
        .expects("(B, T, Dv)", w.matmul(v))
        .knows(Projections.mixed(w, "input", x, valueWeight.values()))
        .hint("Print the values, (B, T, Dv), first: row 0 of the output is value 0 as it is.")
        .knows(Products.mixing(in, w, v));
  }

  static Trial inputGradient(SelfAttentionTask task, Inputs in) {
    Given input = in.random("input", "(B, T, D)");
    Given queryWeight = in.random("queryWeight", "(Dk, D)");
    Given keyWeight = in.random("keyWeight", "(Dk, D)");
    Given valueWeight = in.random("valueWeight", "(Dv, D)");
    Given weights = weights(in);
    Values noise = in.noise("(B, T, T)");
    Given scoresGradient =
        in.given(
            "scoresGradient",
            "(B, T, T)",
            Softmax.gradient(weights.values(), noise)); // as a causal softmax hands it back
    Given outputGradient = in.random("outputGradient", "(B, T, Dv)");
    Paths paths =
        new Paths(
            input.values(),
            queryWeight.values(),
            keyWeight.values(),
            valueWeight.values(),
            weights.values(),
            scoresGradient.values(),
            outputGradient.values());
    return in.trial(
            "inputGradient",
            input,
            queryWeight,
            keyWeight,
            valueWeight,
            weights,
            scoresGradient,
            outputGradient)
        .asks(
            () ->
                task.inputGradient(
                    input.array(),
                    queryWeight.array(),
                    keyWeight.array(),
                    valueWeight.array(),
                    weights.array(),
                    scoresGradient.array(),
                    outputGradient.array()))
        .expects("(B, T, D)", paths.exact())
        .knows(paths);
  }

  /** Causal weights of random scores. */
  private static Given weights(Inputs in) {
    Values noise = in.noise("(B, T, T)");
    Values mask = Values.fill(i -> i[2] <= i[1] ? 1 : 0, noise.shape());
    return in.given("weights", "(B, T, T)", Softmax.of(noise, mask));
  }
}
