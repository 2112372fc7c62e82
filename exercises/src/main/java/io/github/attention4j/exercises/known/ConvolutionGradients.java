package io.github.attention4j.exercises.known;

import static io.github.attention4j.exercises.known.Windows.swapped;

import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.stream.IntStream;

/** The two gradients of a window that slides over a map, and the ways to get them wrong. */
public final class ConvolutionGradients {

  private ConvolutionGradients() {}

  /**
   * Returns the gradient of the window's weights.
   *
   * @param map what it slid over, (B, I, H, W)
   * @param gradient gradient with respect to the sums, (B, 1, H, W)
   * @param window K
   * @return (1, I, K, K)
   */
  public static Values ofWeight(Values map, Values gradient, int window) {
    return ofWeight(map, gradient, window, Windows.ZEROS, window / 2);
  }

  private static Values ofWeight(
      Values map, Values gradient, int window, Windows.Edge edge, int above) {
    // The gradient slides, a window of H x W, over the map: examples are what is summed over.
    return swapped(
        Windows.slid(swapped(map), swapped(gradient), edge, above, above, window, window));
  }

  /** Returns the mistakes of the weights' gradient, of a map with two channels. */
  public static Trial.Known mistakesOfWeight(Values map, Values gradient, int window) {
    Values exact = ofWeight(map, gradient, window);
    int reach = window / 2;
    int examples = map.size(0);
    int places = map.size(2) * map.size(3);
    return trial -> {
      trial
          .knows(
              "the window's gradient is turned by half a turn: the weight in row 0 met what stands"
                  + " above each place",
              Windows.turned(exact))
          .knows("rows and columns of the window have changed places", exact.transposed())
          .knows(
              "only the first example counts: add up all of them",
              ofExample(map, gradient, window, 0))
          .knows("the mean is taken over the examples: add them up", exact.times(1.0 / examples))
          .knows(
              "the mean is taken over the places: add up what they bring",
              exact.times(1.0 / places),
              exact.times(1.0 / places / examples))
          .knows(
              "the window's two channels have changed places: channel 0 weighed channel 0",
              Windows.channelsReversed(exact))
          .knows(
              "the logits' gradient is missing: what a weight met counts by the gradient of its sum",
              ofWeight(map, gradient.map(any -> 1), window))
          .knows(
              "what the weight met is missing: multiply the gradient by it",
              ofWeight(map.map(any -> 1), gradient, window))
          .knows(
              "every weight gets what belongs to the window's middle: each met other places",
              Gates.spread(ofWeight(map, gradient, 1), exact))
          .knows(
              "the edge is repeated beyond the map: there are zeros",
              ofWeight(map, gradient, window, Windows.NEAREST, reach))
          .knows(
              "the map goes on at its other end: beyond the edges there are zeros",
              ofWeight(map, gradient, window, Windows.AROUND, reach))
          .knows(
              "the window is taken to begin at its place: its middle lay there",
              ofWeight(map, gradient, window, Windows.ZEROS, 0))
          .knows(
              "the window's middle is one row and one column beside the place",
              ofWeight(map, gradient, window, Windows.ZEROS, reach + 1),
              ofWeight(map, gradient, window, Windows.ZEROS, reach - 1))
          .knows(
              "each example has a gradient of its own: they share the window, so add up",
              apart(map, gradient, window))
          .knows(
              "the places at the edges are left out: there, too, the window met what it covered",
              ofWeight(map, Windows.inner(gradient, reach), window))
          .hint(
              "Take one example of 3 rows and 3 columns, a gradient of 0 but for a 1 in the middle,"
                  + " and K = 3: the window's gradient is the maps themselves.");
    };
  }

  /** The gradient of one example alone. */
  private static Values ofExample(Values map, Values gradient, int window, int example) {
    Values only = Values.fill(i -> i[0] == example ? gradient.at(i) : 0, gradient.shape());
    return ofWeight(map, only, window);
  }

  private static Values apart(Values map, Values gradient, int window) {
    return IntStream.range(0, map.size(0))
        .mapToObj(example -> ofExample(map, gradient, window, example))
        .reduce((before, next) -> before.concat(next, 0))
        .orElseThrow();
  }

  /**
   * Returns the gradient of what the window slid over: the turned window, slid over the gradient.
   *
   * @param weight (1, I, K, K)
   * @param gradient gradient with respect to the sums, (B, 1, H, W)
   * @return (B, I, H, W)
   */
  public static Values ofMap(Values weight, Values gradient) {
    return Convolutions.of(gradient, swapped(Windows.turned(weight)));
  }

  /** Returns the mistakes of the map's gradient, of a map with two channels. */
  public static Trial.Known mistakesOfMap(Values weight, Values gradient) {
    Values exact = ofMap(weight, gradient);
    Values turned = Windows.turned(weight);
    int cells = weight.size(2) * weight.size(3);
    return trial ->
        trial
            .knows(
                "the window is not turned: what stands above a place was met by the window's last"
                    + " row, so turn it by half a turn",
                Convolutions.of(gradient, swapped(weight)))
            .knows(
                "the window is turned upside down alone: mirror it, too",
                Convolutions.of(gradient, swapped(Windows.upsideDown(weight))))
            .knows(
                "the window is mirrored alone: turn it upside down, too",
                Convolutions.of(gradient, swapped(Windows.mirrored(weight))))
            .knows(
                "rows and columns of the window have changed places",
                Convolutions.of(gradient, swapped(weight.transposed())),
                Convolutions.of(gradient, swapped(turned.transposed())))
            .knows(
                "the window's two channels have changed places: channel 0 weighed channel 0",
                Windows.channelsReversed(exact))
            .knows(
                "both maps get the gradient of the first: each was weighed by its own channel",
                exact.repeated(1, 0))
            .knows(
                "the gradients of the two maps are added up: each belongs to its own map",
                Pooling.CHANNELS.sum(exact),
                Gates.spread(Pooling.CHANNELS.sum(exact), exact))
            .knows(
                "divided by the window's cells: a place gets back all that it brought",
                exact.times(1.0 / cells))
            .knows(
                "the weights are missing: each place gets back by what it was weighed with",
                Convolutions.of(gradient, swapped(weight.map(any -> 1))))
            .knows(Convolutions.edges(gradient, swapped(turned), sums -> sums))
            .hint(
                "Let the gradient be 0 but for a 1 in the middle of 3 rows and 3 columns, and K = 3:"
                    + " the place in the corner above and to the left was met by the window's row 0,"
                    + " column 0.");
  }
}
