package io.github.attention4j.exercises.lesson14;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What lesson 14 asks and expects of the first step and the last, and how they go wrong. */
final class SequenceToSequenceTrials {

  private SequenceToSequenceTrials() {}

  static Trial told(SequenceToSequenceTask task, Inputs in) {
    int places = in.length("T");
    Values lengths = Values.fill(index -> 1 + in.random().nextInt(places), in.length("B"));
    Values y =
        Values.fill(
            index -> index[1] < lengths.at(index[0]) ? 1 + in.random().nextInt(11) : 0,
            in.shape("(B, T)"));
    Given target = in.given("target", "(B, T)", y);
    int start = 20 + in.random().nextInt(9);
    return in.trial("told", target, Given.plain("start", start))
        .asks(() -> task.told(target.array(), start))
        .expects("(B, T)", Values.fill(index -> told(y, index, start), y.shape()))
        .knows(
            "where the target has padding, a word is told: there, tell padding",
            Values.fill(index -> at(y, index, -1, start), y.shape()))
        .knows("this is the target itself: the decoder would be told the word that it must say", y)
        .knows(
            "the target moves to the left: then the decoder is told words that are to come",
            Values.fill(index -> at(y, index, 1, 0), y.shape()),
            Values.fill(index -> at(y, index, 1, start), y.shape()))
        .knows(
            "the start is missing in front",
            Values.fill(index -> told(y, index, 0), y.shape()),
            Values.fill(index -> at(y, index, -1, 0), y.shape()))
        .knows(
            "the start takes the first word's place: the words have not moved",
            Values.fill(index -> index[1] == 0 ? start : y.at(index), y.shape()))
        .knows(
            "the last column comes round to the front: the start belongs there",
            Values.fill(index -> y.at(index[0], Math.floorMod(index[1] - 1, places)), y.shape()))
        .knows(
            "the start stands at the padding, too",
            Values.fill(index -> y.at(index) == 0 ? start : at(y, index, -1, start), y.shape()))
        .knows(
            "the rows move, not the columns: sentences are told other sentences' words",
            Values.fill(
                index ->
                    y.at(index) == 0 ? 0 : index[0] == 0 ? start : y.at(index[0] - 1, index[1]),
                y.shape()),
            Values.fill(index -> index[0] == 0 ? start : y.at(index[0] - 1, index[1]), y.shape()))
        .knows(
            "everything moves two places: one is enough",
            Values.fill(
                index -> y.at(index) == 0 ? 0 : index[1] < 2 ? start : y.at(index[0], index[1] - 2),
                y.shape()));
  }

  private static double told(Values y, int[] index, double start) {
    return y.at(index) == 0 ? 0 : at(y, index, -1, start);
  }

  /** The number so many places further, or what stands where there is none. */
  private static double at(Values y, int[] index, int further, double none) {
    int place = index[1] + further;
    return place < 0 || place >= y.size(1) ? none : y.at(index[0], place);
  }

  static Trial beamStep(SequenceToSequenceTask task, Inputs in) {
    int beginnings = in.length("K");
    int words = in.length("V");
    Given scores = in.given("scores", "(K)", in.noise("(K)").map(x -> -Math.abs(x)));
    Values noise = in.noise("(K, V)");
    Values sums = noise.map(Math::exp).sumAlong(-1);
    Given next = in.given("next", "(K, V)", noise.with(sums, (x, sum) -> x - Math.log(sum)));
    Values s = scores.values();
    Values p = next.values();
    IntToDoubleFunction sum = i -> s.at(i / words) + p.at(i / words, i % words);
    IntToDoubleFunction product = i -> s.at(i / words) * p.at(i / words, i % words);
    IntToDoubleFunction own = i -> p.at(i / words, i % words);
    List<Integer> all = IntStream.range(0, beginnings * words).boxed().toList();
    List<Integer> best = first(all, sum, beginnings);
    List<Integer> greedy =
        IntStream.range(0, beginnings)
            .mapToObj(k -> first(all.stream().filter(i -> i / words == k).toList(), own, 1).get(0))
            .toList();
    List<Integer> worst = first(all, i -> -sum.applyAsDouble(i), beginnings);
    Values right = rows(best, words, sum);
    return in.trial("beamStep", scores, next)
        .asks(() -> task.beamStep(scores.array(), next.array()))
        .expects("(K, 3)", right)
        .knows(
            "the beginnings' scores are forgotten: a good word behind a bad beginning is no good",
            rows(first(all, own, beginnings), words, own))
        .knows(
            "scores are multiplied: logarithms are added where probabilities are multiplied",
            rows(first(all, product, beginnings), words, product),
            rows(first(all, i -> -product.applyAsDouble(i), beginnings), words, product))
        .knows(
            "each beginning keeps its best word: let all K V candidates compete with each other",
            rows(first(greedy, sum, beginnings), words, sum),
            rows(greedy, words, sum))
        .knows("the least probable are kept", rows(worst, words, sum))
        .knows(
            "these are the right ones, but the best does not come first",
            rows(best.stream().sorted(Comparator.reverseOrder()).toList(), words, sum),
            rows(best.stream().sorted().toList(), words, sum),
            rows(first(best, i -> -sum.applyAsDouble(i), beginnings), words, sum))
        .knows(
            "beginning and word have changed places: the beginning's number stands first",
            Values.fill(
                index -> right.at(index[0], index[1] < 2 ? 1 - index[1] : 2), right.shape()))
        .knows(
            "the third number is the new word's alone: add its beginning's score",
            rows(best, words, own))
        .knows(
            "the third number is a probability: its logarithm is asked for",
            rows(best, words, i -> Math.exp(sum.applyAsDouble(i))))
        .knows(
            "candidate i is word i mod V of beginning i / V: here K stands in V's place",
            Values.fill(
                index ->
                    switch (index[1]) {
                      case 0 -> best.get(index[0]) / beginnings;
                      case 1 -> best.get(index[0]) % beginnings;
                      default -> sum.applyAsDouble(best.get(index[0]));
                    },
                right.shape()));
  }

  /** The candidates with the largest numbers, the largest first. */
  private static List<Integer> first(
      List<Integer> candidates, IntToDoubleFunction number, int count) {
    return candidates.stream()
        .sorted(Comparator.comparingDouble(i -> -number.applyAsDouble(i)))
        .limit(count)
        .toList();
  }

  private static Values rows(List<Integer> kept, int words, IntToDoubleFunction number) {
    return Values.fill(
        index ->
            switch (index[1]) {
              case 0 -> kept.get(index[0]) / words;
              case 1 -> kept.get(index[0]) % words;
              default -> number.applyAsDouble(kept.get(index[0]));
            },
        kept.size(),
        3);
  }
}
