package io.github.attention4j.exercises.lesson10;

import io.github.attention4j.exercises.known.GateGradients;
import io.github.attention4j.exercises.known.Gates;
import io.github.attention4j.exercises.known.Pooling;
import io.github.attention4j.exercises.trial.Given;
import io.github.attention4j.exercises.trial.Inputs;
import io.github.attention4j.exercises.trial.Trial;
import io.github.attention4j.exercises.trial.Values;

/** What lesson 10 asks and expects of the gradients through two gates, and the ways to go wrong. */
final class GradientTrials {

  private GradientTrials() {}

  static Trial channelGradient(CbamTask task, Inputs in) {
    Given input = in.random("input", CbamTrials.MAP);
    Given channelGate = gate(in, "channelGate", CbamTrials.CHANNELS);
    Given spatialGate = gate(in, "spatialGate", CbamTrials.PLACES);
    Given outputGradient = in.random("outputGradient", CbamTrials.MAP);
    Given spatialWay = in.random("spatialWay", CbamTrials.MAP);
    Values x = input.values();
    Values c = channelGate.values();
    Values s = spatialGate.values();
    Values dy = outputGradient.values();
    Values way = spatialWay.values();
    Values byProduct = Gates.gated(dy, s);
    Values gated = byProduct.plus(way); // dF'
    return in.trial("channelGradient", input, channelGate, spatialGate, outputGradient, spatialWay)
        .asks(
            () ->
                task.channelGradient(
                    input.array(),
                    channelGate.array(),
                    spatialGate.array(),
                    outputGradient.array(),
                    spatialWay.array()))
        .expects(CbamTrials.CHANNELS, logitsGradient(x, c, gated))
        .knows(
            "the way through the spatial gate is missing: F' is also what that gate looks at",
            logitsGradient(x, c, byProduct))
        .knows(
            "this is the way through the spatial gate alone: F' is also a factor of F''",
            logitsGradient(x, c, way))
        .knows(
            "the spatial gate is missing: the derivative of F' * s by F' is s",
            logitsGradient(x, c, dy.plus(way)))
        .knows(
            "this is the gradient of a channel gate that nothing follows: dF' is dF'' * s and the"
                + " way through s",
            logitsGradient(x, c, dy))
        .knows(
            "the way through the spatial gate is multiplied by that gate, too",
            logitsGradient(x, c, Gates.gated(dy.plus(way), s)))
        .knows(
            "the way through the spatial gate is subtracted: add it",
            logitsGradient(x, c, byProduct.plus(way.times(-1))))
        .knows(
            "F'' stands for F: the derivative of F * c by c is F",
            logitsGradient(Gates.gated(Gates.gated(x, c), s), c, gated))
        .knows(
            "what comes back is multiplied by the channels' gate, too: F' = F * c, whose derivative"
                + " by c is F",
            logitsGradient(x, c, Gates.gated(byProduct, c).plus(way)))
        .hint(
            "Print dF' first, (B, C, H, W): dF'' * s and the given way, added up. Set the way to zeros:"
                + " what is left is lesson 08's step 5 of dF'' * s.")
        .knows(GateGradients.mistakes(Pooling.PLACES, x, c, gated, made -> made));
  }

  private static Values logitsGradient(Values input, Values gate, Values outputGradient) {
    return GateGradients.of(Pooling.PLACES, input, gate, outputGradient);
  }

  static Trial inputGradient(CbamTask task, Inputs in) {
    Given channelGate = gate(in, "channelGate", CbamTrials.CHANNELS);
    Given spatialGate = gate(in, "spatialGate", CbamTrials.PLACES);
    Given outputGradient = in.random("outputGradient", CbamTrials.MAP);
    Given spatialWay = in.random("spatialWay", CbamTrials.MAP);
    Given channelWay = in.random("channelWay", CbamTrials.MAP);
    Values dy = outputGradient.values();
    Values bySpatial = spatialWay.values();
    Values byChannel = channelWay.values();
    Values c = Gates.spread(channelGate.values(), dy);
    Values s = Gates.spread(spatialGate.values(), dy);
    Values product = dy.times(s).times(c);
    Values passed = bySpatial.times(c);
    return in.trial(
            "inputGradient", channelGate, spatialGate, outputGradient, spatialWay, channelWay)
        .asks(
            () ->
                task.inputGradient(
                    channelGate.array(),
                    spatialGate.array(),
                    outputGradient.array(),
                    spatialWay.array(),
                    channelWay.array()))
        .expects(CbamTrials.MAP, product.plus(passed, byChannel))
        .knows("this is the way of the product alone: both gates depend on the input", product)
        .knows(
            "these are the ways through the gates alone: the input is also a factor of the output",
            passed.plus(byChannel),
            bySpatial.plus(byChannel))
        .knows("the way through the spatial gate is missing", product.plus(byChannel))
        .knows("the way through the channels' gate is missing", product.plus(passed))
        .knows(
            "the way through the spatial gate is not multiplied by the channels' gate: it comes back"
                + " to F', and F' = F * c",
            product.plus(bySpatial, byChannel))
        .knows(
            "the way through the channels' gate is multiplied by that gate: it comes back to F"
                + " itself",
            product.plus(passed, byChannel.times(c)))
        .knows(
            "the way through the spatial gate is multiplied by that gate, too",
            product.plus(passed.times(s), byChannel))
        .knows(
            "the gates have changed places: go back through the spatial one first",
            product.plus(byChannel.times(s), bySpatial))
        .knows("the spatial gate is missing", dy.times(c).plus(passed, byChannel))
        .knows("the channels' gate is missing", dy.times(s).plus(bySpatial, byChannel))
        .knows("both gates are missing", dy.plus(bySpatial, byChannel))
        .knows(
            "the gates are added: the derivative of F * c * s by F is c * s",
            dy.times(c.plus(s)).plus(passed, byChannel))
        .knows(
            "the ways through the gates are subtracted: all three are added",
            product.plus(passed.times(-1), byChannel.times(-1)))
        .knows(
            "the mean of the three ways is taken: add them",
            product.plus(passed, byChannel).times(1.0 / 3))
        .hint(
            "Print the three parts. Set the two ways to zeros: what is left is dF'' * s * c. Set dF'' to"
                + " zeros: what is left is the one way times c, and the other as it is.");
  }

  private static Given gate(Inputs in, String name, String axes) {
    return in.given(name, axes, Gates.sigmoid(in.noise(axes).times(2)));
  }
}
