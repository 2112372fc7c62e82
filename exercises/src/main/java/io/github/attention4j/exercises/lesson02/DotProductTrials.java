package io.github.attention4j.exercises.lesson02;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 02 asks and expects, and the ways to go wrong that are its own. */
final class DotProductTrials {

  private DotProductTrials() {}

  static Trial dotScores(DotProductTask task, Inputs in) {
    Given query = in.random("query", "(B, Tq, Dk)");
    Given key = in.random("key", "(B, Tk, Dk)");
    Values exact = Products.dots(query.values(), key.values());
    double width = in.length("Dk");
    return in.trial("dotScores", query, key)
        .asks(() -> task.dotScores(query.array(), key.array()))
        .expects("(B, Tq, Tk)", exact)
        .knows(
            "divided by sqrt(Dk): that is the scaled dot product of lesson 04; here nothing is"
                + " divided",
            exact.times(1 / Math.sqrt(width)))
        .knows(
            "divided by Dk: a dot product is the sum over the features, not their mean",
            exact.times(1 / width))
        .knows(Products.comparing(in, query.values(), key.values(), 1));
  }

  static Trial generalScores(DotProductTask task, Inputs in) {
    Given query = in.random("query", "(B, Tq, Dq)");
    Given key = in.random("key", "(B, Tk, Dk)");
    Given matrix = in.random("matrix", "(Dq, Dk)");
    Values q = query.values();
    Values k = key.values();
    Values m = matrix.values();
    Values mapped = Projections.product(q, m);
    Values diagonal = Values.fill(i -> i[0] == i[1] ? m.at(i) : 0, m.shape());
    Trial trial =
        in.trial("generalScores", query, key, matrix)
            .asks(() -> task.generalScores(query.array(), key.array(), matrix.array()))
            .expects("(B, Tq, Tk)", Products.dots(mapped, k))
            .follows(
                "step 1, dotScores",
                () -> Values.of(task.dotScores(mapped.toArray(in.type()), key.array())))
            .knows(
                "only the first row of the matrix is used: each feature of the query has its own",
                Products.dots(Projections.product(q, m.repeated(0, 0)), k))
            .knows(
                "only the diagonal of the matrix is used: every feature of the query meets every"
                    + " feature of the key",
                Products.dots(Projections.product(q, diagonal), k))
            .knows(
                "the tanh of the mapped queries is compared: the general score has no tanh",
                Products.dots(mapped.map(Math::tanh), k))
            .knows(
                "divided by sqrt(Dk): the general score is not scaled, its matrix learns the scale",
                Products.dots(mapped, k).times(1 / Math.sqrt(in.length("Dk"))))
            .knows(
                "divided by sqrt(Dq): the general score is not scaled, its matrix learns the scale",
                Products.dots(mapped, k).times(1 / Math.sqrt(in.length("Dq"))));
    if (in.length("Dq") == in.length("Dk")) {
      trial
          .knows("the matrix is left out: these are the dot scores of step 1", Products.dots(q, k))
          .knows(
              "the matrix is transposed: its rows belong to the query's features, its columns to"
                  + " the key's",
              Products.dots(Projections.of(q, m), k))
          .knows(
              "the matrix is applied twice, to the queries and to the keys: once is enough",
              Products.dots(mapped, Projections.product(k, m)),
              Products.dots(mapped, Projections.of(k, m)));
    }
    return trial
        .knows(
            "the matrix was reshaped, not transposed: reshape keeps the numbers in their old"
                + " order",
            Products.dots(Projections.of(q, m.reshaped(m.transposed().shape())), k))
        .hint(
            "Take two features and the matrix 0 1 / 0 0: the score must be the query's first"
                + " feature times the key's second, and nothing else.")
        .knows(Products.comparing(in, mapped, k, 1));
  }

  static Trial context(DotProductTask task, Inputs in) {
    Given weights = in.given("weights", "(B, Tq, Tk)", Softmax.of(in.noise("(B, Tq, Tk)")));
    Given value = in.random("value", "(B, Tk, Dv)");
    return in.trial("context", weights, value)
        .asks(() -> task.context(weights.array(), value.array()))
        .expects("(B, Tq, Dv)", weights.values().matmul(value.values()))
        .knows(Products.mixing(in, weights.values(), value.values()));
  }

  static Trial matrixGradient(DotProductTask task, Inputs in) {
    Given query = in.random("query", "(B, Tq, Dq)");
    Given key = in.random("key", "(B, Tk, Dk)");
    Given gradient = in.random("scoresGradient", "(B, Tq, Tk)");
    Values q = query.values();
    Values k = key.values();
    Values s = gradient.values();
    Values each = perExample(q, s, k);
    Values exact = summed(each);
    int examples = in.length("B");
    Trial trial =
        in.trial("matrixGradient", query, key, gradient)
            .asks(() -> task.matrixGradient(query.array(), key.array(), gradient.array()))
            .expects("(Dq, Dk)", exact)
            .knows(
                "there is one gradient for each example: the examples share the matrix, so add"
                    + " them up",
                each)
            .knows(
                "the mean over the examples is taken: each adds its own gradient to the shared"
                    + " matrix",
                exact.times(1.0 / examples))
            .knows(
                "only the first example counts: the gradient sums over all of them",
                Values.fill(i -> each.at(0, i[0], i[1]), exact.shape()))
            .knows(
                "only the last example counts: the gradient sums over all of them",
                Values.fill(i -> each.at(examples - 1, i[0], i[1]), exact.shape()))
            .knows(
                "this is the gradient transposed: its rows belong to the query's features",
                exact.transposed())
            .knows(
                "the scores' gradient is left out: each pair of query and key counts by its own"
                    + " number of dS",
                summed(perExample(q, s.map(number -> 1), k)))
            .knows(
                "the mean over all pairs is taken: every pair adds to the matrix",
                exact.times(1.0 / (in.length("Tq") * in.length("Tk"))))
            .knows(
                "the last query is forgotten: does a loop end too early?",
                summed(perExample(q, without(s, 1, in.length("Tq") - 1), k)))
            .knows(
                "the last key is forgotten: does a loop end too early?",
                summed(perExample(q, without(s, 2, in.length("Tk") - 1), k)))
            .knows(
                "only the pairs of query i and key i count: every query meets every key",
                summed(perExample(q, Values.fill(i -> i[1] == i[2] ? s.at(i) : 0, s.shape()), k)))
            .knows(
                "the softmax of dS is taken: it is a gradient already, use it as it is",
                summed(perExample(q, Softmax.of(s), k)))
            .knows(
                "the scores' gradient of the first example is used for all of them",
                summed(perExample(q, s.repeated(0, 0), k)));
    if (in.length("Tq") == in.length("Tk")) {
      trial.knows(
          "the scores' gradient is transposed: its rows belong to the queries, its columns to"
              + " the keys",
          summed(perExample(q, s.transposed(), k)));
    }
    return trial.hint(
        "Change one number of the matrix by 1e-3, compute step 2 again, and see by how much each"
            + " score changes: the sum of these changes, each times its dS, is what the gradient"
            + " says for that number.");
  }

  /** Q^T dS K, (B, Dq, Dk). */
  private static Values perExample(Values query, Values gradient, Values key) {
    return query.transposed().matmul(gradient).matmul(key);
  }

  private static Values summed(Values each) {
    Values sums = each.sumAlong(0);
    return Values.fill(i -> sums.at(0, i[0], i[1]), each.size(1), each.size(2));
  }

  private static Values without(Values gradient, int axis, int place) {
    return Values.fill(i -> i[axis] == place ? 0 : gradient.at(i), gradient.shape());
  }
}
