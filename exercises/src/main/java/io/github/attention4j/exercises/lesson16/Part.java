package io.github.attention4j.exercises.lesson16;

import io.github.attention4j.exercises.trial.Values;
import java.util.function.DoubleBinaryOperator;

/**
 * The rule that joins a tile of keys to what is known of those before it, and rules that are wrong
 * in one way.
 *
 * @param ofSum by what l is multiplied, given m and m'
 * @param ofOutput by what a is multiplied, given m and m'
 * @param newMaximum m', given m and the tile's own
 * @param ofTile what is subtracted from the tile's scores, given m' and the tile's own maximum
 */
record Part(
    DoubleBinaryOperator ofSum,
    DoubleBinaryOperator ofOutput,
    DoubleBinaryOperator newMaximum,
    DoubleBinaryOperator ofTile) {

  private static final double NONE = Double.NEGATIVE_INFINITY;

  static final Part RIGHT =
      new Part(Part::mending, Part::mending, Math::max, (larger, top) -> larger);

  private static double mending(double m, double larger) {
    return m == NONE ? 0 : Math.exp(m - larger);
  }

  Part sumBy(DoubleBinaryOperator factor) {
    return new Part(factor, ofOutput, newMaximum, ofTile);
  }

  Part outputBy(DoubleBinaryOperator factor) {
    return new Part(ofSum, factor, newMaximum, ofTile);
  }

  Part maximum(DoubleBinaryOperator rule) {
    return new Part(ofSum, ofOutput, rule, ofTile);
  }

  Part tileBy(DoubleBinaryOperator rule) {
    return new Part(ofSum, ofOutput, newMaximum, rule);
  }

  /** Returns m, l and a of a first tile, (T, W) and (W, Dv) -> (T, 2+Dv). */
  Values of(Values scores, Values value) {
    return joined(nothing(scores.size(0), value.size(1)), scores, value);
  }

  /** Returns m, l and a before the first key. */
  static Values nothing(int queries, int width) {
    return Values.fill(i -> i[1] == 0 ? NONE : 0, queries, 2 + width);
  }

  Values joined(Values soFar, Values scores, Values value) {
    return joined(soFar, scores, value, (exp, one) -> exp * one);
  }

  /** As {@link #joined}, with the values as they are. */
  Values joinedEvenly(Values soFar, Values scores, Values value) {
    return joined(soFar, scores, value, (exp, one) -> one);
  }

  private Values joined(Values soFar, Values scores, Values value, DoubleBinaryOperator weigh) {
    Values tops = scores.maxAlong(-1);
    return Values.fill(
        i -> {
          double m = soFar.at(i[0], 0);
          double top = tops.at(i[0], 0);
          double larger = newMaximum.applyAsDouble(m, top);
          if (i[1] == 0) {
            return larger;
          }
          double factor = (i[1] == 1 ? ofSum : ofOutput).applyAsDouble(m, larger);
          double sum = factor * soFar.at(i);
          double shift = ofTile.applyAsDouble(larger, top);
          for (int j = 0; j < scores.size(1); j++) {
            double score = scores.at(i[0], j);
            double exp = score == NONE ? 0 : Math.exp(score - shift);
            sum += i[1] == 1 ? exp : weigh.applyAsDouble(exp, value.at(j, i[1] - 2));
          }
          return sum;
        },
        soFar.shape());
  }
}
