package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;
import java.util.function.Function;

/** What lesson 16 asks and expects of one tile that is joined, and how it goes wrong. */
final class JoinTrials {

  private static final double LARGE = 1e4;
  private static final double NONE = Double.NEGATIVE_INFINITY;

  private JoinTrials() {}

  static Trial join(AttentionCostTask task, Inputs in) {
    return join(task, in, in.noise("(T, W)"), in.noise("(T, W)"));
  }

  static List<Function<Inputs, Trial>> edges(AttentionCostTask task) {
    return List.of(
        in ->
            join(task, in, in.noise("(T, W)").map(any -> NONE), in.noise("(T, W)"))
                .trait("with no key before the tile"),
        in ->
            join(task, in, in.noise("(T, W)"), in.noise("(T, W)").map(any -> NONE))
                .trait("with a tile whose keys are all masked"),
        in ->
            join(task, in, in.noise("(T, W)").map(any -> NONE), in.noise("(T, W)").map(any -> NONE))
                .trait("with a first tile whose keys are all masked"),
        in ->
            join(task, in, in.noise("(T, W)").map(x -> x - LARGE), in.noise("(T, W)"))
                .trait("with a tile whose scores are larger by 1e4"),
        in ->
            join(task, in, in.noise("(T, W)"), in.noise("(T, W)").map(x -> x - LARGE))
                .trait("with a tile whose scores are lower by 1e4"),
        in ->
            join(
                    task,
                    in,
                    in.noise("(T, W)").map(x -> x + LARGE),
                    in.noise("(T, W)").map(x -> x + LARGE))
                .trait("with scores of 1e4 everywhere"));
  }

  /**
   * @param before scores of the keys before, (T, W)
   * @param own scores of the tile, (T, W)
   */
  private static Trial join(AttentionCostTask task, Inputs in, Values before, Values own) {
    Values old = Part.RIGHT.of(before, in.noise("(W, Dv)"));
    Given soFar = in.given("soFar", "(T, 2+Dv)", old);
    Given scores = in.given("scores", "(T, W)", own);
    Given value = in.random("value", "(W, Dv)");
    Values known = soFar.values();
    Values s = scores.values();
    Values v = value.values();
    Values exact = Part.RIGHT.joined(known, s, v);
    Values sums =
        Values.fill(i -> i[1] < 2 ? exact.at(i) : exact.at(i) / exact.at(i[0], 1), exact.shape());
    return in.trial("join", soFar, scores, value)
        .exponentiates(finite(known, s))
        .asks(() -> task.join(soFar.array(), scores.array(), value.array()))
        .expects("(T, 2+Dv)", exact)
        .knows(
            "l is not mended: it was summed with the old maximum, so multiply it by e^(m - m')",
            Part.RIGHT.sumBy((m, larger) -> 1).joined(known, s, v))
        .knows(
            "a is not mended: it was summed with the old maximum, so multiply it by e^(m - m')",
            Part.RIGHT.outputBy((m, larger) -> 1).joined(known, s, v))
        .knows(
            "neither l nor a is mended: they were summed with the old maximum, so multiply them by"
                + " e^(m - m')",
            Part.RIGHT.sumBy((m, larger) -> 1).outputBy((m, larger) -> 1).joined(known, s, v))
        .knows(
            "l and a are mended the wrong way round: by e^(m - m'), which is 1 at most",
            Part.RIGHT
                .sumBy((m, larger) -> Math.exp(larger - m))
                .outputBy((m, larger) -> Math.exp(larger - m))
                .joined(known, s, v))
        .knows(
            "the tile's exps are taken with its own maximum: take them with that of all keys so far",
            Part.RIGHT.tileBy((m, top) -> top).joined(known, s, v))
        .knows(
            "the maximum stays the old one: a tile may raise it",
            Part.RIGHT.maximum((m, top) -> m).joined(known, s, v))
        .knows(
            "the maximum is the tile's own, even where the old one is larger: take the larger of both",
            Part.RIGHT.maximum((m, top) -> top).joined(known, s, v))
        .knows(
            "the tile's exps are taken without a maximum: subtract m' from its scores",
            Part.RIGHT.tileBy((m, top) -> 0).joined(known, s, v))
        .knows("a is divided by l already: that is done once, behind the last tile", sums)
        .knows(
            "the tile is left out: add its own exps to l, and its values by these to a",
            Part.RIGHT.joined(known, s.map(any -> NONE), v),
            known)
        .knows("what was before is left out: only the tile counts", Part.RIGHT.of(s, v))
        .knows(
            "the values are added as they are: each by its own e^(s - m')",
            Part.RIGHT.joinedEvenly(known, s, v))
        .knows(
            "l and m have changed places: m stands first",
            Values.fill(i -> exact.at(i[0], i[1] < 2 ? 1 - i[1] : i[1]), exact.shape()))
        .knowsIf(
            "minus infinity minus minus infinity is NaN: where no key was seen yet, subtract a finite"
                + " number in the place of m'",
            got -> Double.isNaN(got.sum()))
        .hint(
            "One query: m = ln 2, l = 1.5, a = 7.5; scores ln 8 and ln 4, values 1 and 9. Then m' ="
                + " ln 8, l' = 1.875, a' = 7.375.");
  }

  /** The largest number of any size, for which exps lose digits. */
  private static double finite(Values soFar, Values scores) {
    double most = 1;
    for (int i = 0; i < soFar.size(0); i++) {
      most = Math.max(most, size(soFar.at(i, 0)));
    }
    return Math.max(most, scores.map(JoinTrials::size).largest());
  }

  private static double size(double score) {
    return score == NONE ? 0 : Math.abs(score);
  }
}
