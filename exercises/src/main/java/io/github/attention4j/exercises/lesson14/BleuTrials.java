package io.github.attention4j.exercises.lesson14;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** What lesson 14 asks and expects of BLEU, and how it goes wrong. */
final class BleuTrials {
  private static final int WORDS = 3; // few, so that runs of words match
  private static final int ATTEMPTS = 30;

  private BleuTrials() {}

  static List<Function<Inputs, Trial>> all(SequenceToSequenceTask task) {
    return List.of(
        in -> bleu(task, in, 1).trait("with single words"),
        in -> bleu(task, in, 2).trait("with runs of two"),
        in -> bleu(task, in, 3).trait("with runs of three"));
  }

  /** Two sentences, and what is counted in them. */
  private record Pair(List<Integer> candidate, List<Integer> reference) {

    double runs(int n) {
      return Math.max(0, candidate.size() - n + 1);
    }

    double clipped(int n) {
      List<List<Integer>> left = new ArrayList<>(grams(reference, n));
      return grams(candidate, n).stream().filter(left::remove).count();
    }

    double unclipped(int n) {
      return grams(candidate, n).stream().filter(grams(reference, n)::contains).count();
    }

    double distinct(int n) {
      return grams(candidate, n).stream()
          .distinct()
          .filter(new HashSet<>(grams(reference, n))::contains)
          .count();
    }

    private static List<List<Integer>> grams(List<Integer> words, int n) {
      return IntStream.rangeClosed(0, words.size() - n)
          .mapToObj(i -> words.subList(i, i + n))
          .toList();
    }

    /** The candidate's length over the reference's. */
    double ratio() {
      return candidate.size() / (double) reference.size();
    }

    double penalty() {
      return Math.min(1, Math.exp(1 - 1 / ratio()));
    }
  }

  private static Trial bleu(SequenceToSequenceTask task, Inputs in, int longest) {
    Pair pair = draw(in, longest);
    Given candidate = in.given("candidate", "(C)", values(pair.candidate()));
    Given reference = in.given("reference", "(R)", values(pair.reference()));
    IntToDoubleFunction share = n -> share(pair.clipped(n), pair.runs(n));
    double mean = geometric(longest, share);
    double penalty = pair.penalty();
    return in.trial("bleu", candidate, reference, Given.plain("longest", longest))
        .asksNumber(() -> task.bleu(candidate.array(), reference.array(), longest))
        .expects("()", number(mean * penalty))
        .knows(
            "the counts are not clipped: a run counts no more often than the reference has it",
            number(penalty * geometric(longest, n -> share(pair.unclipped(n), pair.runs(n)))))
        .knows(
            "a run that comes several times is counted once: as often as both have it",
            number(penalty * geometric(longest, n -> share(pair.distinct(n), pair.runs(n)))))
        .knows("the brevity penalty is missing", number(mean))
        .knows(
            "the penalty falls on long candidates: it is for short ones",
            number(mean * Math.min(1, Math.exp(1 - pair.ratio()))))
        .knows(
            "the penalty rewards candidates that are too long: it is 1 at most",
            number(mean * Math.exp(1 - 1 / pair.ratio())))
        .knows(
            "the penalty is c / r: it is e to the power of 1 - r / c",
            number(mean * Math.min(1, pair.ratio())))
        .knows(
            "the matches are divided by the reference's runs: BLEU asks what part of the candidate"
                + " is right",
            number(
                penalty
                    * geometric(
                        longest,
                        n -> share(pair.clipped(n), Math.max(0, pair.reference().size() - n + 1)))))
        .knows(
            "the matches are divided by the words: of runs of n there are n - 1 fewer",
            number(penalty * geometric(longest, n -> share(pair.clipped(n), pair.runs(1)))))
        .knows(
            "the arithmetic mean of the shares is taken: BLEU takes the geometric one",
            number(
                penalty
                    * IntStream.rangeClosed(1, longest).mapToDouble(share::applyAsDouble).sum()
                    / longest))
        .knows(
            "the root is missing: the product of N shares, to the power of 1 / N",
            number(penalty * Math.pow(mean, longest)))
        .knows(
            "the fourth root is always taken: N is not always 4",
            number(penalty * Math.pow(mean, longest / 4.0)))
        .knows(
            "only the longest runs are counted: those of 1 to N count alike",
            number(penalty * share.applyAsDouble(longest)))
        .knows(
            "only single words are counted: runs of 1 to N count alike",
            number(penalty * share.applyAsDouble(1)));
  }

  private static double share(double matches, double runs) {
    return runs == 0 ? 0 : matches / runs;
  }

  private static double geometric(int longest, IntToDoubleFunction share) {
    double product =
        IntStream.rangeClosed(1, longest).mapToDouble(share).reduce(1, (one, other) -> one * other);
    return Math.pow(product, 1.0 / longest);
  }

  /** Draws sentences until there is a match of every length, if that is likely to happen at all. */
  private static Pair draw(Inputs in, int longest) {
    Pair pair = sentences(in);
    for (int i = 0; i < ATTEMPTS && pair.clipped(longest) == 0; i++) {
      pair = sentences(in);
    }
    return pair;
  }

  private static Pair sentences(Inputs in) {
    return new Pair(sentence(in, "C"), sentence(in, "R"));
  }

  private static List<Integer> sentence(Inputs in, String letter) {
    return Collections.unmodifiableList(
        IntStream.range(0, in.length(letter))
            .mapToObj(any -> 3 + in.random().nextInt(WORDS))
            .toList());
  }

  private static Values values(List<Integer> words) {
    return Values.fill(index -> words.get(index[0]), words.size());
  }

  private static Values number(double value) {
    return Values.fill(index -> value);
  }
}
