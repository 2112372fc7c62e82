package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.UnaryOperator;

/**
 * A window that slides over a map and weighs what lies under it, with zeros beyond the edges, and
 * the ways to get that wrong.
 */
public final class Convolutions {

  private Convolutions() {}

  /** What lies beyond the edges: the index that is read, or -1 for a zero. */
  @FunctionalInterface
  interface Edge {
    int read(int index, int length);
  }

  static final Edge ZEROS = (i, length) -> i < 0 || i >= length ? -1 : i;
  static final Edge NEAREST = (i, length) -> Math.max(0, Math.min(length - 1, i));
  static final Edge AROUND = Math::floorMod;
  static final Edge MIRRORED =
      (i, length) -> {
        int folded = Math.floorMod(i, Math.max(1, 2 * length - 2));
        return Math.min(folded, 2 * length - 2 - folded);
      };

  /**
   * Returns the sums under the window.
   *
   * @param map (B, I, H, W)
   * @param weight (O, I, K, K), K odd
   * @return (B, O, H, W)
   */
  public static Values of(Values map, Values weight) {
    return of(map, weight, ZEROS);
  }

  static Values of(Values map, Values weight, Edge edge) {
    int reach = weight.size(2) / 2;
    return slid(map, weight, edge, reach, reach, map.size(2), map.size(3));
  }

  /** The window's first row stands {@code above} rows before the place that it makes. */
  static Values slid(
      Values map, Values weight, Edge edge, int above, int before, int height, int width) {
    return Values.fill(
        index -> {
          double sum = 0;
          for (int u = 0; u < weight.size(2); u++) {
            for (int v = 0; v < weight.size(3); v++) {
              int row = edge.read(index[2] + u - above, map.size(2));
              int column = edge.read(index[3] + v - before, map.size(3));
              for (int i = 0; i < map.size(1) && row >= 0 && column >= 0; i++) {
                sum += weight.at(index[1], i, u, v) * map.at(index[0], i, row, column);
              }
            }
          }
          return sum;
        },
        map.size(0),
        weight.size(0),
        height,
        width);
  }

  /** Examples and channels change places. */
  static Values swapped(Values map) {
    return Values.fill(
        i -> map.at(i[1], i[0], i[2], i[3]), map.size(1), map.size(0), map.size(2), map.size(3));
  }

  static Values turned(Values weight) {
    return upsideDown(mirrored(weight));
  }

  static Values upsideDown(Values weight) {
    return Values.fill(i -> weight.at(i[0], i[1], weight.size(2) - 1 - i[2], i[3]), weight.shape());
  }

  static Values mirrored(Values weight) {
    return Values.fill(i -> weight.at(i[0], i[1], i[2], weight.size(3) - 1 - i[3]), weight.shape());
  }

  static Values channelsReversed(Values map) {
    return Values.fill(i -> map.at(i[0], map.size(1) - 1 - i[1], i[2], i[3]), map.shape());
  }

  private static Values channel(Values map, int channel) {
    return Values.fill(i -> i[1] == channel ? map.at(i) : 0, map.shape());
  }

  /**
   * Returns the mistakes of the sums under a window, of a map with two channels.
   *
   * @param result makes what the step returns of such sums
   */
  public static Trial.Known mistakes(Values map, Values weight, UnaryOperator<Values> result) {
    Values exact = of(map, weight);
    int cells = weight.size(2) * weight.size(3);
    return trial ->
        trial
            .knows(
                "the window is turned by half a turn, as in a textbook's convolution: networks lay it"
                    + " on as it is, row 0 above the place",
                result.apply(of(map, turned(weight))))
            .knows(
                "rows and columns of the window have changed places",
                result.apply(of(map, weight.transposed())))
            .knows("the window is upside down", result.apply(of(map, upsideDown(weight))))
            .knows("the window is mirrored", result.apply(of(map, mirrored(weight))))
            .knows(
                "the window's two channels have changed places: channel 0 weighs channel 0",
                result.apply(of(map, channelsReversed(weight))))
            .knows(
                "only the first channel is weighed: add what the second gives",
                result.apply(of(map, channel(weight, 0))))
            .knows(
                "only the second channel is weighed: add what the first gives",
                result.apply(of(map, channel(weight, 1))))
            .knows(
                "the first channel's window weighs the second one, too: each has its own",
                result.apply(of(map, weight.repeated(1, 0))))
            .knows(
                "the sum is divided by the window's cells: weigh and add up, no mean",
                result.apply(exact.times(1.0 / cells)),
                result.apply(exact.times(0.5 / cells)))
            .knows(
                "every cell of the window counts alike: weigh it",
                result.apply(of(map, weight.map(any -> 1))))
            .knows(edges(map, weight, result))
            .hint(
                "Let the window be 0 but for a 1 in row 0, column 0 of its first channel: the result"
                    + " must be channel 0, moved down and to the right by (K - 1) / 2, zeros coming"
                    + " in.");
  }

  /** The mistakes of a window that slides over the wrong places. */
  static Trial.Known edges(Values map, Values weight, UnaryOperator<Values> result) {
    int height = map.size(2);
    int width = map.size(3);
    int reach = weight.size(2) / 2;
    return trial -> {
      trial
          .knows(
              "the edge is repeated beyond the map: there are zeros",
              result.apply(of(map, weight, NEAREST)))
          .knows(
              "the map goes on at its other end: beyond the edges there are zeros",
              result.apply(of(map, weight, AROUND)))
          .knows(
              "the map is mirrored at its edges: beyond them there are zeros",
              result.apply(of(map, weight, MIRRORED)))
          .knows(
              "the window begins at the place: its middle belongs there",
              result.apply(slid(map, weight, ZEROS, 0, 0, height, width)))
          .knows(
              "the window ends at the place: its middle belongs there",
              result.apply(slid(map, weight, ZEROS, 2 * reach, 2 * reach, height, width)))
          .knows(
              "the window's middle is one row and one column beside the place",
              result.apply(slid(map, weight, ZEROS, reach + 1, reach + 1, height, width)),
              result.apply(slid(map, weight, ZEROS, reach - 1, reach - 1, height, width)))
          .knows(
              "only the middle of the window is laid on: add up all of its cells",
              result.apply(of(map, middle(weight))))
          .knows(
              "the map grows: lay the window's middle on the map's places alone",
              result.apply(
                  slid(
                      map,
                      weight,
                      ZEROS,
                      2 * reach,
                      2 * reach,
                      height + 2 * reach,
                      width + 2 * reach)))
          .knows(
              "at the edges the result is 0: there the window weighs what it covers, and zeros"
                  + " beyond",
              result.apply(inner(of(map, weight), reach)));
      slidWithMargin(
          trial,
          map,
          weight,
          0,
          "the map shrinks: the window's middle belongs on the places at the edges, too, where it weighs zeros beyond them",
          result);
      slidWithMargin(
          trial,
          map,
          weight,
          1,
          "one row and column of zeros is added at each edge, whatever the window: it takes (K - 1) / 2 of them",
          result);
    };
  }

  /** Adds what comes of a margin of zeros that does not fit the window, if anything does. */
  private static void slidWithMargin(
      Trial trial,
      Values map,
      Values weight,
      int margin,
      String diagnosis,
      UnaryOperator<Values> result) {
    int grown = 2 * margin + 1 - weight.size(2);
    if (map.size(2) + grown > 0 && map.size(3) + grown > 0) {
      int height = map.size(2) + grown;
      int width = map.size(3) + grown;
      trial.knows(diagnosis, result.apply(slid(map, weight, ZEROS, margin, margin, height, width)));
    }
  }

  /** 0 where the window does not fit in. */
  static Values inner(Values map, int frame) {
    return Values.fill(
        i -> {
          int row = Math.min(i[2], map.size(2) - 1 - i[2]);
          int column = Math.min(i[3], map.size(3) - 1 - i[3]);
          return Math.min(row, column) < frame ? 0 : map.at(i);
        },
        map.shape());
  }

  private static Values middle(Values weight) {
    int reach = weight.size(2) / 2;
    return Values.fill(i -> i[2] == reach && i[3] == reach ? weight.at(i) : 0, weight.shape());
  }
}
