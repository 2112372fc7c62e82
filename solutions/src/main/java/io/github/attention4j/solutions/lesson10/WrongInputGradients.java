package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: step 6, the gradient of the input through both gates. */
final class WrongInputGradients {

  private WrongInputGradients() {}

  /** Puts the ways together in its own manner. */
  private abstract static class Joining extends Cbam {

    abstract INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay);

    @Override
    public INDArray inputGradient(
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay,
        INDArray channelWay) {
      return join(channelGate, spatialGate, outputGradient, spatialWay, channelWay);
    }
  }

  @Caught(in = "10.6", as = "this is the way of the product alone")
  static final class ProductOnly extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(s).mul(c);
    }
  }

  @Caught(in = "10.6", as = "these are the ways through the gates alone")
  static final class GatesOnly extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return spatialWay.mul(c).add(channelWay);
    }
  }

  @Caught(in = "10.6", as = "the way through the spatial gate is missing")
  static final class NoSpatialWay extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(s).mul(c).add(channelWay);
    }
  }

  @Caught(in = "10.6", as = "the way through the channels' gate is missing")
  static final class NoChannelWay extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(s).add(spatialWay).mul(c);
    }
  }

  @Caught(in = "10.6", as = "is not multiplied by the channels' gate")
  static final class SpatialWayFree extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(s).mul(c).add(spatialWay).add(channelWay);
    }
  }

  @Caught(in = "10.6", as = "the way through the channels' gate is multiplied by that gate")
  static final class ChannelWayGated extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(s).add(spatialWay).add(channelWay).mul(c);
    }
  }

  @Caught(in = "10.6", as = "the way through the spatial gate is multiplied by that gate")
  static final class SpatialWayGated extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.add(spatialWay).mul(s).mul(c).add(channelWay);
    }
  }

  @Caught(in = "10.6", as = "the gates have changed places")
  static final class OrderSwapped extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(c).add(channelWay).mul(s).add(spatialWay);
    }
  }

  @Caught(in = "10.6", as = "the spatial gate is missing")
  static final class NoSpatialGate extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.add(spatialWay).mul(c).add(channelWay);
    }
  }

  @Caught(in = "10.6", as = "the channels' gate is missing")
  static final class NoChannelGate extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(s).add(spatialWay).add(channelWay);
    }
  }

  @Caught(in = "10.6", as = "both gates are missing")
  static final class NoGates extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.add(spatialWay).add(channelWay);
    }
  }

  @Caught(in = "10.6", as = "the gates are added")
  static final class GatesAdded extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(c.add(s)).add(spatialWay.mul(c)).add(channelWay);
    }
  }

  @Caught(in = "10.6", as = "are subtracted")
  static final class Subtracted extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(s).sub(spatialWay).mul(c).sub(channelWay);
    }
  }

  @Caught(in = "10.6", as = "the mean of the three ways")
  static final class Mean extends Joining {
    @Override
    INDArray join(
        INDArray c, INDArray s, INDArray output, INDArray spatialWay, INDArray channelWay) {
      return output.mul(s).add(spatialWay).mul(c).add(channelWay).div(3);
    }
  }
}
