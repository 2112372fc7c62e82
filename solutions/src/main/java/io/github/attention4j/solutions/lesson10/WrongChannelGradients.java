package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: step 5, the gradient of the channel gate's logits. */
final class WrongChannelGradients {

  private WrongChannelGradients() {}

  private static INDArray back(INDArray input, INDArray gate, INDArray passedGradient) {
    INDArray gateGradient = passedGradient.mul(input).sum(true, 2, 3);
    return gateGradient.mul(gate).mul(gate.rsub(1));
  }

  @Caught(in = "10.5", as = "the way through the spatial gate is missing")
  static final class NoSpatialWay extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      return back(input, channelGate, outputGradient.mul(spatialGate));
    }
  }

  @Caught(in = "10.5", as = "this is the way through the spatial gate alone")
  static final class SpatialWayOnly extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      return back(input, channelGate, spatialWay);
    }
  }

  @Caught(in = "10.5", as = "the spatial gate is missing")
  static final class NoSpatialGate extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      return back(input, channelGate, outputGradient.add(spatialWay));
    }
  }

  @Caught(in = "10.5", as = "a channel gate that nothing follows")
  static final class NothingFollows extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      return back(input, channelGate, outputGradient);
    }
  }

  @Caught(in = "10.5", as = "is multiplied by that gate, too")
  static final class WayGated extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      return back(input, channelGate, outputGradient.add(spatialWay).mul(spatialGate));
    }
  }

  @Caught(in = "10.5", as = "is subtracted")
  static final class Subtracted extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      return back(input, channelGate, outputGradient.mul(spatialGate).sub(spatialWay));
    }
  }

  @Caught(in = "10.5", as = "F'' stands for F")
  static final class OutputForInput extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      INDArray output = input.mul(channelGate).mul(spatialGate);
      return super.channelGradient(output, channelGate, spatialGate, outputGradient, spatialWay);
    }
  }

  @Caught(in = "10.5", as = "the gated output stands for the input")
  static final class PassedForInput extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      return super.channelGradient(
          input.mul(channelGate), channelGate, spatialGate, outputGradient, spatialWay);
    }
  }

  @Caught(in = "10.5", as = "what comes back is multiplied by the channels' gate")
  static final class ProductGated extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      return super.channelGradient(
          input, channelGate, spatialGate, outputGradient.mul(channelGate), spatialWay);
    }
  }

  @Caught(in = "10.5", as = "the sigmoid's derivative is missing")
  static final class NoDerivative extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      INDArray passed = outputGradient.mul(spatialGate).add(spatialWay);
      return passed.mul(input).sum(true, 2, 3);
    }
  }

  @Caught(in = "10.5", as = "the mean is taken over the places")
  static final class Mean extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      return super.channelGradient(input, channelGate, spatialGate, outputGradient, spatialWay)
          .div(input.size(2) * input.size(3));
    }
  }

  @Caught(in = "10.5", as = "the gate stands for the sigmoid's derivative")
  static final class GateForDerivative extends Cbam {
    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      INDArray passed = outputGradient.mul(spatialGate).add(spatialWay);
      return passed.mul(input).sum(true, 2, 3).mul(channelGate);
    }
  }
}
