package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: step 3, one gate after the other. */
final class WrongWirings {

  private WrongWirings() {}

  /** A gate of a map. */
  private interface Gate {
    INDArray of(INDArray map);
  }

  /** Puts the two gates together in its own manner. */
  private abstract static class Wiring extends Cbam {

    abstract INDArray join(INDArray input, Gate channel, Gate spatial);

    @Override
    public INDArray output(
        INDArray input,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias,
        INDArray weight) {
      return join(
          input,
          map -> channelGate(map, reduceWeight, reduceBias, expandWeight, expandBias),
          map -> spatialGate(map, weight));
    }
  }

  private static INDArray right(INDArray input, Gate channel, Gate spatial) {
    INDArray passed = input.mul(channel.of(input));
    return passed.mul(spatial.of(passed));
  }

  @Caught(in = "10.3", as = "the spatial gate comes first")
  static final class SpatialFirst extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      INDArray passed = input.mul(spatial.of(input));
      return passed.mul(channel.of(passed));
    }
  }

  @Caught(in = "10.3", as = "the spatial gate looks at the input")
  static final class SideBySide extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return input.mul(channel.of(input)).mul(spatial.of(input));
    }
  }

  @Caught(in = "10.3", as = "the spatial gate is missing")
  static final class ChannelOnly extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return input.mul(channel.of(input));
    }
  }

  @Caught(in = "10.3", as = "the channels' gate is missing")
  static final class SpatialOnly extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return input.mul(spatial.of(input));
    }
  }

  @Caught(in = "10.3", as = "the spatial gate multiplies the input")
  static final class SpatialTimesInput extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return input.mul(spatial.of(input.mul(channel.of(input))));
    }
  }

  @Caught(in = "10.3", as = "this is the product of the gates alone")
  static final class GatesAlone extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return right(input, channel, spatial).div(input);
    }
  }

  @Caught(in = "10.3", as = "this is the spatial gate alone")
  static final class SpatialGateAlone extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return spatial.of(input.mul(channel.of(input)));
    }
  }

  @Caught(in = "10.3", as = "the gates, or the two gated maps, are added")
  static final class GatesAdded extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return input.mul(channel.of(input).add(spatial.of(input)));
    }
  }

  @Caught(in = "10.3", as = "the mean of the gates")
  static final class MeanOfGates extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return input.mul(channel.of(input).add(spatial.of(input)).div(2));
    }
  }

  @Caught(in = "10.3", as = "the input is added once more")
  static final class Residual extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return input.add(right(input, channel, spatial));
    }
  }

  @Caught(in = "10.3", as = "F' is added once more")
  static final class ResidualOfFirst extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return input.mul(channel.of(input)).add(right(input, channel, spatial));
    }
  }

  @Caught(in = "10.3", as = "the channels' gate is multiplied twice")
  static final class ChannelTwice extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return right(input, channel, spatial).mul(channel.of(input));
    }
  }

  @Caught(in = "10.3", as = "the spatial gate is multiplied twice")
  static final class SpatialTwice extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      INDArray passed = input.mul(channel.of(input));
      return passed.mul(spatial.of(passed)).mul(spatial.of(passed));
    }
  }

  @Caught(in = "10.3", as = "the channels' gate follows once more")
  static final class ChannelOnceMore extends Wiring {
    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      INDArray both = right(input, channel, spatial);
      return both.mul(channel.of(both));
    }
  }

  @Caught(
      in = {"10.1", "10.3"},
      as = "every number is the same multiple of the expected one (0.5000)",
      then = "right for what your step 1, channelGate, gives")
  static final class BuiltOnHalfAGate extends Wiring {
    @Override
    public INDArray channelGate(
        INDArray input,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return ofChannels(input, reduceWeight, reduceBias, expandWeight, expandBias).mul(0.5);
    }

    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return right(input, channel, spatial);
    }
  }

  @Caught(
      in = {"10.2", "10.3"},
      as = "every number is the same multiple of the expected one (0.5000)",
      then = "right for what your step 2, spatialGate, gives")
  static final class BuiltOnHalfAMap extends Wiring {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return super.spatialGate(input, weight).mul(0.5);
    }

    @Override
    INDArray join(INDArray input, Gate channel, Gate spatial) {
      return right(input, channel, spatial);
    }
  }
}
