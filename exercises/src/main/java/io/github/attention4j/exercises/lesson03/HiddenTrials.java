package io.github.attention4j.exercises.lesson03;

import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** What lesson 03 asks and expects of the hidden layer, and the ways to go wrong. */
final class HiddenTrials {

  private HiddenTrials() {}

  /** The projection serves the queries and the keys. */
  static List<Function<Inputs, Trial>> project(AdditiveTask task) {
    return List.of(
        in -> project(task, in, "(B, Tq, Dq)", "(A, Dq)"),
        in -> project(task, in, "(B, Tk, Dk)", "(A, Dk)"));
  }

  private static Trial project(AdditiveTask task, Inputs in, String inputAxes, String weightAxes) {
    Given input = in.random("input", inputAxes);
    Given weight = in.random("weight", weightAxes);
    Values exact = Projections.of(input.values(), weight.values());
    return in.trial("project", input, weight)
        .asks(() -> task.project(input.array(), weight.array()))
        .expects("(B, T, A)", exact)
        .knows(
            "the tanh is already applied: it comes after the sum of query and key, in step 2",
            exact.map(Math::tanh))
        .knows(Projections.mistakes(input.values(), weight.values()));
  }

  static Trial hidden(AdditiveTask task, Inputs in) {
    Given query = in.random("query", "(B, Tq, A)");
    Given key = in.random("key", "(B, Tk, A)");
    Values q = query.values();
    Values k = key.values();
    Values sums = pairs(q, k, Double::sum);
    Values exact = sums.map(Math::tanh);
    Trial trial =
        in.trial("hidden", query, key)
            .asks(() -> task.hidden(query.array(), key.array()))
            .expects("(B, Tq, Tk, A)", exact)
            .knows("the tanh is missing: these are the sums of query and key", sums)
            .knows(
                "the tanh of each is taken before they are added: add first, then take the tanh",
                pairs(q.map(Math::tanh), k.map(Math::tanh), Double::sum))
            .knows(
                "query and key are multiplied: the additive score adds them, feature by feature",
                pairs(q, k, (a, b) -> Math.tanh(a * b)))
            .knows(
                "the key is subtracted: query and key are added",
                pairs(q, k, (a, b) -> Math.tanh(a - b)))
            .knows(
                "the keys are left out: this is the tanh of the queries",
                pairs(q, k, (a, b) -> Math.tanh(a)))
            .knows(
                "the queries are left out: this is the tanh of the keys",
                pairs(q, k, (a, b) -> Math.tanh(b)))
            .knows(
                "the mean of query and key is taken: add them", sums.map(sum -> Math.tanh(sum / 2)))
            .knows(
                "this is a sigmoid of the sum: the paper takes its tanh",
                sums.map(sum -> 1 / (1 + Math.exp(-sum))))
            .knows(
                "negative sums become 0, as in a ReLU: the paper takes the tanh",
                sums.map(sum -> Math.max(sum, 0)))
            .knows("the tanh is applied twice", exact.map(Math::tanh))
            .knows(
                "the axes of queries and keys have changed places: the queries come first",
                swapped(exact))
            .knows(
                "every query meets the key of the first example: each example has its own",
                pairs(q, k.repeated(0, 0), Double::sum).map(Math::tanh));
    int queries = in.length("Tq");
    int keys = in.length("Tk");
    if (queries == keys || queries == 1 || keys == 1) {
      trial.knows(
          "query i meets key i alone: every query meets every key, which gives one axis more",
          Values.fill(
              i -> Math.tanh(q.at(i[0], i[1] % queries, i[2]) + k.at(i[0], i[1] % keys, i[2])),
              in.length("B"),
              Math.max(queries, keys),
              in.length("A")));
    }
    return trial.hint(
        "Compute H[0, 1, 2] by hand: all A numbers of query 1 and key 2 of example 0, added and"
            + " through Math.tanh. Print yours beside it.");
  }

  /** Every query with every key, (B, Tq, Tk, A). */
  private static Values pairs(Values query, Values key, DoubleBinaryOperator join) {
    return Values.fill(
        i -> join.applyAsDouble(query.at(i[0], i[1], i[3]), key.at(i[0], i[2], i[3])),
        query.size(0),
        query.size(1),
        key.size(1),
        query.size(2));
  }

  private static Values swapped(Values hidden) {
    return Values.fill(
        i -> hidden.at(i[0], i[2], i[1], i[3]),
        hidden.size(0),
        hidden.size(2),
        hidden.size(1),
        hidden.size(3));
  }
}
