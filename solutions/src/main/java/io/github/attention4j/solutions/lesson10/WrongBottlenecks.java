package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 4, both gates joined to one. */
final class WrongBottlenecks {

  private WrongBottlenecks() {}

  private static INDArray beside(INDArray input, INDArray gate) {
    return input.add(input.mul(gate));
  }

  private static INDArray sigmoid(INDArray logits) {
    return Transforms.sigmoid(logits);
  }

  @Caught(in = "10.4", as = "the input is missing")
  static final class NoInput extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return input.mul(sigmoid(channelLogits.add(spatialLogits)));
    }
  }

  @Caught(in = "10.4", as = "this is the gate alone")
  static final class GateAlone extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return sigmoid(channelLogits.add(spatialLogits));
    }
  }

  @Caught(in = "10.4", as = "the gate is added to the input")
  static final class GateAdded extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return input.add(sigmoid(channelLogits.add(spatialLogits)));
    }
  }

  @Caught(in = "10.4", as = "the logits are multiplied")
  static final class LogitsMultiplied extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return beside(input, sigmoid(channelLogits.mul(spatialLogits)));
    }
  }

  @Caught(in = "10.4", as = "and the gates are multiplied")
  static final class GatesMultiplied extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return beside(input, sigmoid(channelLogits).mul(sigmoid(spatialLogits)));
    }
  }

  @Caught(in = "10.4", as = "and the gates are added")
  static final class GatesAdded extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return beside(input, sigmoid(channelLogits).add(sigmoid(spatialLogits)));
    }
  }

  @Caught(in = "10.4", as = "the places' logits are missing")
  static final class ChannelsOnly extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return beside(input, sigmoid(channelLogits));
    }
  }

  @Caught(in = "10.4", as = "the channels' logits are missing")
  static final class PlacesOnly extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return beside(input, sigmoid(spatialLogits));
    }
  }

  @Caught(in = "10.4", as = "the mean of the logits")
  static final class Mean extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return beside(input, sigmoid(channelLogits.add(spatialLogits).div(2)));
    }
  }

  @Caught(in = "10.4", as = "one of the logits is subtracted")
  static final class Subtracted extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return beside(input, sigmoid(channelLogits.sub(spatialLogits)));
    }
  }

  @Caught(in = "10.4", as = "the input is added twice")
  static final class InputTwice extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return super.bottleneck(input, channelLogits, spatialLogits).add(input);
    }
  }

  @Caught(in = "10.4", as = "one gate follows the other")
  static final class InOrder extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return input.mul(sigmoid(channelLogits)).mul(sigmoid(spatialLogits));
    }
  }

  @Caught(in = "10.4", as = "rows and columns of the places' logits")
  static final class Transposed extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return super.bottleneck(input, channelLogits, spatialLogits.permute(0, 1, 3, 2));
    }
  }

  @Caught(in = "10.4", as = "the sigmoid is missing")
  static final class NoSigmoid extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return beside(input, channelLogits.add(spatialLogits));
    }
  }

  @Caught(in = "10.4", as = "the gate is 1 minus")
  static final class Inverted extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return super.bottleneck(input, channelLogits.neg(), spatialLogits.neg());
    }
  }

  @Caught(in = "10.4", as = "the gate is the tanh")
  static final class Tanh extends Cbam {
    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      return beside(input, Transforms.tanh(channelLogits.add(spatialLogits)));
    }
  }
}
