package io.github.attention4j.exercises.known;

import static io.github.attention4j.exercises.known.Softmax.normalised;

import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.List;

/** Ways to get the mask of a softmax wrong. */
public final class MaskMistakes implements Trial.Known {

  private static final int LAST = -1;
  private static final String HINT =
      "Print scores, mask and weights of one query below each other. Where the mask is 0 the weight"
          + " must be 0, and the others must be a softmax of their own scores alone.";

  private final List<String> letters;
  private final Values scores;
  private final Values mask;

  private MaskMistakes(String axes, Values scores, Values mask) {
    this.letters = Inputs.letters(axes);
    this.scores = scores;
    this.mask = mask;
  }

  /**
   * Returns the mistakes of a masked softmax.
   *
   * @param axes axes of the scores, such as {@code "(B, Tq, Tk)"}
   * @param scores scores, the keys along the last axis
   * @param mask 1 where a key may be attended to and 0 where not, of the same shape
   */
  public static MaskMistakes of(String axes, Values scores, Values mask) {
    return new MaskMistakes(axes, scores, mask);
  }

  @Override
  public void addTo(Trial trial) {
    Values free = Softmax.of(scores);
    Values after = free.times(mask);
    Values exact = Softmax.of(scores, mask);
    Values inverted = Softmax.of(scores, mask.map(allowed -> 1 - allowed));
    int keys = scores.size(LAST);
    Values weak = Softmax.of(scores.with(mask, (score, allowed) -> score - 1e4 * (1 - allowed)));
    trial
        .knows("the mask is ignored", free)
        .knows(
            "the mask is inverted: 1 means that the query may attend to the key",
            inverted,
            inverted.with(inverted.sumAlong(LAST), (w, sum) -> sum > 0 ? w : 1.0 / keys))
        .knows(
            "the mask is applied after the softmax: the rows no longer sum to 1; mask the"
                + " scores, then take the softmax",
            after)
        .knows(
            "a masked score becomes 0, and exp(0) is 1, so it still gets weight: make it very"
                + " negative (beware: Double.MIN_VALUE is the smallest positive number)",
            Softmax.of(scores.times(mask)))
        .knows(
            "the mask is added to the scores as it is: that only favours the allowed keys by a"
                + " factor of e",
            Softmax.of(scores.with(mask, Double::sum)))
        .knows(
            "the mask is subtracted from the scores as it is: that only favours the masked keys by"
                + " a factor of e",
            Softmax.of(scores.with(mask, (score, allowed) -> score - allowed)))
        .knows(
            "a masked score of 1e4 comes back: -1e4 is not low enough, add -1e9 or let the mask"
                + " replace the score",
            weak,
            weak.times(mask))
        .knows(this::overOtherAxes)
        .knows(
            "the rows of the masked weights are normalised over another axis than the last",
            otherAxes(after))
        .knows(
            "the masked weights are divided by the sum of all, not by their row's",
            after.map(weight -> weight / after.sum()))
        .knows(
            "masked keys get weight -1e9: the mask belongs to the scores, before the softmax",
            free.with(mask, (weight, allowed) -> weight - 1e9 * (1 - allowed)),
            free.with(mask, (weight, allowed) -> allowed == 1 ? weight : -1e9))
        .knows(
            "masked keys get weight NaN or infinity: the mask belongs to the scores, before the"
                + " softmax",
            free.with(mask, (weight, allowed) -> allowed == 1 ? weight : Double.NEGATIVE_INFINITY),
            free.with(mask, (weight, allowed) -> allowed == 1 ? weight : Double.NaN),
            exact.with(mask, (weight, allowed) -> allowed == 1 ? weight : Double.NEGATIVE_INFINITY),
            exact.with(mask, (weight, allowed) -> allowed == 1 ? weight : Double.NaN))
        .knows(
            "the allowed keys all get the same weight: the mask takes the place of the scores",
            Softmax.of(mask.times(0), mask),
            normalised(mask, LAST),
            Softmax.of(mask))
        .knows(
            "the mask is taken for a causal one: use the mask that is given",
            Softmax.of(scores, MaskArgument.causal(scores.shape())),
            Softmax.of(scores, MaskArgument.causal(scores.shape()).times(mask)))
        .knows(
            "each key is counted by its mask, but the largest score of the row is looked for among"
                + " the masked scores, where 0 stands for what is masked",
            byMaskedMaximum())
        .knowsIf(
            "a masked key still gets weight: its score must be so low that its exp is 0",
            got -> got.with(mask, (weight, allowed) -> allowed == 1 ? 0 : weight).largest() > 1e-8)
        .hint(HINT);
  }

  /** Mistakes of a mask that hold where one row of it is used for all. */
  Trial.Known oneForAll() {
    return trial -> {
      for (int axis = 0; axis < letters.size() - 1; axis++) {
        String name = "%s (axis %d)".formatted(letters.get(axis), axis);
        trial.knows(
            "the first mask along %s is used for all of them".formatted(name),
            Softmax.of(scores, mask.repeated(axis, 0)));
        trial.knows(
            "the last mask along %s is used for all of them".formatted(name),
            Softmax.of(scores, mask.repeated(axis, mask.size(axis) - 1)));
      }
      if (letters.size() > 2) {
        trial.knows(
            "one row of the mask is used for everything",
            Softmax.of(scores, mask.repeated(0, 0).repeated(1, 0)));
      }
      if (mask.size(-1) == mask.size(-2)) {
        trial.knows(
            "the mask is transposed: its rows are queries, its columns keys",
            Softmax.of(scores, mask.transposed()));
      }
      trial.hint(HINT);
    };
  }

  /** The softmax of masked scores, however they are masked, over each axis but the last. */
  private void overOtherAxes(Trial trial) {
    Values added = scores.with(mask, (score, allowed) -> score + -1e9 * (1 - allowed));
    Values replaced = scores.with(mask, (score, allowed) -> allowed == 1 ? score : -1e9);
    for (int axis = letters.size() - 2; axis >= 0; axis--) {
      trial.knows(
          SoftmaxMistakes.over(letters, axis),
          over(added, axis),
          over(replaced, axis),
          over(replaced, axis).times(mask));
    }
  }

  private static Values over(Values scores, int axis) {
    return normalised(
        scores.with(scores.maxAlong(axis), (score, top) -> Math.exp(score - top)), axis);
  }

  private Values[] otherAxes(Values after) {
    Values[] others = new Values[letters.size() - 1];
    for (int axis = 0; axis < others.length; axis++) {
      others[axis] = normalised(after, axis).map(weight -> Double.isNaN(weight) ? 0 : weight);
    }
    return others;
  }

  private Values byMaskedMaximum() {
    Values top = scores.times(mask).maxAlong(LAST);
    Values exps = scores.with(top, (score, largest) -> Math.exp(score - largest)).times(mask);
    return normalised(exps, LAST);
  }
}
