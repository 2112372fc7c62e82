package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Values;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** What a gate sees of a feature map (B, C, H, W): some axes are joined to one number. */
public enum Pooling {
  /** Rows and columns are joined: a number for each channel, (B, C, 1, 1). */
  PLACES(2, 3),
  /** The channels are joined: a number for each place, (B, 1, H, W). */
  CHANNELS(1);

  private final int[] axes;

  Pooling(int... axes) {
    this.axes = axes;
  }

  /** Returns what spatial attention sees of a map, (B, 2, H, W): its channels' maxima and means. */
  public static Values maxAndMean(Values map) {
    return CHANNELS.max(map).concat(CHANNELS.mean(map), 1);
  }

  /** Returns how many numbers become one. */
  public int count(Values map) {
    return Arrays.stream(axes).map(map::size).reduce(1, Math::multiplyExact);
  }

  /** Returns the sums; the axes stay, with length 1. */
  public Values sum(Values map) {
    return joined(map, 0, Double::sum);
  }

  /** Returns the means; the axes stay, with length 1. */
  public Values mean(Values map) {
    return sum(map).times(1.0 / count(map));
  }

  /** Returns the largest numbers; the axes stay, with length 1. */
  public Values max(Values map) {
    return joined(map, Double.NEGATIVE_INFINITY, Math::max);
  }

  /** Returns the exps divided by their sum over the axes. */
  public Values softmax(Values map) {
    Values exps = map.with(Gates.spread(max(map), map), (number, top) -> Math.exp(number - top));
    return exps.with(Gates.spread(sum(exps), map), (exp, sum) -> exp / sum);
  }

  /** Returns 1 at the largest number, the first of several alike, and 0 elsewhere. */
  public Values winners(Values map) {
    return oneWinner(map, -1);
  }

  /** Returns 1 at the largest number, the last of several alike, and 0 elsewhere. */
  Values lastWinners(Values map) {
    return oneWinner(map, 1);
  }

  /** Returns 1 at every largest number and 0 elsewhere. */
  Values allWinners(Values map) {
    return map.with(Gates.spread(max(map), map), (number, top) -> number == top ? 1 : 0);
  }

  /** Returns where the largest number stands, counted along the axes. */
  Values places(Values map) {
    return sum(winners(map).times(Values.fill(index -> place(index, map), map.shape())));
  }

  private Values oneWinner(Values map, int direction) {
    Values turns =
        allWinners(map)
            .with(
                Values.fill(index -> direction * place(index, map), map.shape()),
                (wins, place) -> wins == 1 ? place : Double.NEGATIVE_INFINITY);
    return turns.with(Gates.spread(max(turns), map), (turn, top) -> turn == top ? 1 : 0);
  }

  private int place(int[] index, Values map) {
    int place = 0;
    for (int axis : axes) {
      place = place * map.size(axis) + index[axis];
    }
    return place;
  }

  private Values joined(Values map, double start, DoubleBinaryOperator join) {
    Values full = map;
    int[] kept = map.shape();
    for (int axis : axes) {
      full = full.along(axis, start, join);
      kept[axis] = 1;
    }
    return Values.fill(full::at, kept);
  }
}
