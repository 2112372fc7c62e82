package io.github.attention4j.exercises.known;

import static io.github.attention4j.exercises.known.Softmax.normalised;

import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** Ways to get a softmax over the last axis wrong that show with scores of any size. */
public final class SoftmaxMistakes implements Trial.Known {

  private static final int LAST = -1;
  private static final double[] BOUNDS = {1, 2, 3, 5, 10, 20, 30, 50, 60, 80, 88, 100, 500, 700};
  private static final double[] EPSILONS = {1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10};

  private final Inputs in;
  private final List<String> letters;
  private final Values scores;
  private final Function<Values, Values> softmax;

  private SoftmaxMistakes(Inputs in, String axes, Values scores, Function<Values, Values> softmax) {
    this.in = in;
    this.letters = Inputs.letters(axes);
    this.scores = scores;
    this.softmax = softmax;
  }

  /**
   * Returns the mistakes of a softmax.
   *
   * @param in the case
   * @param axes axes of the scores, such as {@code "(B, Tq, Tk)"}
   * @param scores scores, the keys along the last axis
   */
  public static SoftmaxMistakes of(Inputs in, String axes, Values scores) {
    return new SoftmaxMistakes(in, axes, scores, Softmax::of);
  }

  /** As {@link #of(Inputs, String, Values)}, of a softmax whose mask is right. */
  static SoftmaxMistakes of(Inputs in, String axes, Values scores, Values mask) {
    return new SoftmaxMistakes(in, axes, scores, some -> Softmax.of(some, mask));
  }

  @Override
  public void addTo(Trial trial) {
    Values exact = softmax.apply(scores);
    // Every exp is at most 1 here, so that sums over other axes stay finite, too.
    Values exps = scores.with(scores.maxAlong(LAST), (score, top) -> Math.exp(score - top));
    axes(trial);
    trial
        .knows(
            "all numbers together sum to 1: each row must, so sum along the last axis alone",
            joint(letters.size()))
        .knows(
            "these are the exps: divide them by their sum along the last axis",
            scores.map(Math::exp),
            exps)
        .knows(
            "the scores themselves are divided by their sum: take their exp first",
            normalised(scores, LAST),
            normalised(scores.map(Math::abs), LAST),
            normalised(scores.map(score -> Math.max(score, 0)), LAST),
            normalised(scores.with(scores.map(n -> -n).maxAlong(LAST), Double::sum), LAST))
        .knows("this is the logarithm of the softmax: weights are its exp", exact.map(Math::log))
        .knows(
            "this is a sigmoid, which looks at each score alone: softmax weighs the scores of"
                + " a row against each other",
            scores.map(score -> 1 / (1 + Math.exp(-score))))
        .knows("the softmax is applied twice", softmax.apply(exact), Softmax.of(exact))
        .knows(
            "the largest score takes all: this is an argmax; every key gets its share",
            scores.with(scores.maxAlong(LAST), (score, top) -> score == top ? 1 : 0))
        .knows("every key gets the same weight, whatever its score", softmax.apply(scores.times(0)))
        .knows(
            "the scores' sign is flipped: the best key gets the least weight",
            softmax.apply(scores.times(-1)))
        .knows("2^score instead of e^score", softmax.apply(scores.times(Math.log(2))))
        .knows(
            "1 is added to the row's sum: the row then sums to less than 1",
            plus(scores.map(Math::exp), 1),
            plus(exps, 1))
        .knows(
            "the exps are divided by the root of the sum of their squares: a softmax divides by"
                + " their sum",
            exps.with(exps.times(exps).sumAlong(LAST), (exp, squares) -> exp / Math.sqrt(squares)))
        .knows(
            "the squares of the exps are weighed: this is the softmax of twice the scores",
            softmax.apply(scores.times(2)))
        .knows(
            "the scores are divided by the largest: that changes the softmax; subtract it",
            softmax.apply(scores.with(scores.maxAlong(LAST), (s, largest) -> s / largest)),
            softmax.apply(scores.times(1 / scores.largest())),
            softmax.apply(
                scores.with(scores.map(Math::abs).maxAlong(LAST), (s, largest) -> s / largest)))
        .knows(
            "the scores are clipped before the exp: then scores beyond the bound can no longer be"
                + " told apart; subtract the row's largest score instead",
            clipped())
        .knows(
            "an epsilon is added to the row's sum: the row then sums to less than 1. Once the row's"
                + " largest score is subtracted, the sum is at least 1 and needs none",
            epsilons(exps));
    temperatures(trial);
    trial.hint(
        "Print one row of scores, your weights, and the weights' sum along each axis. Which sum is 1?"
            + " And the ratio of two weights of a row must be exp of their scores' difference.");
  }

  /** Says that the softmax runs over an axis that is not the last. */
  static String over(List<String> letters, int axis) {
    return "softmax over axis %d (%s) instead of the last (%s): each row must sum to 1 along the last"
            .formatted(axis, letters.get(axis), letters.get(letters.size() - 1))
        + " axis";
  }

  /** Normalised, or its maximum taken, along another axis. */
  private void axes(Trial trial) {
    int last = letters.size() - 1;
    for (int axis = last - 1; axis >= 0; axis--) {
      String name = "axis %d (%s)".formatted(axis, letters.get(axis));
      Values alongAxis = scores.with(scores.maxAlong(axis), (s, top) -> Math.exp(s - top));
      trial.knows(over(letters, axis), normalised(alongAxis, axis));
      trial.knows(
          "the sum is taken over %s instead of the last (%s)".formatted(name, letters.get(last)),
          normalised(scores.with(scores.maxAlong(LAST), (s, top) -> Math.exp(s - top)), axis));
      trial.knows(
          "the maximum is taken over %s instead of the last (%s): only a number that is the same"
                  .formatted(name, letters.get(last))
              + " for a whole row may be subtracted from it",
          normalised(alongAxis, LAST));
    }
    if (letters.size() > 2) {
      trial.knows(
          "the numbers of each example together sum to 1: each row must, so sum along the last"
              + " axis alone",
          joint(2));
    }
  }

  /** Softmax over the last axes together. */
  private Values joint(int axes) {
    Values top = scores;
    for (int axis = 1; axis <= axes; axis++) {
      top = top.maxAlong(-axis);
    }
    Values joint = scores.with(top, (score, largest) -> Math.exp(score - largest));
    Values sum = joint;
    for (int axis = 1; axis <= axes; axis++) {
      sum = sum.sumAlong(-axis);
    }
    return joint.with(sum, (exp, all) -> exp / all);
  }

  private static Values plus(Values exps, double epsilon) {
    return exps.with(exps.sumAlong(LAST), (exp, sum) -> exp / (sum + epsilon));
  }

  private Values[] epsilons(Values exps) {
    return DoubleStream.of(EPSILONS)
        .boxed()
        .flatMap(
            epsilon -> List.of(plus(exps, epsilon), plus(scores.map(Math::exp), epsilon)).stream())
        .toArray(Values[]::new);
  }

  private Values[] clipped() {
    return Arrays.stream(BOUNDS)
        .boxed()
        .flatMap(
            bound ->
                List.of(
                    softmax.apply(scores.map(s -> Math.max(-bound, Math.min(bound, s)))),
                    softmax.apply(scores.map(s -> Math.min(bound, s))))
                    .stream())
        .toArray(Values[]::new);
  }

  private void temperatures(Trial trial) {
    for (String letter : in.letters()) {
      double root = Math.sqrt(in.length(letter));
      trial.knows(
          "the scores are divided by sqrt(%s) here: they come scaled as they should be"
              .formatted(letter),
          softmax.apply(scores.times(1 / root)));
      trial.knows(
          "the scores are divided by %s here: they come scaled as they should be".formatted(letter),
          softmax.apply(scores.times(1 / root / root)));
    }
  }
}
