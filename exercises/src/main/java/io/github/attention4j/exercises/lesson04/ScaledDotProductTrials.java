package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Scaling;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 04 asks and expects, and the ways to go wrong that are its own. */
final class ScaledDotProductTrials {

  private ScaledDotProductTrials() {}

  static Trial scores(ScaledDotProductTask task, Inputs in) {
    Given query = in.random("query", "(B, Tq, Dk)");
    Given key = in.random("key", "(B, Tk, Dk)");
    Values products = Products.dots(query.values(), key.values());
    double root = Math.sqrt(in.length("Dk"));
    return in.trial("scores", query, key)
        .asks(() -> task.scores(query.array(), key.array()))
        .expects("(B, Tq, Tk)", products.times(1 / root))
        .knows(Scaling.by(in, "Dk", products))
        .knows(Products.comparing(in, query.values(), key.values(), 1 / root));
  }

  static Trial output(ScaledDotProductTask task, Inputs in) {
    Given weights = weights(in);
    Given value = in.random("value", "(B, Tk, Dv)");
    return in.trial("output", weights, value)
        .asks(() -> task.output(weights.array(), value.array()))
        .expects("(B, Tq, Dv)", weights.values().matmul(value.values()))
        .knows(Products.mixing(in, weights.values(), value.values()));
  }

  static Trial scoresGradient(ScaledDotProductTask task, Inputs in) {
    Given weights = weights(in);
    Given value = in.random("value", "(B, Tk, Dv)");
    Given gradient = in.random("outputGradient", "(B, Tq, Dv)");
    Values w = weights.values();
    Values g = Products.dots(gradient.values(), value.values());
    Values exact = Softmax.gradient(w, g);
    Values rowSum = w.times(g).sumAlong(2);
    Trial trial =
        in.trial("scoresGradient", weights, value, gradient)
            .asks(() -> task.scoresGradient(weights.array(), value.array(), gradient.array()))
            .expects("(B, Tq, Tk)", exact)
            .knows(
                "this is G, the gradient with respect to the weights: the softmax is not yet"
                    + " differentiated",
                g)
            .knows(
                "the row-sum term is missing: this is W * G; raising one score lowers the"
                    + " other weights of its row, so subtract the row's sum of W * G from G"
                    + " first",
                w.times(g))
            .knows(
                "this is W * (1 - W) * G, the gradient of a sigmoid: in a softmax each weight"
                    + " depends on every score of its row",
                w.times(w.map(weight -> 1 - weight)).times(g))
            .knows(
                "the row sum adds up G without the weights: subtract the row's sum of W * G",
                w.times(g.with(g.sumAlong(2), (x, sum) -> x - sum)))
            .knows(
                "the row's plain mean of G is subtracted: subtract its mean under the"
                    + " weights, the row's sum of W * G",
                w.times(g.with(g.sumAlong(2), (x, sum) -> x - sum / in.length("Tk"))))
            .knows(
                "the outer factor W is missing: this is G minus the row's sum of W * G",
                g.with(rowSum, (x, sum) -> x - sum))
            .knows(
                "the row sum is not multiplied by W: this is W * G minus the row's sum",
                w.times(g).with(rowSum, (x, sum) -> x - sum))
            .knows(
                "the row sum is added, not subtracted: raising one score lowers the other weights",
                w.times(g.with(rowSum, Double::sum)))
            .knows(
                "the sum runs over the queries (axis 1): sum along each query's row, over the"
                    + " keys (axis 2)",
                w.times(g.with(w.times(g).sumAlong(1), (x, sum) -> x - sum)))
            .knows(
                "the sum runs over the examples (axis 0): sum along each query's row, over the"
                    + " keys (axis 2)",
                w.times(g.with(w.times(g).sumAlong(0), (x, sum) -> x - sum)))
            .knows(
                "the sum runs over all numbers: sum along each query's row, over the keys (axis 2)",
                w.times(g.map(x -> x - w.times(g).sum())))
            .knows(
                "a scale is applied: this is the gradient with respect to the scaled scores,"
                    + " the root belongs to the next step",
                exact.times(1 / Math.sqrt(in.length("Dv"))),
                exact.times(1 / Math.sqrt(in.length("Tk"))))
            .knows(
                "the rows are divided by their weights' sum: it is 1, but 0 for a query that may"
                    + " attend to nothing, whose gradient is 0",
                exact.with(w.sumAlong(2), (x, sum) -> x / sum))
            .knows(
                "the weights are differentiated twice: multiply by W once, outside",
                w.times(exact));
    if (in.length("Tq") == in.length("Tk")) {
      trial.knows(
          "G is transposed: G = dO V^T has a row for each query",
          Softmax.gradient(w, g.transposed()));
    }
    return trial.hint(
        "Take one query and three keys with weights 0.2, 0.3, 0.5 and G = 1, 0, 0. By hand: c = 0.2,"
            + " dS = 0.16, -0.06, -0.10. Print each of your intermediate arrays.");
  }

  static Trial queryGradient(ScaledDotProductTask task, Inputs in) {
    Values noise = in.withEmptyRows(in.noise("(B, Tq, Tk)"));
    Given gradient = in.given("scoresGradient", "(B, Tq, Tk)", noise);
    Given key = in.random("key", "(B, Tk, Dk)");
    Values product = gradient.values().matmul(key.values());
    double root = Math.sqrt(in.length("Dk"));
    Trial trial =
        in.trial("queryGradient", gradient, key)
            .asks(() -> task.queryGradient(gradient.array(), key.array()))
            .expects("(B, Tq, Dk)", product.times(1 / root))
            .knows(
                "the scale is missing in the gradient: step 1 divides by sqrt(Dk), so does"
                    + " its derivative",
                product)
            .knows(
                "the scale is applied twice: divide by sqrt(Dk) once",
                product.times(1.0 / in.length("Dk")))
            .knows(
                "multiplied by sqrt(Dk): the derivative of a division is the same division",
                product.times(root))
            .knows(
                "the keys of the first example are used for all of them",
                gradient.values().matmul(key.values().repeated(0, 0)).times(1 / root));
    if (in.length("Tq") == in.length("Tk")) {
      trial.knows(
          "the scores' gradient is transposed: row i belongs to query i (the transpose leads"
              + " to the keys' gradient)",
          gradient.values().transposed().matmul(key.values()).times(1 / root));
    }
    return trial.hint(
        "Change one number of a query by 1e-3, compute step 1 again, and see by how much each score"
            + " changes: that times the scores' gradient is what it contributes.");
  }

  /** Weights as a masked softmax returns them: the rows of queries that see nothing are zeros. */
  private static Given weights(Inputs in) {
    Values softmax = Softmax.of(in.noise("(B, Tq, Tk)"));
    return in.given("weights", "(B, Tq, Tk)", in.withEmptyRows(softmax));
  }
}
