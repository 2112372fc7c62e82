package io.github.attention4j.exercises.lesson12;

import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.Function;
import org.nd4j.linalg.factory.Nd4j;

/** What lesson 12 asks and expects of the doubly stochastic penalty, and how it goes wrong. */
final class PenaltyTrials {

  private PenaltyTrials() {}

  static Trial penalty(ShowAttendTellTask task, Inputs in) {
    int words = in.length("T");
    double examples = in.length("B");
    double locations = in.length("L");
    Values lengths = Values.fill(any -> 1 + in.random().nextInt(words), in.length("B"));
    Given weights = in.given("weights", "(B, T, L)", Softmax.of(in.noise("(B, T, L)").times(2)));
    Values real = Values.fill(i -> i[1] < lengths.at(i[0]) ? 1 : 0, in.shape("(B, T)"));
    Given mask = in.given("mask", "(B, T)", real);
    double lambda = (2 + in.random().nextInt(13)) / 8.0;
    Values alpha = weights.values();
    Values counted = Values.fill(i -> alpha.at(i) * real.at(i[0], i[1]), alpha.shape());
    Values sums = looked(counted); // (B, L)
    Values off = sums.map(sum -> 1 - sum);
    double scale = lambda / examples;
    double exact = scale * squares(off);
    Function<Values, Values> penalty = what -> number(scale * squares(what));
    Values each = Values.fill(i -> real.at(i[0], i[1]) * (1 - alpha.at(i)), alpha.shape());
    Values length = Values.fill(i -> lengths.at(i[0]), sums.shape());
    Values ofWords = alpha.sumAlong(2);
    Values rows = Values.fill(i -> 1 - ofWords.at(i[0], i[1], 0), real.shape());
    Values ofSquares = looked(counted.map(PenaltyTrials::square));
    return in.trial("penalty", weights, mask, Given.plain("lambda", lambda))
        .asks(() -> Nd4j.scalar(in.type(), task.penalty(weights.array(), mask.array(), lambda)))
        .expects("()", number(exact))
        .knows(
            "the padding counts, too: multiply the weights by the mask before they are added up",
            penalty.apply(looked(alpha).map(sum -> 1 - sum)))
        .knows(
            "the mask is inverted: 1 is a word, and words count",
            penalty.apply(looked(alpha).with(sums, (all, own) -> 1 - (all - own))))
        .knows(
            "the weights of a word are summed over the locations: that is 1 by the softmax; for"
                + " each location, sum over the words",
            penalty.apply(rows.times(real)),
            penalty.apply(rows.with(real, (row, word) -> word == 1 ? row : 1)))
        .knows(
            "the square is missing: what is too much and what is too little would cancel",
            number(scale * off.sum()))
        .knows(
            "the absolute value is taken: the penalty is the square",
            number(scale * off.map(Math::abs).sum()))
        .knows(
            "every weight is held against 1: first add up a location's weights over the words",
            penalty.apply(each))
        .knows(
            "the weights are squared before they are added up: square what is missing to 1",
            number(scale * ofSquares.map(sum -> 1 - sum).sum()))
        .knows(
            "the locations are added up before the square: square what each of them is off",
            number(scale * squares(off.sumAlong(1)) / locations))
        .knows(
            "only locations that are looked at too little pay: those looked at too much do, too",
            penalty.apply(off.map(x -> Math.max(0, x))))
        .knows(
            "only locations that are looked at too much pay: those looked at too little do, too",
            penalty.apply(off.map(x -> Math.min(0, x))))
        .knows(
            "the words' mean is taken, not their sum: a location is to get 1 of all words together",
            penalty.apply(sums.map(sum -> 1 - sum / words)),
            penalty.apply(sums.with(length, (sum, count) -> 1 - sum / count)))
        .knows(
            "each location is held against T / L: the paper's equation 14 asks for 1",
            penalty.apply(sums.map(sum -> words / locations - sum)),
            penalty.apply(sums.with(length, (sum, count) -> count / locations - sum)))
        .knows("the sum over the examples is taken: take their mean", number(exact * examples))
        .knows("the mean over the locations is taken: add up over them", number(exact / locations))
        .knows(
            "only the first example counts: take the mean over all",
            penalty.apply(off.repeated(0, 0)),
            number(scale * squares(off.repeated(0, 0)) / examples))
        .knows("lambda is left out", number(exact / lambda))
        .knows("lambda is squared: it stands outside the square", number(exact * lambda))
        .knows("divided by lambda: multiply by it", number(exact / lambda / lambda))
        .knows("the sign is turned: a penalty is never below 0", number(-exact))
        .hint(
            "Two words over two locations, (1, 0) and (1, 0), no padding, lambda = 1: the penalty is"
                + " (1 - 2)^2 + (1 - 0)^2 = 2. With the second word as padding it is 1.");
  }

  /** How much each location is looked at by all words, (B, T, L) -> (B, L). */
  private static Values looked(Values weights) {
    Values sums = weights.sumAlong(1);
    return Values.fill(i -> sums.at(i[0], 0, i[1]), weights.size(0), weights.size(2));
  }

  private static double squares(Values numbers) {
    return numbers.map(PenaltyTrials::square).sum();
  }

  private static double square(double x) {
    return x * x;
  }

  private static Values number(double value) {
    return Values.fill(index -> value);
  }
}
