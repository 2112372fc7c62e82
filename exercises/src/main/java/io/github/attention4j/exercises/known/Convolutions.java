package io.github.attention4j.exercises.known;

import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.UnaryOperator;

/**
 * A window that slides over a map and weighs what lies under it, with zeros beyond the edges, and
 * the ways to get that wrong.
 */
public final class Convolutions {

  private Convolutions() {}

  /** Returns an odd length, small enough to fit into most maps, whatever was drawn for K. */
  public static int window(Inputs in) {
    int drawn = in.length("K");
    return drawn == 1 ? 1 : drawn < 5 ? 3 : 5;
  }

  /** Draws a window over two channels, (1, 2, K, K). */
  public static Given weight(Inputs in) {
    int window = window(in);
    Values numbers = Values.gaussian(in.random(), 1, 2, window, window);
    return in.given("weight", "(1, 2, K, K)", numbers);
  }

  /**
   * Returns the sums under the window.
   *
   * @param map (B, I, H, W)
   * @param weight (O, I, K, K), K odd
   * @return (B, O, H, W)
   */
  public static Values of(Values map, Values weight) {
    return of(map, weight, Windows.ZEROS);
  }

  static Values of(Values map, Values weight, Windows.Edge edge) {
    int reach = weight.size(2) / 2;
    return Windows.slid(map, weight, edge, reach, reach, map.size(2), map.size(3));
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
                result.apply(of(map, Windows.turned(weight))))
            .knows(
                "rows and columns of the window have changed places",
                result.apply(of(map, weight.transposed())))
            .knows("the window is upside down", result.apply(of(map, Windows.upsideDown(weight))))
            .knows("the window is mirrored", result.apply(of(map, Windows.mirrored(weight))))
            .knows(
                "the window's two channels have changed places: channel 0 weighs channel 0",
                result.apply(of(map, Windows.channelsReversed(weight))))
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
              result.apply(of(map, weight, Windows.NEAREST)))
          .knows(
              "the map goes on at its other end: beyond the edges there are zeros",
              result.apply(of(map, weight, Windows.AROUND)))
          .knows(
              "the map is mirrored at its edges: beyond them there are zeros",
              result.apply(of(map, weight, Windows.MIRRORED)))
          .knows(
              "the window begins at the place: its middle belongs there",
              result.apply(Windows.slid(map, weight, Windows.ZEROS, 0, 0, height, width)))
          .knows(
              "the window ends at the place: its middle belongs there",
              result.apply(
                  Windows.slid(map, weight, Windows.ZEROS, 2 * reach, 2 * reach, height, width)))
          .knows(
              "the window's middle is one row and one column beside the place",
              result.apply(
                  Windows.slid(map, weight, Windows.ZEROS, reach + 1, reach + 1, height, width)),
              result.apply(
                  Windows.slid(map, weight, Windows.ZEROS, reach - 1, reach - 1, height, width)))
          .knows(
              "only the middle of the window is laid on: add up all of its cells",
              result.apply(of(map, middle(weight))))
          .knows(
              "the map grows: lay the window's middle on the map's places alone",
              result.apply(
                  Windows.slid(
                      map,
                      weight,
                      Windows.ZEROS,
                      2 * reach,
                      2 * reach,
                      height + 2 * reach,
                      width + 2 * reach)))
          .knows(
              "at the edges the result is 0: there the window weighs what it covers, and zeros"
                  + " beyond",
              result.apply(Windows.inner(of(map, weight), reach)));
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
      trial.knows(
          diagnosis,
          result.apply(Windows.slid(map, weight, Windows.ZEROS, margin, margin, height, width)));
    }
  }

  private static Values middle(Values weight) {
    int reach = weight.size(2) / 2;
    return Values.fill(i -> i[2] == reach && i[3] == reach ? weight.at(i) : 0, weight.shape());
  }
}
