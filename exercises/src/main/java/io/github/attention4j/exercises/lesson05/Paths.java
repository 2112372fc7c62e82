package io.github.attention4j.exercises.lesson05;

import io.github.attention4j.exercises.known.Projections;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** The three ways on which the gradient comes back to the input, and how one goes astray. */
final class Paths implements Trial.Known {

  private final Values asQueries;
  private final Values asKeys;
  private final Values asValues;
  private final Values keysStraight;
  private final Values valuesStraight;
  private final Values queriesTurned;
  private final Values byInput;
  private final double root;

  Paths(
      Values input,
      Values queryWeight,
      Values keyWeight,
      Values valueWeight,
      Values weights,
      Values scoresGradient,
      Values outputGradient) {
    Values queries = Projections.of(input, queryWeight);
    Values keys = Projections.of(input, keyWeight);
    root = Math.sqrt(queryWeight.size(0));
    asQueries = back(scoresGradient, keys, queryWeight);
    asKeys = back(scoresGradient.transposed(), queries, keyWeight);
    asValues = Projections.product(weights.transposed().matmul(outputGradient), valueWeight);
    queriesTurned = back(scoresGradient.transposed(), keys, queryWeight);
    keysStraight = back(scoresGradient, queries, keyWeight);
    valuesStraight = Projections.product(weights.matmul(outputGradient), valueWeight);
    byInput =
        plus(
            back(scoresGradient, queries, queryWeight),
            back(scoresGradient.transposed(), keys, keyWeight));
  }

  private Values back(Values scoresGradient, Values others, Values weight) {
    return Projections.product(scoresGradient.matmul(others), weight).times(1 / root);
  }

  Values exact() {
    return plus(plus(asQueries, asKeys), asValues);
  }

  @Override
  public void addTo(Trial trial) {
    Values asScores = plus(asQueries, asKeys);
    trial
        .knows(
            "this is the way of the values alone: the sequence is also in the scores, as queries and"
                + " as keys",
            asValues)
        .knows(
            "this is the way of the scores alone: the sequence is also mixed, as values", asScores)
        .knows(
            "the way of the queries is missing: add (dS K / sqrt(Dk)) Wq", plus(asKeys, asValues))
        .knows(
            "the way of the keys is missing: add (dS^T Q / sqrt(Dk)) Wk", plus(asQueries, asValues))
        .knows("this is the way of the queries alone: add those of keys and values", asQueries)
        .knows("this is the way of the keys alone: add those of queries and values", asKeys)
        .knows(
            "the keys' way does not transpose dS: row i of dS belongs to query i, key j gets column"
                + " j",
            plus(plus(asQueries, keysStraight), asValues))
        .knows(
            "the queries' way transposes dS: row i of dS belongs to query i already",
            plus(plus(queriesTurned, asKeys), asValues))
        .knows(
            "both ways of the scores transpose dS the wrong way round: dQ = dS K, dK = dS^T Q",
            plus(plus(queriesTurned, keysStraight), asValues))
        .knows(
            "the values' way does not transpose the weights: value j gets column j of them",
            plus(asScores, valuesStraight))
        .knows(
            "the scale is missing: the scores were divided by sqrt(Dk), and so is their gradient",
            plus(asScores.times(root), asValues))
        .knows(
            "the scale is applied twice: divide by sqrt(Dk) once",
            plus(asScores.times(1 / root), asValues))
        .knows(
            "the values' way is divided by sqrt(Dk), too: only the scores were",
            exact().times(1 / root),
            plus(asScores, asValues.times(1 / root)))
        .knows(
            "only one of queries and keys is divided by sqrt(Dk): both ways lead through the scores",
            plus(plus(asQueries.times(root), asKeys), asValues),
            plus(plus(asQueries, asKeys.times(root)), asValues))
        .knows(
            "queries and keys are mixed up: a query's gradient is made of the keys that it met, a"
                + " key's of the queries",
            plus(byInput, asValues))
        .knows("the mean of the three ways is taken: add them", exact().times(1.0 / 3))
        .knows(
            "the values' way is subtracted: all three are added",
            plus(asScores, asValues.times(-1)))
        .hint(
            "Print the three parts. Set dO to zeros: what is left belongs to the scores; set dS to"
                + " zeros: what is left belongs to the values.");
  }

  private static Values plus(Values left, Values right) {
    return left.with(right, Double::sum);
  }
}
