package io.github.attention4j.exercises.lesson15;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What lesson 15 asks and expects of recall at k, and how it goes wrong. */
final class RecallTrials {

  private static final int MORE = 7; // so that shares tell something

  private RecallTrials() {}

  static List<Function<Inputs, Trial>> distinct(TextAndPictureTask task) {
    return List.of(
        in -> recall(task, in, matrix(in, x -> x, 1), 1).trait("with k = 1"),
        in -> recall(task, in, matrix(in, x -> x, 0.5), 3).trait("with k = 3"),
        in -> recall(task, in, matrix(in, x -> x, 0.5), 5).trait("with k = 5"),
        in -> recall(task, in, matrix(in, x -> x, 0), 99).trait("with more than there are"));
  }

  static List<Function<Inputs, Trial>> ties(TextAndPictureTask task) {
    return List.of(
        in -> recall(task, in, matrix(in, Math::rint, 1), 1).trait("with k = 1"),
        in -> recall(task, in, matrix(in, Math::rint, 1), 3).trait("with k = 3"),
        in -> recall(task, in, matrix(in, any -> 0, 0), 2).trait("where all are alike"));
  }

  /** Similarities, those of the right ones somewhat higher. */
  private static Values matrix(Inputs in, DoubleUnaryOperator rounded, double more) {
    int pairs = in.length("N") == 1 ? 1 : in.length("N") + MORE;
    return Values.fill(
        i -> rounded.applyAsDouble(in.random().nextGaussian()) + (i[0] == i[1] ? more : 0),
        pairs,
        pairs);
  }

  /** Whether the right one is found, by how many are more similar, as similar, and both before. */
  private interface Found {

    boolean at(int more, int same, int sameBefore);
  }

  private static Trial recall(TextAndPictureTask task, Inputs in, Values numbers, int k) {
    Given given = in.given("similarities", "(N, N)", numbers);
    Values s = given.values();
    double pairs = s.size(0);
    Values exact = both(s, (more, same, before) -> more + same < k);
    Values firstOnly = both(s, (more, same, before) -> more + same < 1);
    Values least = both(s.times(-1), (more, same, before) -> more + same < k);
    double mean = exact.sum() / 2;
    return in.trial("recall", given, Given.plain("k", k))
        .asks(() -> task.recall(given.array(), k))
        .expects("(2)", exact)
        .knows(
            "who is as similar as the right one comes behind it: then a model that tells nothing"
                + " apart finds everything; let the right one come last",
            both(s, (more, same, before) -> more < k))
        .knows(
            "who is as similar stands before or behind by its number: the right one comes last,"
                + " wherever it stands",
            both(s, (more, same, before) -> more + before < k),
            both(s, (more, same, before) -> more + same - before < k))
        .knows(
            "the right one is counted among those before it: one too few is looked at",
            both(s, (more, same, before) -> more + same + 1 < k))
        .knows(
            "one too many is looked at: the right one is found if fewer than k stand before it",
            both(s, (more, same, before) -> more + same <= k))
        .knows(
            "the two shares have changed places: the pictures' comes first",
            Values.fill(i -> exact.at(1 - i[0]), 2))
        .knows(
            "both shares are those of the pictures: the texts look through the columns",
            exact.repeated(0, 0))
        .knows(
            "both shares are those of the texts: the pictures look through the rows",
            exact.repeated(0, 1))
        .knows("the mean of both shares is taken: they are asked for apart", exact.map(x -> mean))
        .knows("the least similar are looked at: the most similar come first", least)
        .knows("these are numbers, not shares: divide them by N", exact.times(pairs))
        .knows(
            "divided by k: every row has one right one, so its share is of the N rows",
            exact.times(1.0 / k),
            exact.times(pairs / k))
        .knows("only the most similar one is looked at: look at k of them", firstOnly)
        .knows("these are those who are not found", exact.map(share -> 1 - share))
        .hint(
            "Two pairs with the similarities 3, 1 and 2, 2, k = 1: picture 0 finds its text, picture"
                + " 1 cannot tell them apart; both texts find theirs. So (1/2, 1).");
  }

  private static Values both(Values s, Found found) {
    Values turned = s.transposed();
    return Values.fill(i -> share(i[0] == 0 ? s : turned, found), 2);
  }

  private static double share(Values s, Found found) {
    int pairs = s.size(0);
    double hits =
        IntStream.range(0, pairs)
            .filter(
                i ->
                    found.at(
                        count(pairs, j -> s.at(i, j) > s.at(i, i)),
                        count(pairs, j -> j != i && s.at(i, j) == s.at(i, i)),
                        count(i, j -> s.at(i, j) == s.at(i, i))))
            .count();
    return hits / pairs;
  }

  private static int count(int length, IntPredicate condition) {
    return (int) IntStream.range(0, length).filter(condition).count();
  }
}
