package io.github.attention4j.exercises.lesson10;

import io.github.attention4j.exercises.known.Convolutions;
import io.github.attention4j.exercises.known.Gates;
import io.github.attention4j.exercises.known.Perceptron;
import io.github.attention4j.exercises.known.Pooling;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/**
 * A channel gate and a spatial gate, one after the other, and other ways to put them together.
 *
 * @param mlp perceptron of the channel gate
 * @param weight window of the spatial gate
 */
record TwoGates(Perceptron mlp, Values weight) {

  private Values channel(Values map) {
    int[] flat = {map.size(0), map.size(1)};
    Values average = Pooling.PLACES.mean(map).reshaped(flat);
    Values max = Pooling.PLACES.max(map).reshaped(flat);
    return Gates.sigmoid(mlp.logits(average, max)).reshaped(flat[0], flat[1], 1, 1);
  }

  private Values spatial(Values map) {
    return Gates.sigmoid(Convolutions.of(Pooling.maxAndMean(map), weight));
  }

  /** Returns what the channels' gate lets pass. */
  Values byChannel(Values map) {
    return Gates.gated(map, channel(map));
  }

  /** Returns what the places' gate lets pass. */
  Values bySpatial(Values map) {
    return Gates.gated(map, spatial(map));
  }

  /** Returns what passes the channel gate, then the spatial gate. */
  Values inOrder(Values map) {
    return bySpatial(byChannel(map));
  }

  Trial.Known mistakes(Values map) {
    Values first = byChannel(map);
    Values exact = inOrder(map);
    Values c = Gates.spread(channel(map), map);
    Values s = Gates.spread(spatial(first), map);
    Values early = Gates.spread(spatial(map), map);
    return trial ->
        trial
            .knows(
                "the spatial gate comes first: the channels' is the first one",
                byChannel(bySpatial(map)))
            .knows(
                "the spatial gate looks at the input: it looks at what the channels' gate let pass",
                first.times(early))
            .knows("the spatial gate is missing: this is F'", first)
            .knows("the channels' gate is missing", bySpatial(map))
            .knows(
                "the spatial gate multiplies the input: it multiplies what the channels' gate let"
                    + " pass",
                map.times(s))
            .knows("this is the product of the gates alone: multiply the input by it", c.times(s))
            .knows("this is the spatial gate alone: multiply F' by it", s, spatial(first))
            .knows(
                "the gates, or the two gated maps, are added: F is multiplied by one, then by the other",
                map.times(c.plus(s)),
                map.times(c.plus(early)))
            .knows(
                "the mean of the gates is taken: F is multiplied by one, then by the other",
                map.times(c.with(s, (a, b) -> (a + b) / 2)),
                map.times(c.with(early, (a, b) -> (a + b) / 2)))
            .knows("the input is added once more: CBAM's output is F'' alone", exact.plus(map))
            .knows("F' is added once more: CBAM's output is F'' alone", exact.plus(first))
            .knows("the channels' gate is multiplied twice", exact.times(c))
            .knows("the spatial gate is multiplied twice", exact.times(s))
            .knows(
                "the channels' gate follows once more, over what both let pass", byChannel(exact))
            .hint(
                "Print F' and F'' of a small map. F'' / F' must be alike in all channels of a place:"
                    + " it is the spatial gate, made of F'.");
  }
}
