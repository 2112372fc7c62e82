package io.github.attention4j.exercises.lesson04;

import io.github.attention4j.exercises.check.Given;
import io.github.attention4j.exercises.check.Trial;
import io.github.attention4j.exercises.check.Values;

/** Trials of the masked softmax, and what goes wrong in it. */
final class SoftmaxTrials {

  private SoftmaxTrials() {}

  static Trial softmax(ScaledDotProductTask task, Inputs in) {
    Sizes sizes = in.sizes();
    Given scores = in.scores("scores");
    Given mask = Given.none("mask");
    Values exps = scores.values().map(Math::exp);
    Values exact = Formulas.softmax(scores.values());
    return new Trial("maskedSoftmax", scores, mask)
        .asks(() -> task.maskedSoftmax(scores.array(), mask.array()))
        .expects("(B, Tq, Tk)", exact)
        .knows(
            "softmax over axis 1 (the queries) instead of the last (the keys): each query's"
                + " row must sum to 1",
            Formulas.normalised(exps, 1))
        .knows(
            "softmax over axis 0 (the batch) instead of the last (the keys): the examples of"
                + " a batch have nothing to do with each other",
            Formulas.normalised(exps, 0))
        .knows(
            "all numbers together sum to 1: each row must, so sum along the last axis alone",
            exps.times(1 / total(exps)))
        .knows("these are the exps: divide them by their sum along the last axis", exps)
        .knows(
            "the scores themselves are divided by their sum: take their exp first",
            Formulas.normalised(scores.values(), 2))
        .knows("this is the logarithm of the softmax: weights are its exp", exact.map(Math::log))
        .knows(
            "this is a sigmoid, which looks at each score alone: softmax weighs the scores of"
                + " a row against each other",
            scores.values().map(score -> 1 / (1 + Math.exp(-score))))
        .knows("the softmax is applied twice", Formulas.softmax(exact));
  }

  static Trial largeScores(ScaledDotProductTask task, Inputs in) {
    Sizes sizes = in.sizes();
    double size = 1e4;
    Values noise = in.noise();
    Values rows =
        Values.fill(index -> (index[1] % 2 == 0 ? size : -size) + noise.at(index), sizes.scores());
    Given scores = in.scores("scores", rows);
    Given mask = Given.none("mask");
    double largest = Formulas.largest(scores.values());
    return new Trial("maskedSoftmax", scores, mask)
        .exponentiates(size)
        .asks(() -> task.maskedSoftmax(scores.array(), mask.array()))
        .expects("(B, Tq, Tk)", Formulas.softmax(scores.values()))
        .knows(
            "exp overflows at scores of 1e4: subtract each row's largest score before exp",
            Formulas.normalised(scores.values().map(Math::exp), 2))
        .knows(
            "rows of very low scores become 0/0: subtract each row's own largest score, not"
                + " the largest of the whole array (ND4J's own softmax of DOUBLE rows fails in"
                + " the same way: write it from exp, max and sum)",
            Formulas.normalised(scores.values().map(score -> Math.exp(score - largest)), 2));
  }

  static Trial mask(ScaledDotProductTask task, Inputs in) {
    Sizes sizes = in.sizes();
    Given scores = in.scores("scores");
    Given mask = in.scores("mask", in.mask());
    Values free = Formulas.softmax(scores.values());
    Values inverse = mask.values().map(allowed -> 1 - allowed);
    return new Trial("maskedSoftmax", scores, mask)
        .asks(() -> task.maskedSoftmax(scores.array(), mask.array()))
        .expects("(B, Tq, Tk)", Formulas.softmax(scores.values(), mask.values()))
        .knows("the mask is ignored", free)
        .knows(
            "the mask is inverted: 1 means that the query may attend to the key",
            Formulas.softmax(scores.values(), inverse))
        .knows(
            "the mask is applied after the softmax: the rows no longer sum to 1; mask the"
                + " scores, then take the softmax",
            free.times(mask.values()))
        .knows(
            "a masked score becomes 0, and exp(0) is 1, so it still gets weight: make it very"
                + " negative (beware: Double.MIN_VALUE is the smallest positive number)",
            Formulas.softmax(scores.values().times(mask.values())))
        .knows(
            "the mask is added to the scores as it is: that only favours the allowed keys by a"
                + " factor of e",
            Formulas.softmax(scores.values().with(mask.values(), Double::sum)))
        .knowsIf(
            "a masked key still gets weight: its score must be so low that its exp is 0",
            got -> Formulas.largest(got.times(inverse)) > 1e-6);
  }

  static Trial nothingAllowed(ScaledDotProductTask task, Inputs in) {
    Sizes sizes = in.sizes();
    Given scores = in.scores("scores");
    int empty = in.random().nextInt(sizes.queryLength());
    Values some = in.mask();
    Values rows = Values.fill(i -> i[1] == empty ? 0 : some.at(i), sizes.scores());
    Given mask = in.scores("mask", rows);
    Values exact = Formulas.softmax(scores.values(), mask.values());
    return new Trial("maskedSoftmax", scores, mask)
        .asks(() -> task.maskedSoftmax(scores.array(), mask.array()))
        .expects("(B, Tq, Tk)", exact)
        .knows(
            "NaN for a query that may attend to nothing (0/0, or infinity minus infinity): its"
                + " weights must be zeros",
            Values.fill(i -> i[1] == empty ? Double.NaN : exact.at(i), sizes.scores()))
        .knowsIf(
            "a query that may attend to nothing still gets weights: lowering all scores of a"
                + " row alike changes nothing; its weights must be zeros",
            got -> Math.abs(got.sumAlong(2).at(0, empty, 0) - 1) < 1e-3);
  }

  static Trial largeMaskedScores(ScaledDotProductTask task, Inputs in) {
    Sizes sizes = in.sizes();
    Values mask = in.mask();
    Values noise = in.noise();
    Values large = noise.with(mask, (score, allowed) -> allowed == 1 ? score : 1e4 + score);
    Given scores = in.scores("scores", large);
    Given given = in.scores("mask", mask);
    Values exact = Formulas.softmax(scores.values(), mask);
    Values swallowed =
        Values.fill(i -> rowAllowsAll(mask, i) ? exact.at(i) : Double.NaN, sizes.scores());
    return new Trial("maskedSoftmax", scores, given)
        .asks(() -> task.maskedSoftmax(scores.array(), given.array()))
        .expects("(B, Tq, Tk)", exact)
        .knows(
            "a masked key's large score still counts (in the row's maximum or its sum), and"
                + " the allowed weights become 0/0: mask the scores before all else",
            swallowed)
        .knows(
            "a masked key's large score still counts (in the row's maximum or its sum), and"
                + " the allowed weights vanish: mask the scores before all else",
            swallowed.map(weight -> Double.isNaN(weight) ? 0 : weight));
  }

  private static boolean rowAllowsAll(Values mask, int[] index) {
    for (int key = 0; key < mask.size(2); key++) {
      if (mask.at(index[0], index[1], key) == 0) {
        return false;
      }
    }
    return true;
  }

  private static double total(Values numbers) {
    double total = 0;
    for (double number : numbers.numbers()) {
      total += number;
    }
    return total;
  }
}
