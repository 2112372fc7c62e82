package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 5, the gradient of the gate's logits. */
final class WrongLogitsGradients {

  private WrongLogitsGradients() {}

  private static INDArray slope(INDArray gate) {
    INDArray gates = gate.reshape(gate.size(0), gate.size(1));
    return gates.mul(gates.rsub(1));
  }

  private static INDArray flat(INDArray gate) {
    return gate.reshape(gate.size(0), gate.size(1));
  }

  @Caught(in = "08.5", as = "the sigmoid's derivative is missing")
  static final class NoDerivative extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return outputGradient.mul(input).sum(2, 3);
    }
  }

  @Caught(in = "08.5", as = "the mean is taken over the places")
  static final class Mean extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return outputGradient.mul(input).mean(2, 3).mul(slope(gate));
    }
  }

  @Caught(in = "08.5", as = "the input is missing")
  static final class NoInput extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return outputGradient.sum(2, 3).mul(slope(gate));
    }
  }

  @Caught(in = "08.5", as = "the output's gradient is missing")
  static final class NoOutputGradient extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return input.sum(2, 3).mul(slope(gate));
    }
  }

  @Caught(in = "08.5", as = "the sums are multiplied")
  static final class SumsMultiplied extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return input.sum(2, 3).mul(outputGradient.sum(2, 3)).mul(slope(gate));
    }
  }

  @Caught(in = "08.5", as = "the gated output stands for the input")
  static final class OutputForInput extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return super.logitsGradient(input.mul(gate), gate, outputGradient);
    }
  }

  @Caught(in = "08.5", as = "the gate stands for the sigmoid's derivative")
  static final class GateForDerivative extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return outputGradient.mul(input).sum(2, 3).mul(flat(gate));
    }
  }

  @Caught(in = "08.5", as = "1 - g stands for the sigmoid's derivative")
  static final class HalfDerivative extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return outputGradient.mul(input).sum(2, 3).mul(flat(gate).rsub(1));
    }
  }

  @Caught(in = "08.5", as = "the derivative is that of the tanh")
  static final class TanhDerivative extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return outputGradient.mul(input).sum(2, 3).mul(flat(gate.mul(gate)).rsub(1));
    }
  }

  @Caught(in = "08.5", as = "the sigmoid is applied to the gate once more")
  static final class SigmoidOfGate extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return super.logitsGradient(input, Transforms.sigmoid(gate), outputGradient);
    }
  }

  @Caught(in = "08.5", as = "the sigmoid's derivative is g (g - 1)")
  static final class SignOfDerivative extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return super.logitsGradient(input, gate, outputGradient).neg();
    }
  }

  @Caught(in = "08.5", as = "the sigmoid's derivative is multiplied twice")
  static final class DerivativeTwice extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return super.logitsGradient(input, gate, outputGradient).mul(slope(gate));
    }
  }

  @Caught(in = "08.5", as = "what comes back is divided by g (1 - g)")
  static final class DividedByDerivative extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return outputGradient.mul(input).sum(2, 3).div(slope(gate));
    }
  }

  @Caught(in = "08.5", as = "only the largest product")
  static final class LargestOnly extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return outputGradient.mul(input).max(2, 3).mul(slope(gate));
    }
  }

  @Caught(in = "08.5", as = "the products are not added up")
  static final class NotSummed extends ChannelAttention {
    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      return outputGradient.mul(input).mul(gate).mul(gate.rsub(1));
    }
  }
}
