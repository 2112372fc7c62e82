package io.github.attention4j.exercises.lesson06;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.Function;

/** What lesson 06 asks and expects of the parameters' number, and how it goes wrong. */
final class CountTrials {

  private CountTrials() {}

  static List<Function<Inputs, Trial>> all(MultiHeadTask task) {
    return List.of(
        in ->
            count(task, in, in.length("Do"), in.length("H"), in.length("D"), true)
                .trait("with a bias"),
        in ->
            count(task, in, in.length("Do"), in.length("H"), in.length("D"), false)
                .trait("without a bias"),
        in ->
            count(task, in, 1 << 15, 1 << 8, 1 << 7, in.length("H") % 2 == 0)
                .trait("as large as the largest models"));
  }

  private static Trial count(
      MultiHeadTask task, Inputs in, long modelDim, long heads, long headDim, boolean bias) {
    long inner = heads * headDim;
    long weights = 4 * modelDim * inner;
    long biases = bias ? 3 * inner + modelDim : 0;
    long exact = weights + biases;
    long one = bias ? 1 : 0;
    return in.trial(
            "parameterCount",
            Given.plain("modelDim", modelDim),
            Given.plain("heads", heads),
            Given.plain("headDim", headDim),
            Given.plain("bias", bias))
        .asksNumber(() -> task.parameterCount((int) modelDim, (int) heads, (int) headDim, bias))
        .expects("()", number(exact))
        .knows(
            "the biases are never counted: each of the four projections may have one",
            number(weights))
        .knows(
            "the biases are always counted: only if the argument says so",
            number(weights + 3 * inner + modelDim))
        .knows(
            "the output's projection is forgotten: there are four",
            number(3 * modelDim * inner + one * 3 * inner))
        .knows(
            "the output's bias is forgotten: it adds modelDim numbers",
            number(weights + one * 3 * inner))
        .knows(
            "every bias is taken to be heads * headDim long: that of the output is modelDim long",
            number(weights + one * 4 * inner))
        .knows(
            "every bias is taken to be modelDim long: those of queries, keys and values are heads *"
                + " headDim long",
            number(weights + one * 4 * modelDim))
        .knows(
            "the biases are counted as one number for each projection: one for each feature",
            number(weights + one * 4))
        .knows(
            "this is one head alone: each head has its own part of the four projections",
            number(4 * modelDim * headDim + one * (3 * headDim + modelDim)),
            number(4 * modelDim * headDim))
        .knows(
            "the heads are counted twice: heads * headDim is all that a projection makes",
            number(heads * weights + biases),
            number(heads * exact))
        .knows(
            "modelDim is taken to be heads * headDim: here each may be as it likes",
            number(4 * modelDim * modelDim + one * 4 * modelDim),
            number(4 * inner * inner + one * 4 * inner))
        .knows(
            "one projection alone is counted: there are four",
            number(modelDim * inner + one * inner))
        .knows(
            "the output is taken to be made once for each head: one projection takes all of them",
            number(3 * modelDim * inner + heads * modelDim * inner + biases))
        .knows(
            "the product is beyond an int: compute with long, from the first factor on",
            number((int) exact),
            number((int) weights + biases))
        .hint(
            "Count by hand for modelDim 4, two heads of 3 and a bias: 4 weights of 24 numbers, three"
                + " biases of 6 and one of 4, 118 in all.");
  }

  private static Values number(double count) {
    return Values.fill(index -> count);
  }
}
