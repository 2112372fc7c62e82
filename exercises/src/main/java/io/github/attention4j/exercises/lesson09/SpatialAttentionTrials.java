package io.github.attention4j.exercises.lesson09;

import io.github.attention4j.exercises.known.ConvolutionGradients;
import io.github.attention4j.exercises.known.Convolutions;
import io.github.attention4j.exercises.known.Gates;
import io.github.attention4j.exercises.known.PoolMistakes;
import io.github.attention4j.exercises.known.PoolPaths;
import io.github.attention4j.exercises.known.Pooling;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 09 asks and expects, and the ways to go wrong that are its own. */
final class SpatialAttentionTrials {

  private static final String MAP = "(B, C, H, W)";
  private static final String GATE = "(B, 1, H, W)";
  private static final String POOLED = "(B, 2, H, W)";
  private static final String WINDOW = "(1, 2, K, K)";

  private SpatialAttentionTrials() {}

  static Trial pools(SpatialAttentionTask task, Inputs in) {
    return pools(task, in, in.noise(MAP));
  }

  static Trial poolsOfNegative(SpatialAttentionTask task, Inputs in) {
    return pools(task, in, in.noise(MAP).map(number -> -0.1 - Math.abs(number)))
        .trait("with negative numbers only");
  }

  private static Trial pools(SpatialAttentionTask task, Inputs in, Values numbers) {
    Given input = in.given("input", MAP, numbers);
    Values x = input.values();
    Values max = Pooling.CHANNELS.max(x);
    Values mean = Pooling.CHANNELS.mean(x);
    return in.trial("pools", input)
        .asks(() -> task.pools(input.array()))
        .expects(POOLED, Pooling.maxAndMean(x))
        .knows(
            "the two maps have changed places: the maximum is channel 0, the average channel 1",
            mean.concat(max, 1))
        .knows("the two maps are added: they stand beside each other", max.plus(mean))
        .knows("this is the maximum alone: the average stands behind it", max)
        .knows("this is the average alone: the maximum stands before it", mean)
        .knows(
            "the maps stand beside each other along another axis: put them along axis 1, the"
                + " channels",
            max.concat(mean, 0),
            max.concat(mean, 2),
            max.concat(mean, 3))
        .knows(
            "the places are pooled, not the channels: join axis 1 (C)",
            Pooling.PLACES.max(x).concat(Pooling.PLACES.mean(x), 1))
        .hint("Print the shape after each operation: (B, 1, H, W) twice, then (B, 2, H, W).")
        .knows(PoolMistakes.ofMax(Pooling.CHANNELS, x, wrong -> wrong.concat(mean, 1)))
        .knows(PoolMistakes.ofAverage(in, Pooling.CHANNELS, x, wrong -> max.concat(wrong, 1)));
  }

  static Trial logits(SpatialAttentionTask task, Inputs in) {
    return logits(task, in, Convolutions.weight(in));
  }

  /** With a window of one cell: every place is made of its own two numbers. */
  static Trial logitsOfOneCell(SpatialAttentionTask task, Inputs in) {
    return logits(task, in, in.random("weight", "(1, 2, 1, 1)"));
  }

  private static Trial logits(SpatialAttentionTask task, Inputs in, Given weight) {
    Given pooled = in.random("pooled", POOLED);
    Values p = pooled.values();
    Values exact = Convolutions.of(p, weight.values());
    Values products =
        Convolutions.of(first(p), first(weight.values()))
            .concat(Convolutions.of(second(p), second(weight.values())), 1);
    return in.trial("logits", pooled, weight)
        .asks(() -> task.logits(pooled.array(), weight.array()))
        .expects(GATE, exact)
        .knows(
            "the sigmoid is already applied: this step asks for the logits", Gates.sigmoid(exact))
        .knows("the two maps are not added up: one window weighs both", products)
        .knows(Convolutions.mistakes(p, weight.values(), sums -> sums));
  }

  static Trial output(SpatialAttentionTask task, Inputs in) {
    Given input = in.random("input", MAP);
    Given logits = in.given("logits", GATE, in.noise(GATE).times(2));
    Values x = input.values();
    Values gate = Gates.sigmoid(logits.values());
    Trial trial =
        in.trial("output", input, logits)
            .asks(() -> task.output(input.array(), logits.array()))
            .expects(MAP, Gates.gated(x, gate));
    if (in.length("H") == in.length("W")) {
      trial.knows(
          "rows and columns of the gate have changed places", Gates.gated(x, gate.transposed()));
    }
    return trial
        .knows(
            "only the first channel is multiplied: all channels of a place share its gate",
            Values.fill(i -> i[1] == 0 ? x.at(i) * gate.at(i) : x.at(i), x.shape()))
        .knows(Gates.squashing(Pooling.CHANNELS, logits.values(), g -> Gates.gated(x, g)))
        .knows(Gates.multiplying(Pooling.CHANNELS, x, gate));
  }

  static Trial weightGradient(SpatialAttentionTask task, Inputs in) {
    Given pooled = in.random("pooled", POOLED);
    Given gradient = in.random("logitsGradient", GATE);
    int window = Convolutions.window(in);
    Values p = pooled.values();
    Values dz = gradient.values();
    return in.trial("weightGradient", pooled, gradient, Given.plain("window", window))
        .asks(() -> task.weightGradient(pooled.array(), gradient.array(), window))
        .expects(WINDOW, ConvolutionGradients.ofWeight(p, dz, window))
        .knows(ConvolutionGradients.mistakesOfWeight(p, dz, window));
  }

  static Trial pooledGradient(SpatialAttentionTask task, Inputs in) {
    Given gradient = in.random("logitsGradient", GATE);
    Given weight = Convolutions.weight(in);
    Values w = weight.values();
    Values dz = gradient.values();
    return in.trial("pooledGradient", gradient, weight)
        .asks(() -> task.pooledGradient(gradient.array(), weight.array()))
        .expects(POOLED, ConvolutionGradients.ofMap(w, dz))
        .knows(ConvolutionGradients.mistakesOfMap(w, dz));
  }

  static Trial inputGradient(SpatialAttentionTask task, Inputs in) {
    return inputGradient(task, in, in.noise(MAP));
  }

  /** Of whole numbers, among which many are alike. */
  static Trial inputGradientOfTies(SpatialAttentionTask task, Inputs in) {
    return inputGradient(task, in, in.noise(MAP).map(Math::signum))
        .trait("with several largest numbers at a place");
  }

  private static Trial inputGradient(SpatialAttentionTask task, Inputs in, Values numbers) {
    Given input = in.given("input", MAP, numbers);
    Given gate = in.given("gate", GATE, Gates.sigmoid(in.noise(GATE).times(2)));
    Given outputGradient = in.random("outputGradient", MAP);
    Given pooledGradient = in.random("pooledGradient", POOLED);
    PoolPaths paths =
        new PoolPaths(
            Pooling.CHANNELS,
            input.values(),
            gate.values(),
            outputGradient.values(),
            second(pooledGradient.values()),
            first(pooledGradient.values()));
    return in.trial("inputGradient", input, gate, outputGradient, pooledGradient)
        .asks(
            () ->
                task.inputGradient(
                    input.array(), gate.array(), outputGradient.array(), pooledGradient.array()))
        .expects(MAP, paths.exact())
        .knows(paths);
  }

  private static Values first(Values pair) {
    return channel(pair, 0);
  }

  private static Values second(Values pair) {
    return channel(pair, 1);
  }

  private static Values channel(Values pair, int channel) {
    return Values.fill(
        i -> pair.at(i[0], channel, i[2], i[3]), pair.size(0), 1, pair.size(2), pair.size(3));
  }
}
