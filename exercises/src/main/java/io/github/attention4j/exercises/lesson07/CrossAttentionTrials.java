package io.github.attention4j.exercises.lesson07;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.known.Scaling;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 07 asks and expects of queries and memory, and the ways to go wrong. */
final class CrossAttentionTrials {

  private CrossAttentionTrials() {}

  static Trial scores(CrossAttentionTask task, Inputs in) {
    Given query = in.random("query", "(B, Tq, D)");
    Given memory = in.random("memory", "(B, Tk, C)");
    Given queryWeight = in.random("queryWeight", "(Dk, D)");
    Given keyWeight = in.random("keyWeight", "(Dk, C)");
    Values x = query.values();
    Values m = memory.values();
    Values q = Projections.of(x, queryWeight.values());
    Values k = Projections.of(m, keyWeight.values());
    double scale = 1 / Math.sqrt(in.length("Dk"));
    Trial trial =
        in.trial("scores", query, memory, queryWeight, keyWeight)
            .asks(
                () ->
                    task.scores(
                        query.array(), memory.array(), queryWeight.array(), keyWeight.array()))
            .expects("(B, Tq, Tk)", Products.dots(q, k).times(scale))
            .knows(
                "the queries are compared with themselves: the keys are made of the memory",
                Products.dots(q, q).times(scale))
            .knows(
                "the memory is compared with itself: the queries are made of what asks",
                Products.dots(k, k).times(scale));
    if (in.length("D") == in.length("C")) {
      trial
          .knows(
              "the weights have changed places: queryWeight makes the queries, keyWeight the keys",
              Products.dots(
                      Projections.of(x, keyWeight.values()),
                      Projections.of(m, queryWeight.values()))
                  .times(scale))
          .knows(
              "queryWeight makes the keys, too: they have a weight of their own",
              Products.dots(q, Projections.of(m, queryWeight.values())).times(scale))
          .knows(
              "keyWeight makes the queries, too: they have a weight of their own",
              Products.dots(Projections.of(x, keyWeight.values()), k).times(scale))
          .knows(
              "nothing is projected: query and memory are compared as they are",
              Products.dots(x, m),
              Products.dots(x, m).times(scale));
    }
    if (in.length("D") == in.length("Dk") && in.length("C") == in.length("Dk")) {
      trial
          .knows(
              "the weights are not transposed: a weight has a row for each feature that it makes",
              Products.dots(
                      Projections.product(x, queryWeight.values()),
                      Projections.product(m, keyWeight.values()))
                  .times(scale))
          .knows(
              "the memory is not projected: the keys are its projection by keyWeight",
              Products.dots(q, m).times(scale))
          .knows(
              "the queries are not projected: queryWeight makes them of what asks",
              Products.dots(x, k).times(scale));
    }
    return trial
        .hint(
            "Print the shapes of queries, (B, Tq, Dk), and keys, (B, Tk, Dk), and compute S[0, 1, 0]"
                + " by hand: query 1 and key 0 of example 0.")
        .knows(Scaling.by(in, "Dk", Products.dots(q, k)))
        .knows(Products.comparing(in, q, k, scale));
  }

  static Trial output(CrossAttentionTask task, Inputs in) {
    Given weights = weights(in);
    Given memory = in.random("memory", "(B, Tk, C)");
    Given valueWeight = in.random("valueWeight", "(Dv, C)");
    Values w = weights.values();
    Values m = memory.values();
    Values v = Projections.of(m, valueWeight.values());
    return in.trial("output", weights, memory, valueWeight)
        .asks(() -> task.output(weights.array(), memory.array(), valueWeight.array()))
        .expects("(B, Tq, Dv)", w.matmul(v))
        .knows(Projections.mixed(w, "memory", m, valueWeight.values()))
        .hint("Print the values, (B, Tk, Dv), first. A query's output lies between them.")
        .knows(Products.mixing(in, w, v));
  }

  static Trial memoryGradient(CrossAttentionTask task, Inputs in) {
    Given query = in.random("query", "(B, Tq, D)");
    Given queryWeight = in.random("queryWeight", "(Dk, D)");
    Given keyWeight = in.random("keyWeight", "(Dk, C)");
    Given valueWeight = in.random("valueWeight", "(Dv, C)");
    Given weights = weights(in);
    Given scoresGradient =
        in.given(
            "scoresGradient",
            "(B, Tq, Tk)",
            Softmax.gradient(weights.values(), in.noise("(B, Tq, Tk)")));
    Given outputGradient = in.random("outputGradient", "(B, Tq, Dv)");
    Values q = Projections.of(query.values(), queryWeight.values());
    MemoryPaths paths =
        new MemoryPaths(
            q,
            keyWeight.values(),
            valueWeight.values(),
            weights.values(),
            scoresGradient.values(),
            outputGradient.values());
    Trial trial =
        in.trial(
                "memoryGradient",
                query,
                queryWeight,
                keyWeight,
                valueWeight,
                weights,
                scoresGradient,
                outputGradient)
            .asks(
                () ->
                    task.memoryGradient(
                        query.array(),
                        queryWeight.array(),
                        keyWeight.array(),
                        valueWeight.array(),
                        weights.array(),
                        scoresGradient.array(),
                        outputGradient.array()))
            .expects("(B, Tk, C)", paths.exact())
            .knows(paths);
    if (in.length("D") == in.length("Dk")) {
      trial.knows(
          "the keys' way takes the queries before their projection: Q is query Wq^T",
          paths.withKeysOf(query.values()));
    }
    return trial;
  }

  /** Weights as they come of lengths: those of an example without a memory are zeros. */
  private static Given weights(Inputs in) {
    Values softmax = Softmax.of(in.noise("(B, Tq, Tk)"));
    return in.given("weights", "(B, Tq, Tk)", in.withEmptyRows(softmax));
  }
}
