package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** Ways to get the two products of attention wrong, whatever the scores are. */
public final class Products {

  private Products() {}

  /**
   * Returns the mistakes of scores that compare each query with each key by a dot product.
   *
   * @param in the case
   * @param query queries, (.., Tq, Dk)
   * @param key keys, (.., Tk, Dk)
   * @param scale what the dot products are multiplied with
   */
  public static Trial.Known comparing(Inputs in, Values query, Values key, double scale) {
    return trial -> {
      Values exact = dots(query, key).times(scale);
      int[] turned = key.transposed().shape();
      trial
          .knows(
              "query and key have changed places: a row belongs to a query, a column to a key",
              exact.transposed())
          .knows(
              "the keys were reshaped, not transposed: reshape keeps the numbers in their old"
                  + " order; transpose with permute(0, 2, 1) or in the matrix product",
              query.matmul(key.reshaped(turned)).times(scale))
          .knows(
              "the scores are the transposed product in another shape: reshape keeps the numbers in"
                  + " their old order; multiply in the other order",
              exact.transposed().reshaped(exact.shape()))
          .knows(
              "the softmax is already applied: this step asks for the scores alone",
              Softmax.of(exact))
          .knows(
              "the keys of the first example are used for all of them",
              dots(query, key.repeated(0, 0)).times(scale))
          .knows(
              "the queries of the first example are used for all of them",
              dots(query.repeated(0, 0), key).times(scale))
          .knows(
              "the last feature is forgotten: does a loop end too early?",
              dots(without(query, query.size(-1) - 1), key).times(scale))
          .knows(
              "the first feature is forgotten: does a loop begin at 1?",
              dots(without(query, 0), key).times(scale))
          .knows(
              "these are cosines: query and key are divided by their lengths",
              cosines(query, key),
              cosines(query, key).times(scale))
          .knows(
              "these are squared distances: a dot product is a sum of products",
              distances(query, key),
              distances(query, key).times(scale),
              distances(query, key).times(-1),
              distances(query, key).times(-scale),
              distances(query, key).times(-0.5),
              distances(query, key).map(Math::sqrt),
              distances(query, key).map(Math::sqrt).times(-1))
          .knows(
              "features are added, not multiplied", sums(query, key), sums(query, key).times(scale))
          .knows(
              "the mean of each row is subtracted",
              exact.with(exact.sumAlong(-1), (score, sum) -> score - sum / exact.size(-1)))
          .knows(
              "the largest score of each row is subtracted: that belongs into the softmax",
              exact.with(exact.maxAlong(-1), (score, top) -> score - top))
          .hint(
              "Compute S[0, 1, 0] by hand: query 1 and key 0 of example 0, feature by feature. Print"
                  + " yours beside it.");
    };
  }

  /** Returns the dot product of each query with each key. */
  public static Values dots(Values query, Values key) {
    return query.matmul(key.transposed());
  }

  private static Values without(Values features, int feature) {
    int last = features.rank() - 1;
    return Values.fill(index -> index[last] == feature ? 0 : features.at(index), features.shape());
  }

  private static Values cosines(Values query, Values key) {
    return dots(unit(query), unit(key));
  }

  private static Values unit(Values vectors) {
    return vectors.with(
        vectors.times(vectors).sumAlong(-1), (number, square) -> number / Math.sqrt(square));
  }

  private static Values distances(Values query, Values key) {
    Values ones = query.map(number -> 1);
    Values other = key.map(number -> 1);
    Values squares = dots(query.times(query), other).with(dots(ones, key.times(key)), Double::sum);
    return squares.with(dots(query, key), (square, dot) -> square - 2 * dot);
  }

  private static Values sums(Values query, Values key) {
    return dots(query, key.map(number -> 1)).with(dots(query.map(number -> 1), key), Double::sum);
  }

  /**
   * Returns the mistakes of an output that mixes values by weights.
   *
   * @param in the case
   * @param weights weights, (.., Tq, Tk)
   * @param value values, (.., Tk, Dv)
   */
  public static Trial.Known mixing(Inputs in, Values weights, Values value) {
    return trial -> {
      int keys = weights.size(-1);
      Values ones = weights.map(weight -> 1);
      Values total = weights.sumAlong(-1);
      trial
          .knows(
              "divided by the number of keys: the weights of a row already sum to 1",
              weights.matmul(value).times(1.0 / keys))
          .knows(
              "the weights are ignored: this is the plain mean of the values",
              ones.times(1.0 / keys).matmul(value))
          .knows(
              "the values are not weighted but summed: multiply by the weights", ones.matmul(value))
          .knows(
              "only the value of the heaviest key is taken: every value counts by its weight",
              weights
                  .with(weights.maxAlong(-1), (weight, top) -> weight == top ? 1 : 0)
                  .matmul(value),
              weights
                  .with(weights.maxAlong(-1), (weight, top) -> weight == top ? weight : 0)
                  .matmul(value))
          .knows(
              "the softmax is applied to the weights once more", Softmax.of(weights).matmul(value))
          .knows(
              "the weights are divided by their row's sum: they already sum to 1, and a row of"
                  + " zeros, whose query may attend to nothing, becomes 0/0",
              weights.with(total, (weight, sum) -> weight / sum).matmul(value))
          .knows(
              "the weights of the first query are used for all of them",
              weights.repeated(-2, 0).matmul(value))
          .knows(
              "only the value of the first key is taken",
              ones.times(1.0 / keys).matmul(value.repeated(-2, 0)),
              weights.repeated(-1, 0).times(1.0 / keys).matmul(value.repeated(-2, 0)))
          .knows(
              "the last key is forgotten: does a loop end too early?",
              without(weights, keys - 1).matmul(value))
          .knows(
              "the first key is forgotten: does a loop begin at 1?",
              without(weights, 0).matmul(value))
          .knows(
              "the weights are squared: does a step weigh twice?",
              weights.times(weights).matmul(value))
          .knows(
              "1 minus the weight is taken: the heaviest key counts least",
              weights.map(weight -> 1 - weight).matmul(value));
      if (weights.rank() > 2) { // with a batch
        trial
            .knows(
                "the weights of the first example are used for all of them",
                weights.repeated(0, 0).matmul(value))
            .knows(
                "the values of the first example are used for all of them",
                weights.matmul(value.repeated(0, 0)));
      }
      if (weights.size(-2) == keys) {
        trial.knows(
            "the weights are transposed: row i holds the weights of query i",
            weights.transposed().matmul(value));
      }
      trial.knows(
          "the weights were reshaped, not multiplied as they are: row i holds the weights of query"
              + " i",
          weights.transposed().reshaped(weights.shape()).matmul(value));
      trial.hint(
          "Compute O[%s1, 0] by hand: the weights of query 1, each times feature 0 of its key's value."
                  .formatted(weights.rank() > 2 ? "0, " : "")
              + " Print yours beside it.");
    };
  }
}
