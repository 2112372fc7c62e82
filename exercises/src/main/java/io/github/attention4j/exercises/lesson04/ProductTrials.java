package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.check.Given;
import io.github.attention4j.exercises.check.Trial;
import io.github.attention4j.exercises.check.Values;

/** Trials of the two steps that are a product of matrices, and what goes wrong in them. */
final class ProductTrials {

  private ProductTrials() {}

  static Trial scores(ScaledDotProductTask task, Inputs in) {
    Sizes sizes = in.sizes();
    Given query = in.query();
    Given key = in.key();
    Values products = query.values().matmul(key.values().transposed());
    double root = Math.sqrt(sizes.keyDim());
    Values exact = products.times(1 / root);
    Values keysReshaped = key.values().reshaped(sizes.batch(), sizes.keyDim(), sizes.keyLength());
    return new Trial("scores", query, key)
        .asks(() -> task.scores(query.array(), key.array()))
        .expects("(B, Tq, Tk)", exact)
        .knows("these are the unscaled scores: divide by sqrt(Dk)", products)
        .knows(
            "divided by Dk instead of its root: divide by sqrt(Dk)",
            products.times(1.0 / sizes.keyDim()))
        .knows(
            "multiplied by sqrt(Dk): the scale makes large scores smaller, so divide",
            products.times(root))
        .knows(
            "divided by sqrt(Tk), the number of keys: divide by the root of the number of"
                + " features, Dk",
            products.times(1 / Math.sqrt(sizes.keyLength())))
        .knows(
            "divided by sqrt(Tq), the number of queries: divide by the root of the number of"
                + " features, Dk",
            products.times(1 / Math.sqrt(sizes.queryLength())))
        .knows(
            "query and key have changed places: a row belongs to a query, a column to a key",
            exact.transposed())
        .knows(
            "the keys were reshaped, not transposed: reshape keeps the numbers in their old"
                + " order; transpose with permute(0, 2, 1) or in the matrix product",
            query.values().matmul(keysReshaped).times(1 / root))
        .knows(
            "the softmax is already applied: this step asks for the scores alone",
            Formulas.softmax(exact));
  }

  static Trial output(ScaledDotProductTask task, Inputs in) {
    Sizes sizes = in.sizes();
    Given weights = in.weights();
    Given value = in.value();
    Values exact = weights.values().matmul(value.values());
    int keys = sizes.keyLength();
    Trial trial =
        new Trial("output", weights, value)
            .asks(() -> task.output(weights.array(), value.array()))
            .expects("(B, Tq, Dv)", exact)
            .knows(
                "divided by the number of keys: the weights of a row already sum to 1",
                exact.times(1.0 / keys))
            .knows(
                "the weights are ignored: this is the plain mean of the values",
                weights.values().map(weight -> 1.0 / keys).matmul(value.values()))
            .knows(
                "only the value of the heaviest key is taken: every value counts by its"
                    + " weight",
                heaviestOnly(weights.values()).matmul(value.values()))
            .knows(
                "the softmax is applied to the weights once more",
                Formulas.softmax(weights.values()).matmul(value.values()))
            .knows(
                "the values are not weighted but summed: multiply by the weights",
                weights.values().map(weight -> 1).matmul(value.values()));
    if (sizes.queryLength() == keys) {
      trial.knows(
          "the weights are transposed: row i holds the weights of query i",
          weights.values().transposed().matmul(value.values()));
    }
    return trial;
  }

  private static Values heaviestOnly(Values weights) {
    return Values.fill(
        index -> {
          for (int key = 0; key < weights.size(2); key++) {
            if (weights.at(index[0], index[1], key) > weights.at(index)) {
              return 0;
            }
          }
          return 1;
        },
        weights.shape());
  }
}
