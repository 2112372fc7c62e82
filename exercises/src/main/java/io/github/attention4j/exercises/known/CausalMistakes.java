package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Tolerance;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** Ways to get a causal mask wrong: query i may attend to the keys 0 .. i. */
final class CausalMistakes implements Trial.Known {

  private final Values scores;

  CausalMistakes(Values scores) {
    this.scores = scores;
  }

  @Override
  public void addTo(Trial trial) {
    Values before = under((i, j) -> j < i);
    trial
        .knows(
            "the mask is the wrong way round: position i attends to itself and to what comes after"
                + " it",
            under((i, j) -> j >= i))
        .knows(
            "a position sees the next one, too: allow j <= i and no more",
            under((i, j) -> j <= i + 1))
        .knows(
            "the diagonal is masked, too: a position attends to itself and to all before it",
            before,
            before.with(before.sumAlong(-1), (w, sum) -> sum > 0 ? w : Double.NaN))
        .knowsIf(
            "the diagonal is masked, too, and nothing is left to the first position: a position"
                + " attends to itself and to all before it",
            got -> scores.size(-1) > 1 && isLikeBelowTheFirstRow(got, before))
        .knows(
            "every position attends to itself alone: it attends to all before it, too",
            under((i, j) -> j == i))
        .knows(
            "every position attends to itself and the one before it alone: allow all j <= i",
            under((i, j) -> j == i || j == i - 1))
        .knows(
            "the rows are averages of all that came before: the scores do not count",
            Softmax.of(scores.times(0), MaskArgument.causal(scores.shape())))
        .knows(
            "all positions attend as the last one does, to every position",
            Softmax.of(scores.repeated(-2, scores.size(-2) - 1)))
        .hint(
            "Print the weights of one example of 4 positions: everything above the diagonal must be"
                + " 0, the first row 1, 0, 0, 0, and each row must sum to 1.");
  }

  private static boolean isLikeBelowTheFirstRow(Values got, Values other) {
    Values below = got.with(other, (g, o) -> Math.abs(g - o));
    int row = got.rank() - 2;
    return Values.fill(i -> i[row] == 0 ? 0 : below.at(i), got.shape()).largest()
        <= Tolerance.FLOAT.absolute();
  }

  /** Whether position i may attend to position j. */
  @FunctionalInterface
  private interface Rule {
    boolean allows(int i, int j);
  }

  private Values under(Rule rule) {
    int last = scores.rank() - 1;
    return Softmax.of(
        scores, Values.fill(i -> rule.allows(i[last - 1], i[last]) ? 1 : 0, scores.shape()));
  }
}
