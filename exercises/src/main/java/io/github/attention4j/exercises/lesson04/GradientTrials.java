package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.check.Given;
import io.github.attention4j.exercises.check.Trial;
import io.github.attention4j.exercises.check.Values;

/** Trials of the two gradients, and what goes wrong in them. */
final class GradientTrials {

  private GradientTrials() {}

  static Trial scoresGradient(ScaledDotProductTask task, Inputs in) {
    Sizes sizes = in.sizes();
    Given weights = in.weights();
    Given value = in.value();
    Given gradient = in.outputGradient();
    Values w = weights.values();
    Values g = gradient.values().matmul(value.values().transposed());
    Values exact = Formulas.scoresGradient(w, g);
    Values rowSum = w.times(g).sumAlong(2);
    Trial trial =
        new Trial("scoresGradient", weights, value, gradient)
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
                w.times(g.with(g.sumAlong(2), (x, sum) -> x - sum / sizes.keyLength())))
            .knows(
                "the outer factor W is missing: this is G minus the row's sum of W * G",
                g.with(rowSum, (x, sum) -> x - sum))
            .knows(
                "the row sum is not multiplied by W: this is W * G minus the row's sum",
                w.times(g).with(rowSum, (x, sum) -> x - sum))
            .knows(
                "the sum runs over the queries (axis 1): sum along each query's row, over the"
                    + " keys (axis 2)",
                w.times(g.with(w.times(g).sumAlong(1), (x, sum) -> x - sum)))
            .knows(
                "a scale is applied: this is the gradient with respect to the scaled scores,"
                    + " the root belongs to the next step",
                exact.times(1 / Math.sqrt(sizes.valueDim())));
    if (sizes.queryLength() == sizes.keyLength()) {
      trial.knows(
          "G is transposed: G = dO V^T has a row for each query",
          Formulas.scoresGradient(w, g.transposed()));
    }
    return trial;
  }

  static Trial queryGradient(ScaledDotProductTask task, Inputs in) {
    Sizes sizes = in.sizes();
    Given gradient = in.scores("scoresGradient");
    Given key = in.key();
    Values product = gradient.values().matmul(key.values());
    double root = Math.sqrt(sizes.keyDim());
    Trial trial =
        new Trial("queryGradient", gradient, key)
            .asks(() -> task.queryGradient(gradient.array(), key.array()))
            .expects("(B, Tq, Dk)", product.times(1 / root))
            .knows(
                "the scale is missing in the gradient: step 1 divides by sqrt(Dk), so does"
                    + " its derivative",
                product)
            .knows(
                "the scale is applied twice: divide by sqrt(Dk) once",
                product.times(1.0 / sizes.keyDim()))
            .knows(
                "multiplied by sqrt(Dk): the derivative of a division is the same division",
                product.times(root));
    if (sizes.queryLength() == sizes.keyLength()) {
      trial.knows(
          "the scores' gradient is transposed: row i belongs to query i (the transpose leads"
              + " to the keys' gradient)",
          gradient.values().transposed().matmul(key.values()).times(1 / root));
    }
    return trial;
  }
}
