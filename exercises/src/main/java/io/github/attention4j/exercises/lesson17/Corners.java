package io.github.attention4j.exercises.lesson17;

import io.github.attention4j.exercises.trial.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/** The rows of weights on two words that give a mean of the values, right ones and wrong ones. */
final class Corners {

  private final Values values;
  private final Values weights;
  private final Values mean;

  Corners(Values values, Values weights, Values mean) {
    this.values = values;
    this.weights = weights;
    this.mean = mean;
  }

  /**
   * Two words of a row.
   *
   * @param row the note
   * @param low position of the word at most as high as the mean
   * @param high position of the word above it
   * @param share the low word's weight
   */
  record Corner(int row, int low, int high, double share) {

    double at(int word) {
      return word == low ? share : word == high ? 1 - share : 0;
    }

    Corner turned() {
      return new Corner(row, low, high, 1 - share);
    }
  }

  /** The row of each note that is best by a measure; the weights where there is no corner. */
  Values best(ToDoubleFunction<Corner> measure) {
    return rows(all(measure), (corner, word) -> corner.at(word));
  }

  /** As the right one, its two weights exchanged. */
  Values exchanged() {
    return rows(all(this::apart), (corner, word) -> corner.turned().at(word));
  }

  /** All weight on the heavier word of the right one. */
  Values heavier() {
    return rows(all(this::apart), (corner, word) -> Math.rint(corner.at(word)));
  }

  /** J between the corner and the weights. */
  double apart(Corner corner) {
    double sum = 0;
    for (int word = 0; word < weights.size(1); word++) {
      double own = corner.at(word);
      double other = weights.at(corner.row(), word);
      double middle = (own + other) / 2;
      sum += own > 0 ? own * Math.log(own / middle) / 2 : 0;
      sum += other > 0 ? other * Math.log(other / middle) / 2 : 0;
    }
    return sum;
  }

  /** How far apart the two values are. */
  double width(Corner corner) {
    return values.at(corner.row(), corner.high()) - values.at(corner.row(), corner.low());
  }

  private List<Corner> all(ToDoubleFunction<Corner> measure) {
    List<Corner> best = new ArrayList<>();
    for (int row = 0; row < values.size(0); row++) {
      Corner found = null;
      for (int low = 0; low < values.size(1); low++) {
        for (int high = 0; high < values.size(1); high++) {
          Corner corner = corner(row, low, high);
          if (corner != null
              && (found == null || measure.applyAsDouble(corner) > measure.applyAsDouble(found))) {
            found = corner;
          }
        }
      }
      best.add(found);
    }
    return best;
  }

  private Corner corner(int row, int low, int high) {
    double m = mean.at(row, 0);
    double below = values.at(row, low);
    double above = values.at(row, high);
    return below <= m && m < above
        ? new Corner(row, low, high, (above - m) / (above - below))
        : null;
  }

  private Values rows(List<Corner> corners, ToDoubleBiFunction<Corner, Integer> weight) {
    return Values.fill(
        index -> {
          Corner corner = corners.get(index[0]);
          return corner == null
              ? weights.at(index[0], index[1])
              : weight.applyAsDouble(corner, index[1]);
        },
        weights.shape());
  }
}
