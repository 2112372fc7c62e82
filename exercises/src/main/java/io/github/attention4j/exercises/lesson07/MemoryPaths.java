package io.github.attention4j.exercises.lesson07;

import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** The two ways on which the gradient comes back to the memory, and how one goes astray. */
final class MemoryPaths implements Trial.Known {

  private final Values queries;
  private final Values keyWeight;
  private final Values valueWeight;
  private final Values weights;
  private final Values scoresGradient;
  private final Values outputGradient;
  private final double root;

  MemoryPaths(
      Values queries,
      Values keyWeight,
      Values valueWeight,
      Values weights,
      Values scoresGradient,
      Values outputGradient) {
    this.queries = queries;
    this.keyWeight = keyWeight;
    this.valueWeight = valueWeight;
    this.weights = weights;
    this.scoresGradient = scoresGradient;
    this.outputGradient = outputGradient;
    this.root = Math.sqrt(keyWeight.size(0));
  }

  Values exact() {
    return withKeysOf(queries);
  }

  Values withKeysOf(Values asked) {
    return plus(asKeys(scoresGradient, asked), asValues(weights));
  }

  private Values asKeys(Values gradient, Values asked) {
    return Projections.product(gradient.transposed().matmul(asked), keyWeight).times(1 / root);
  }

  private Values asValues(Values mixing) {
    return Projections.product(mixing.transposed().matmul(outputGradient), valueWeight);
  }

  @Override
  public void addTo(Trial trial) {
    Values keys = asKeys(scoresGradient, queries);
    Values values = asValues(weights);
    trial
        .knows("this is the way of the keys alone: the memory is also mixed, as values", keys)
        .knows(
            "this is the way of the values alone: the memory is also in the scores, as keys",
            values)
        .knows(
            "the scale is missing: the scores were divided by sqrt(Dk), and so is their gradient",
            plus(keys.times(root), values))
        .knows(
            "the scale is applied twice: divide by sqrt(Dk) once",
            plus(keys.times(1 / root), values))
        .knows(
            "the values' way is divided by sqrt(Dk), too: only the scores were",
            exact().times(1 / root),
            plus(keys, values.times(1 / root)))
        .knows("the mean of the two ways is taken: add them", exact().times(0.5))
        .knows("the keys' way is subtracted: both are added", plus(keys.times(-1), values))
        .knows("the values' way is subtracted: both are added", plus(keys, values.times(-1)))
        .knows(
            "the weights stand in the keys' way: dK is made of the scores' gradient, dS^T Q",
            plus(asKeys(weights, queries), values))
        .knows(
            "the scores' gradient stands in the values' way: dV is made of the weights, A^T dO",
            plus(keys, asValues(scoresGradient)))
        .knows(
            "every query counts alike in the values' way: value j gets each dO by its weight for j",
            plus(keys, asValues(weights.map(weight -> 1))))
        .knows(
            "the queries of the first example are used for all of them",
            withKeysOf(queries.repeated(0, 0)));
    if (scoresGradient.size(-1) == scoresGradient.size(-2)) {
      trial
          .knows(
              "the keys' way does not transpose dS: row i of dS belongs to query i, key j gets"
                  + " column j",
              plus(asKeys(scoresGradient.transposed(), queries), values))
          .knows(
              "the values' way does not transpose the weights: value j gets column j of them",
              plus(keys, asValues(weights.transposed())));
    }
    if (keyWeight.size(0) == keyWeight.size(1)) {
      trial.knows(
          "keyWeight is transposed on the way back: a projection is y = x w^T, so dx = dy w",
          plus(
              Projections.of(scoresGradient.transposed().matmul(queries), keyWeight)
                  .times(1 / root),
              values));
    }
    trial.hint(
        "Print the two parts. Set dO to zeros: what is left is the keys' part; set dS to zeros: what"
            + " is left is the values'.");
  }

  private static Values plus(Values left, Values right) {
    return left.with(right, Double::sum);
  }
}
