package io.github.attention4j.exercises.lesson10;

import io.github.attention4j.exercises.known.Convolutions;
import io.github.attention4j.exercises.known.Gates;
import io.github.attention4j.exercises.known.Perceptron;
import io.github.attention4j.exercises.known.PoolMistakes;
import io.github.attention4j.exercises.known.Pooling;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What lesson 10 asks and expects of the two gates, and the ways to put them together wrong. */
final class CbamTrials {

  static final String MAP = "(B, C, H, W)";
  static final String CHANNELS = "(B, C, 1, 1)";
  static final String PLACES = "(B, 1, H, W)";

  private CbamTrials() {}

  static Trial channelGate(CbamTask task, Inputs in) {
    Given input = in.random("input", MAP);
    Perceptron mlp = Perceptron.of(in);
    Values x = input.values();
    Values average = flat(Pooling.PLACES.mean(x));
    Values max = flat(Pooling.PLACES.max(x));
    Values logits = mlp.logits(average, max);
    Values ofAverage = Gates.sigmoid(mlp.apply(average));
    Values ofMax = Gates.sigmoid(mlp.apply(max));
    return in.trial(
            "channelGate",
            input,
            mlp.reduceWeight(),
            mlp.reduceBias(),
            mlp.expandWeight(),
            mlp.expandBias())
        .asks(
            () ->
                task.channelGate(
                    input.array(),
                    mlp.reduceWeight().array(),
                    mlp.reduceBias().array(),
                    mlp.expandWeight().array(),
                    mlp.expandBias().array()))
        .expects(CHANNELS, gate(logits))
        .knows(
            "each pool gets a sigmoid of its own: add the two results, then take one sigmoid",
            spread(ofAverage.plus(ofMax)),
            spread(ofAverage.plus(ofMax).times(0.5)),
            spread(ofAverage.times(ofMax)))
        .knows("this is the gated map: the gate alone is asked for", Gates.gated(x, gate(logits)))
        .knows(Gates.squashing(Pooling.PLACES, spread(logits), open -> open))
        .knows(mlp.mistakes(average, max, CbamTrials::gate))
        .knows(
            PoolMistakes.ofAverage(
                in, Pooling.PLACES, x, wrong -> gate(mlp.logits(flat(wrong), max))))
        .knows(
            PoolMistakes.ofMax(Pooling.PLACES, x, wrong -> gate(mlp.logits(average, flat(wrong)))));
  }

  /** The sigmoid of logits (B, C), as a gate, (B, C, 1, 1). */
  private static Values gate(Values logits) {
    return spread(Gates.sigmoid(logits));
  }

  private static Values spread(Values numbers) {
    return numbers.reshaped(numbers.size(0), numbers.size(1), 1, 1);
  }

  private static Values flat(Values pooled) {
    return pooled.reshaped(pooled.size(0), pooled.size(1));
  }

  static Trial spatialGate(CbamTask task, Inputs in) {
    Given input = in.random("input", MAP);
    Given weight = Convolutions.weight(in);
    Values x = input.values();
    Values w = weight.values();
    Values max = Pooling.CHANNELS.max(x);
    Values mean = Pooling.CHANNELS.mean(x);
    Values logits = Convolutions.of(Pooling.maxAndMean(x), w);
    return in.trial("spatialGate", input, weight)
        .asks(() -> task.spatialGate(input.array(), weight.array()))
        .expects(PLACES, Gates.sigmoid(logits))
        .knows(
            "the two maps have changed places: the maximum is channel 0, the mean channel 1",
            Gates.sigmoid(Convolutions.of(mean.concat(max, 1), w)))
        .knows(
            "this is the gated map: the gate alone is asked for",
            Gates.gated(x, Gates.sigmoid(logits)))
        .knows(Gates.squashing(Pooling.CHANNELS, logits, open -> open))
        .knows(Convolutions.mistakes(Pooling.maxAndMean(x), w, Gates::sigmoid))
        .knows(
            PoolMistakes.ofMax(
                Pooling.CHANNELS,
                x,
                wrong -> Gates.sigmoid(Convolutions.of(wrong.concat(mean, 1), w))))
        .knows(
            PoolMistakes.ofAverage(
                in,
                Pooling.CHANNELS,
                x,
                wrong -> Gates.sigmoid(Convolutions.of(max.concat(wrong, 1), w))));
  }

  static Trial output(CbamTask task, Inputs in) {
    Given input = in.random("input", MAP);
    Perceptron mlp = Perceptron.of(in);
    Given weight = Convolutions.weight(in);
    TwoGates gates = new TwoGates(mlp, weight.values());
    Values x = input.values();
    Supplier<Values> channels =
        () ->
            Values.of(
                task.channelGate(
                    input.array(),
                    mlp.reduceWeight().array(),
                    mlp.reduceBias().array(),
                    mlp.expandWeight().array(),
                    mlp.expandBias().array()));
    return in.trial(
            "output",
            input,
            mlp.reduceWeight(),
            mlp.reduceBias(),
            mlp.expandWeight(),
            mlp.expandBias(),
            weight)
        .asks(
            () ->
                task.output(
                    input.array(),
                    mlp.reduceWeight().array(),
                    mlp.reduceBias().array(),
                    mlp.expandWeight().array(),
                    mlp.expandBias().array(),
                    weight.array()))
        .expects(MAP, gates.inOrder(input.values()))
        .follows("step 1, channelGate", () -> gates.bySpatial(Gates.gated(x, channels.get())))
        .follows(
            "step 2, spatialGate",
            () -> {
              Values passed = gates.byChannel(x);
              INDArray map = passed.toArray(in.type());
              return Gates.gated(passed, Values.of(task.spatialGate(map, weight.array())));
            })
        .knows(gates.mistakes(x));
  }

  static Trial bottleneck(CbamTask task, Inputs in) {
    Given input = in.random("input", MAP);
    Given channelLogits = in.random("channelLogits", CHANNELS);
    Given spatialLogits = in.random("spatialLogits", PLACES);
    Values x = input.values();
    Values zc = Gates.spread(channelLogits.values(), x);
    Values zs = Gates.spread(spatialLogits.values(), x);
    Values logits = zc.plus(zs);
    Values c = Gates.sigmoid(zc);
    Values s = Gates.sigmoid(zs);
    Values gate = Gates.sigmoid(logits);
    Trial trial =
        in.trial("bottleneck", input, channelLogits, spatialLogits)
            .asks(
                () -> task.bottleneck(input.array(), channelLogits.array(), spatialLogits.array()))
            .expects(MAP, beside(x, gate))
            .knows("the input is missing: this is F * gate, add F", x.times(gate))
            .knows("this is the gate alone: multiply the input by it, and add the input", gate)
            .knows("the gate is added to the input: add F * gate", x.plus(gate))
            .knows(
                "the logits are multiplied, as in the authors' published code: the paper adds them",
                beside(x, Gates.sigmoid(zc.times(zs))))
            .knows(
                "each of the logits gets a sigmoid of its own, and the gates are multiplied: add"
                    + " the logits, then one sigmoid",
                beside(x, c.times(s)))
            .knows(
                "each of the logits gets a sigmoid of its own, and the gates are added: add the"
                    + " logits, then one sigmoid",
                beside(x, c.plus(s)),
                beside(x, c.plus(s).times(0.5)))
            .knows("the places' logits are missing", beside(x, c))
            .knows("the channels' logits are missing", beside(x, s))
            .knows(
                "the mean of the logits is taken: add them",
                beside(x, Gates.sigmoid(logits.times(0.5))))
            .knows(
                "the larger of the logits is taken: add them",
                beside(x, Gates.sigmoid(zc.with(zs, Math::max))))
            .knows(
                "one of the logits is subtracted: add them",
                beside(x, Gates.sigmoid(zc.with(zs, (a, b) -> a - b))),
                beside(x, Gates.sigmoid(zc.with(zs, (a, b) -> b - a))))
            .knows(
                "the input is added twice: it stands beside the gated one once",
                beside(x, gate).plus(x))
            .knows(
                "one gate follows the other, as in CBAM: here they are joined to one",
                x.times(c).times(s));
    if (in.length("H") == in.length("W")) {
      trial.knows(
          "rows and columns of the places' logits have changed places",
          beside(x, Gates.sigmoid(zc.plus(zs.transposed()))));
    }
    return trial
        .hint(
            "Compute one number by hand: channel c, row h, column w. Its logit is zc[c] + zs[h, w];"
                + " with a logit of 0 the input comes out 1.5 times.")
        .knows(Gates.squashing(Pooling.PLACES, logits, open -> beside(x, open)));
  }

  private static Values beside(Values input, Values gate) {
    return input.with(gate, (x, open) -> x + x * open);
  }
}
