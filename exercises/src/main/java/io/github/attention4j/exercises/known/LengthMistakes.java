package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** Ways to read lengths wrong: of example b, the keys 0 .. length - 1 are allowed. */
final class LengthMistakes implements Trial.Known {

  private final Values scores;
  private final Values lengths;

  LengthMistakes(Values scores, Values mask) {
    this.scores = scores;
    this.lengths = mask.sumAlong(-1);
  }

  @Override
  public void addTo(Trial trial) {
    int keys = scores.size(-1);
    double longest = lengths.largest();
    double shortest = -lengths.times(-1).largest();
    Values fewer = under((length, i, j) -> j < length - 1);
    trial
        .knows(
            "one position too many: a length of 3 means the positions 0, 1 and 2",
            under((length, i, j) -> j <= length))
        .knows(
            "one position too few: a length of 3 means the positions 0, 1 and 2",
            fewer,
            fewer.with(fewer.sumAlong(-1), (w, sum) -> sum > 0 ? w : Double.NaN))
        .knows(
            "the last positions are taken for the real ones: the padding comes after them",
            under((length, i, j) -> j >= keys - length))
        .knows(
            "every example gets the longest length of the batch: each has its own",
            under((length, i, j) -> j < longest))
        .knows(
            "every example gets the shortest length of the batch: each has its own",
            under((length, i, j) -> j < shortest))
        .knows(
            "the length is counted along the queries: it says how many positions of the memory are"
                + " real",
            under((length, i, j) -> i < length))
        .knows(
            "only the last real position is allowed: all before it are real, too",
            under((length, i, j) -> j == length - 1))
        .hint(
            "Print the mask that you make of the lengths 1 and 3 where the memory has 4 positions:"
                + " 1 0 0 0 and 1 1 1 0.");
  }

  /** Whether query i may attend to position j. */
  @FunctionalInterface
  private interface Rule {
    boolean allows(double length, int i, int j);
  }

  private Values under(Rule rule) {
    Values mask =
        Values.fill(
            index -> rule.allows(lengths.at(index), index[1], index[2]) ? 1 : 0, scores.shape());
    return Softmax.of(scores, mask);
  }
}
