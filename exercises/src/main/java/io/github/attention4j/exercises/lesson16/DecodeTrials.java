package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.exercises.known.Products;
import io.github.attention4j.exercises.known.Softmax;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.Function;

/** What lesson 16 asks and expects of decoding with a cache, and how it goes wrong. */
final class DecodeTrials {

  private DecodeTrials() {}

  static List<Function<Inputs, Trial>> all(AttentionCostTask task) {
    return List.of(
        in -> decode(task, in, in.length("P")),
        in -> decode(task, in, 0).trait("before the first position"));
  }

  private static Trial decode(AttentionCostTask task, Inputs in, int past) {
    Given pastKey = past == 0 ? Given.none("pastKey") : in.random("pastKey", "(B, P, D)");
    Given pastValue = past == 0 ? Given.none("pastValue") : in.random("pastValue", "(B, P, Dv)");
    Given query = in.random("query", "(B, T, D)");
    Given key = in.random("key", "(B, T, D)");
    Given value = in.random("value", "(B, T, Dv)");
    int fresh = in.length("T");
    Values keys = past == 0 ? key.values() : pastKey.values().concat(key.values(), 1);
    Values v = past == 0 ? value.values() : pastValue.values().concat(value.values(), 1);
    Values dots = Products.dots(query.values(), keys);
    double root = Math.sqrt(in.length("D"));
    Values scores = dots.times(1 / root);
    Seen may = (i, j) -> j <= past + i;
    Values mask = mask(scores, may);
    Values free = Softmax.of(scores);
    Values weights = Softmax.of(scores, mask);
    Values frontScores = past == 0 ? scores : turned(scores, past, 2);
    Values frontValues = past == 0 ? v : turned(v, past, 1);
    Values own = attended(scores, v, (i, j) -> j >= past && j <= past + i);
    return in.trial("decode", pastKey, pastValue, query, key, value)
        .returns(in.type())
        .asks(
            () ->
                task.decode(
                    pastKey.array(), pastValue.array(), query.array(), key.array(), value.array()))
        .expects("(B, T, Dv)", weights.matmul(v))
        .knows("what was kept is left out: the new positions attend to all before them, too", own)
        .knows(
            "what is new is left out: a position attends to itself, too",
            attended(scores, v, (i, j) -> j < past),
            nothing(attended(scores, v, (i, j) -> j < past)))
        .knows("the mask is missing: a new position sees those that come after it", free.matmul(v))
        .knows(
            "the mask is counted from 0: new position i is position P + i, and sees the keys up to"
                + " that",
            attended(scores, v, (i, j) -> j <= i))
        .knows(
            "the position itself is masked, too: it sees the keys up to P + i",
            attended(scores, v, (i, j) -> j < past + i),
            nothing(attended(scores, v, (i, j) -> j < past + i)))
        .knows(
            "a position sees the next one, too: allow j <= P + i and no more",
            attended(scores, v, (i, j) -> j <= past + i + 1))
        .knows(
            "all new positions see what the first one sees: position i sees up to P + i",
            attended(scores, v, (i, j) -> j <= past))
        .knows(
            "the new keys stand before those that were kept: behind them, or the mask does not fit",
            attended(frontScores, frontValues, may))
        .knows(
            "the new values stand before those that were kept, but the keys behind: a key and its"
                + " value have the same place",
            weights.matmul(frontValues))
        .knows(
            "the new keys stand before those that were kept, but the values behind: a key and its"
                + " value have the same place",
            Softmax.of(frontScores, mask).matmul(v))
        .knows(
            "the mask comes behind the softmax: the weights no longer sum to 1; mask the scores",
            free.times(mask).matmul(v))
        .knows(
            "-1e9 is added to the weights: it belongs to the scores, before the softmax",
            free.with(mask, (weight, seen) -> seen == 1 ? weight : weight - 1e9).matmul(v))
        .knows(
            "a masked score becomes 0, and exp(0) is 1: make it very low",
            Softmax.of(scores.times(mask)).matmul(v))
        .knows("the scores are not divided by sqrt(D)", attended(dots, v, may))
        .knows(
            "the scores are divided by D: by its root",
            attended(dots.times(1 / root / root), v, may))
        .knows(
            "the scores are divided by the root of the keys' number, which grows from step to step:"
                + " by sqrt(D)",
            attended(dots.times(1 / Math.sqrt(past + fresh)), v, may))
        .knows(
            "the softmax is missing: these are the values by their scores",
            scores.times(mask).matmul(v))
        .knows(
            "every key that is seen has the same weight: take the softmax of the scores",
            attended(scores.times(0), v, may))
        .knows("these are the weights: mix the values by them", weights)
        .hint(
            "Decode with nothing kept: it must be causal attention. Then cut the same sequence in two"
                + " and keep the first part: the second part's output must not change.");
  }

  /** Whether new position i sees key j. */
  private interface Seen {
    boolean of(int i, int j);
  }

  private static Values mask(Values scores, Seen seen) {
    return Values.fill(i -> seen.of(i[1], i[2]) ? 1 : 0, scores.shape());
  }

  private static Values attended(Values scores, Values value, Seen seen) {
    return Softmax.of(scores, mask(scores, seen)).matmul(value);
  }

  /** NaN in place of 0: who divides nothing by nothing. */
  private static Values nothing(Values output) {
    return output.map(x -> x == 0 ? Double.NaN : x);
  }

  /** What is new in front of what was kept, along an axis. */
  private static Values turned(Values numbers, int past, int axis) {
    int count = numbers.size(axis);
    return Values.fill(
        i -> {
          int[] source = i.clone();
          source[axis] = (i[axis] + past) % count;
          return numbers.at(source);
        },
        numbers.shape());
  }
}
