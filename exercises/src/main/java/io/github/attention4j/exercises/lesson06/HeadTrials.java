package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 06 asks and expects of the attention in a head, and how it goes wrong. */
final class HeadTrials {

  private static final int HEADS = 1;
  private static final int QUERIES = 2;

  private HeadTrials() {}

  static Trial attend(MultiHeadTask task, Inputs in) {
    Given query = in.random("query", "(B, H, Tq, D)");
    Given key = in.random("key", "(B, H, Tk, D)");
    Given value = in.random("value", "(B, H, Tk, D)");
    Values q = query.values();
    Values k = key.values();
    Values v = value.values();
    Values dots = Products.dots(q, k);
    double width = in.length("D");
    Values scores = dots.times(1 / Math.sqrt(width));
    Values weights = Softmax.of(scores);
    Trial trial =
        in.trial("attend", query, key, value)
            .asks(() -> task.attend(query.array(), key.array(), value.array()))
            .expects("(B, H, Tq, D)", weights.matmul(v))
            .knows("the scores are not scaled: divide by sqrt(D)", Softmax.of(dots).matmul(v))
            .knows(
                "divided by the root of all features, sqrt(H*D): a head sums over its own D alone",
                Softmax.of(dots.times(1 / Math.sqrt(width * in.length("H")))).matmul(v))
            .knows(
                "divided by D instead of its root: divide by sqrt(D)",
                Softmax.of(dots.times(1 / width)).matmul(v))
            .knows(
                "multiplied by sqrt(D): the scale makes large scores smaller, so divide",
                Softmax.of(dots.times(Math.sqrt(width))).matmul(v))
            .knows(
                "divided by sqrt(H): divide by the root of a head's features, sqrt(D)",
                Softmax.of(dots.times(1 / Math.sqrt(in.length("H")))).matmul(v))
            .knows(
                "divided by sqrt(Tk): divide by the root of a head's features, sqrt(D)",
                Softmax.of(dots.times(1 / Math.sqrt(in.length("Tk")))).matmul(v))
            .knows("the softmax is missing: the values are mixed by the scores", scores.matmul(v))
            .knows(
                "the softmax runs over the heads (axis 1): each row must sum to 1 over the keys",
                along(scores, HEADS).matmul(v))
            .knows(
                "the softmax runs over the queries (axis 2): each row must sum to 1 over the keys",
                along(scores, QUERIES).matmul(v))
            .knows("these are the weights: mix the values by them", weights)
            .knows("these are the scores: softmax and mixing are missing", scores)
            .knows(
                "all heads attend by the mean of their weights: each head has its own",
                weights.sumAlong(HEADS).times(1.0 / in.length("H")).matmul(v))
            .knows(
                "all heads attend by the sum of their scores: each head has its own",
                Softmax.of(scores.sumAlong(HEADS)).matmul(v))
            .knows(
                "all heads use the queries of the first head",
                Softmax.of(Products.dots(q.repeated(HEADS, 0), k).times(1 / Math.sqrt(width)))
                    .matmul(v))
            .knows(
                "all heads use the keys of the first head",
                Softmax.of(Products.dots(q, k.repeated(HEADS, 0)).times(1 / Math.sqrt(width)))
                    .matmul(v))
            .knows(
                "all heads mix the values of the first head", weights.matmul(v.repeated(HEADS, 0)))
            .knows(
                "all heads use the weights of the first head", weights.repeated(HEADS, 0).matmul(v))
            .knows("the keys are mixed, not the values", weights.matmul(k))
            .knows(
                "the weights are made of queries and values: compare the queries with the keys",
                Softmax.of(Products.dots(q, v).times(1 / Math.sqrt(width))).matmul(v));
    if (in.length("Tq") == in.length("Tk")) {
      trial
          .knows(
              "query and key have changed places: a row belongs to a query",
              Softmax.of(scores.transposed()).matmul(v))
          .knows(
              "each position attends across the heads: a head attends across the positions",
              acrossHeads(q, k, v));
    }
    return trial
        .hint(
            "Take head 0 of example 0 out with slice(0).slice(0) and follow it as in lesson 04: its"
                + " weights are (Tq, Tk), its output (Tq, D).")
        .knows(Products.mixing(in, weights, v));
  }

  private static Values along(Values scores, int axis) {
    Values exps = scores.map(Math::exp);
    return exps.with(exps.sumAlong(axis), (exp, sum) -> exp / sum);
  }

  /** Attention over axis 1, position by position, as of arrays that were never permuted. */
  private static Values acrossHeads(Values query, Values key, Values value) {
    Values scores = Products.dots(turned(query), turned(key)).times(1 / Math.sqrt(query.size(3)));
    return turned(Softmax.of(scores).matmul(turned(value)));
  }

  private static Values turned(Values heads) {
    return Values.fill(
        i -> heads.at(i[0], i[2], i[1], i[3]),
        heads.size(0),
        heads.size(2),
        heads.size(1),
        heads.size(3));
  }
}
