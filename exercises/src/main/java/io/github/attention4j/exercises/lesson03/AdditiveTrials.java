package io.github.attention4j.exercises.lesson03;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 03 asks and expects of scores, context and gradient, and the ways to go wrong. */
final class AdditiveTrials {

  private AdditiveTrials() {}

  static Trial scores(AdditiveTask task, Inputs in) {
    Given hidden = in.given("hidden", "(B, Tq, Tk, A)", in.noise("(B, Tq, Tk, A)").map(Math::tanh));
    Given v = in.random("v", "(A)");
    Values h = hidden.values();
    Values exact = energies(h, v.values());
    int width = in.length("A");
    return in.trial("scores", hidden, v)
        .asks(() -> task.scores(hidden.array(), v.array()))
        .expects("(B, Tq, Tk)", exact)
        .knows(
            "v is left out: these are the sums of the hidden layer; each hidden unit counts by its"
                + " own number of v",
            energies(h, v.values().map(number -> 1)))
        .knows(
            "the hidden layer is multiplied by v, but not summed over: each pair gets one score",
            h.times(spread(v.values(), h)))
        .knows(
            "the sum still stands in an axis of length 1: a score is one number for each pair",
            exact.reshaped(in.shape("(B, Tq, Tk, 1)")))
        .knows("the mean is taken over the hidden units: add them up", exact.times(1.0 / width))
        .knows(
            "divided by sqrt(A): the additive score is not scaled, v learns the scale",
            exact.times(1 / Math.sqrt(width)))
        .knows(
            "the tanh is applied once more: the hidden layer has it already",
            energies(h.map(Math::tanh), v.values()))
        .knows(
            "the tanh of the score is taken: the score may be of any size", exact.map(Math::tanh))
        .knows("the softmax is already applied: this step asks for the scores", Softmax.of(exact))
        .knows(
            "only the first number of v is used, for all hidden units",
            energies(h, v.values().repeated(0, 0)))
        .knows(
            "the last hidden unit is forgotten: does a loop end too early?",
            energies(h, Values.fill(i -> i[0] == width - 1 ? 0 : v.values().at(i), width)))
        .knows(
            "the first hidden unit is forgotten: does a loop begin at 1?",
            energies(h, Values.fill(i -> i[0] == 0 ? 0 : v.values().at(i), width)))
        .knows(
            "the softmax of v is used: v is no set of weights, its numbers may be of any sign",
            energies(h, Softmax.of(v.values())))
        .knows("v is taken backwards", energies(h, reversed(v.values())))
        .hint(
            "Compute S[0, 1, 2] by hand: the A numbers of that pair, each times its number of v,"
                + " added up. Print yours beside it.");
  }

  static Trial context(AdditiveTask task, Inputs in) {
    Given weights = in.given("weights", "(B, Tq, Tk)", Softmax.of(in.noise("(B, Tq, Tk)")));
    Given value = in.random("value", "(B, Tk, Dv)");
    return in.trial("context", weights, value)
        .asks(() -> task.context(weights.array(), value.array()))
        .expects("(B, Tq, Dv)", weights.values().matmul(value.values()))
        .knows(Products.mixing(in, weights.values(), value.values()));
  }

  static Trial queriesGradient(AdditiveTask task, Inputs in) {
    Given hidden = in.given("hidden", "(B, Tq, Tk, A)", in.noise("(B, Tq, Tk, A)").map(Math::tanh));
    Given v = in.random("v", "(A)");
    Given gradient = in.random("scoresGradient", "(B, Tq, Tk)");
    Values h = hidden.values();
    Values energy = spread(v.values(), h);
    Values s = Values.fill(i -> gradient.values().at(i[0], i[1], i[2]), h.shape());
    Values slope = h.map(number -> 1 - number * number);
    Values each = s.times(energy).times(slope);
    Values exact = overKeys(each);
    return in.trial("queriesGradient", hidden, v, gradient)
        .asks(() -> task.queriesGradient(hidden.array(), v.array(), gradient.array()))
        .expects("(B, Tq, A)", exact)
        .knows(
            "the tanh is not yet differentiated: multiply by 1 minus the square of the hidden layer",
            overKeys(s.times(energy)))
        .knows(
            "the slope is 1 - H: that of tanh is 1 minus its square",
            overKeys(s.times(energy).times(h.map(number -> 1 - number))))
        .knows(
            "the tanh is taken of the hidden layer, which is a tanh already: its slope is 1 - H * H",
            overKeys(s.times(energy).times(h.map(n -> 1 - Math.tanh(n) * Math.tanh(n)))))
        .knows(
            "this is the slope of a sigmoid, H * (1 - H): that of tanh is 1 - H * H",
            overKeys(s.times(energy).times(h.map(number -> number * (1 - number)))))
        .knows(
            "this is the hidden layer in place of its slope: the derivative of tanh is 1 - H * H",
            overKeys(s.times(energy).times(h)))
        .knows(
            "the sign of the slope is the wrong way round: it is 1 - H * H, not H * H - 1",
            exact.times(-1))
        .knows("v is left out: a score is the hidden layer times v", overKeys(s.times(slope)))
        .knows(
            "the scores' gradient is left out: each pair counts by its own number of dS",
            overKeys(energy.times(slope)))
        .knows(
            "there is one gradient for each pair: a query is part of all pairs of its row, so add up"
                + " over the keys",
            each)
        .knows(
            "the mean is taken over the keys: add up over them", exact.times(1.0 / in.length("Tk")))
        .knows(
            "summed over the queries: this is the keys' gradient, for the queries sum over the keys",
            overQueries(each))
        .knows(
            "the last key is forgotten: does a loop end too early?",
            overKeys(Values.fill(i -> i[2] == h.size(2) - 1 ? 0 : each.at(i), each.shape())))
        .knows(
            "dS is summed over the keys before it meets the slopes: each pair has its own slope",
            overKeys(s).times(overKeys(energy.times(slope))),
            overKeys(s).times(overKeys(energy.times(slope))).times(1.0 / in.length("Tk")))
        .hint(
            "Take one query, one key and A = 1: H = 0.5, v = 2, dS = 1 give 1.5. Then a second key:"
                + " its number is added.");
  }

  private static Values energies(Values hidden, Values v) {
    Values sums = hidden.times(spread(v, hidden)).sumAlong(-1);
    return Values.fill(
        i -> sums.at(i[0], i[1], i[2], 0), hidden.size(0), hidden.size(1), hidden.size(2));
  }

  private static Values spread(Values v, Values hidden) {
    return Values.fill(i -> v.at(i[3]), hidden.shape());
  }

  private static Values reversed(Values v) {
    return Values.fill(i -> v.at(v.size(0) - 1 - i[0]), v.shape());
  }

  private static Values overKeys(Values each) {
    Values sums = each.sumAlong(2);
    return Values.fill(i -> sums.at(i[0], i[1], 0, i[2]), each.size(0), each.size(1), each.size(3));
  }

  private static Values overQueries(Values each) {
    Values sums = each.sumAlong(1);
    return Values.fill(i -> sums.at(i[0], 0, i[1], i[2]), each.size(0), each.size(2), each.size(3));
  }
}
