package io.github.attention4j.exercises.lesson08;

import io.github.attention4j.exercises.known.GateGradients;
import io.github.attention4j.exercises.known.Gates;
import io.github.attention4j.exercises.known.Perceptron;
import io.github.attention4j.exercises.known.PoolMistakes;
import io.github.attention4j.exercises.known.PoolPaths;
import io.github.attention4j.exercises.known.Pooling;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.BiFunction;

/** What lesson 08 asks and expects, and the ways to go wrong that are its own. */
final class ChannelAttentionTrials {

  private static final String MAP = "(B, C, H, W)";
  private static final String GATE = "(B, C, 1, 1)";
  private static final String CHANNELS = "(B, C)";

  private ChannelAttentionTrials() {}

  static Trial averagePool(ChannelAttentionTask task, Inputs in) {
    Given input = in.random("input", MAP);
    return in.trial("averagePool", input)
        .asks(() -> task.averagePool(input.array()))
        .expects(CHANNELS, flat(in, Pooling.PLACES.mean(input.values())))
        .knows(PoolMistakes.ofAverage(in, Pooling.PLACES, input.values(), v -> flat(in, v)))
        .knows(otherAxes(in, input.values(), Pooling::mean));
  }

  static Trial maxPool(ChannelAttentionTask task, Inputs in) {
    return maxPool(task, in, in.noise(MAP));
  }

  static Trial maxPoolOfNegative(ChannelAttentionTask task, Inputs in) {
    return maxPool(task, in, in.noise(MAP).map(number -> -0.1 - Math.abs(number)))
        .trait("with negative numbers only");
  }

  private static Trial maxPool(ChannelAttentionTask task, Inputs in, Values numbers) {
    Given input = in.given("input", MAP, numbers);
    return in.trial("maxPool", input)
        .asks(() -> task.maxPool(input.array()))
        .expects(CHANNELS, flat(in, Pooling.PLACES.max(input.values())))
        .knows(PoolMistakes.ofMax(Pooling.PLACES, input.values(), v -> flat(in, v)))
        .knows(otherAxes(in, input.values(), Pooling::max));
  }

  static Trial logits(ChannelAttentionTask task, Inputs in) {
    Given average = in.random("average", CHANNELS);
    Given max = in.random("max", CHANNELS);
    Perceptron mlp = Perceptron.of(in);
    Values a = average.values();
    Values m = max.values();
    Values exact = mlp.logits(a, m);
    return in.trial(
            "logits",
            average,
            max,
            mlp.reduceWeight(),
            mlp.reduceBias(),
            mlp.expandWeight(),
            mlp.expandBias())
        .asks(
            () ->
                task.logits(
                    average.array(),
                    max.array(),
                    mlp.reduceWeight().array(),
                    mlp.reduceBias().array(),
                    mlp.expandWeight().array(),
                    mlp.expandBias().array()))
        .expects(CHANNELS, exact)
        .knows(
            "the sigmoid is already applied: this step asks for the logits", Gates.sigmoid(exact))
        .knows(
            "each result goes through a sigmoid of its own: this step asks for the sum of logits",
            Gates.sigmoid(mlp.apply(a)).plus(Gates.sigmoid(mlp.apply(m))))
        .knows(
            "the two results stand side by side: add them",
            mlp.apply(a).concat(mlp.apply(m), 1),
            mlp.apply(a).concat(mlp.apply(m), 0))
        .knows(mlp.mistakes(a, m, logits -> logits));
  }

  static Trial output(ChannelAttentionTask task, Inputs in) {
    Given input = in.random("input", MAP);
    Given logits = in.given("logits", CHANNELS, in.noise(CHANNELS).times(2));
    Values x = input.values();
    Values z = logits.values().reshaped(in.shape(GATE));
    Values gate = Gates.sigmoid(z);
    Trial trial =
        in.trial("output", input, logits)
            .asks(() -> task.output(input.array(), logits.array()))
            .expects(MAP, Gates.gated(x, gate))
            .knows(Gates.squashing(Pooling.PLACES, z, open -> Gates.gated(x, open)))
            .knows(Gates.multiplying(Pooling.PLACES, x, gate));
    if (in.length("C") == in.length("W")) {
      trial.knows(
          "the gates lie along the columns: give them the axes (B, C, 1, 1)",
          Values.fill(i -> x.at(i) * gate.at(i[0], i[3], 0, 0), x.shape()),
          Values.fill(i -> x.at(i) * gate.at(i[2] % gate.size(0), i[3], 0, 0), x.shape()));
    }
    return trial;
  }

  static Trial logitsGradient(ChannelAttentionTask task, Inputs in) {
    Given input = in.random("input", MAP);
    Given gate = gate(in);
    Given outputGradient = in.random("outputGradient", MAP);
    Values x = input.values();
    Values g = gate.values();
    Values back = outputGradient.values();
    return in.trial("logitsGradient", input, gate, outputGradient)
        .asks(() -> task.logitsGradient(input.array(), gate.array(), outputGradient.array()))
        .expects(CHANNELS, flat(in, GateGradients.of(Pooling.PLACES, x, g, back)))
        .knows(GateGradients.mistakes(Pooling.PLACES, x, g, back, v -> flat(in, v)))
        .knows(
            "the products are not added up: all places of a channel share its gate",
            Gates.gated(x.times(back), Gates.slope(g)));
  }

  static Trial inputGradient(ChannelAttentionTask task, Inputs in) {
    return inputGradient(task, in, in.noise(MAP));
  }

  /** Of whole numbers, among which many are alike. */
  static Trial inputGradientOfTies(ChannelAttentionTask task, Inputs in) {
    return inputGradient(task, in, in.noise(MAP).map(Math::signum))
        .trait("with several largest numbers in a channel");
  }

  private static Trial inputGradient(ChannelAttentionTask task, Inputs in, Values numbers) {
    Given input = in.given("input", MAP, numbers);
    Given gate = gate(in);
    Given outputGradient = in.random("outputGradient", MAP);
    Given averageGradient = in.random("averageGradient", CHANNELS);
    Given maxGradient = in.random("maxGradient", CHANNELS);
    PoolPaths paths =
        new PoolPaths(
            Pooling.PLACES,
            input.values(),
            gate.values(),
            outputGradient.values(),
            averageGradient.values().reshaped(in.shape(GATE)),
            maxGradient.values().reshaped(in.shape(GATE)));
    return in.trial("inputGradient", input, gate, outputGradient, averageGradient, maxGradient)
        .asks(
            () ->
                task.inputGradient(
                    input.array(),
                    gate.array(),
                    outputGradient.array(),
                    averageGradient.array(),
                    maxGradient.array()))
        .expects(MAP, paths.exact())
        .knows(paths);
  }

  /** The right pool over axes that are not H and W. */
  private static Trial.Known otherAxes(
      Inputs in, Values map, BiFunction<Pooling, Values, Values> pool) {
    Values places = pool.apply(Pooling.CHANNELS, map);
    return trial ->
        trial
            .knows(
                "the channels are pooled, not the places: join the axes 2 and 3 (H and W)",
                places,
                places.reshaped(in.shape("(B, H, W)")))
            .knows(
                "only the rows or only the columns are pooled: join both the axes 2 and 3 (H and"
                    + " W)",
                pool.apply(Pooling.PLACES, map.reshaped(in.shape("(B, C*H, 1, W)")))
                    .reshaped(in.shape("(B, C, H)")),
                pool.apply(Pooling.CHANNELS, map.reshaped(in.shape("(B*C, H, 1, W)")))
                    .reshaped(in.shape("(B, C, W)")))
            .hint("Print the shape after each operation. Which axes are left?");
  }

  private static Given gate(Inputs in) {
    return in.given("gate", GATE, Gates.sigmoid(in.noise(GATE).times(2)));
  }

  /** A number for each channel, without the axes of length 1. */
  private static Values flat(Inputs in, Values gate) {
    return gate.reshaped(in.shape(CHANNELS));
  }
}
