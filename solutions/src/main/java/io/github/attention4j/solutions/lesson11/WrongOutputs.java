package io.github.attention4j.solutions.lesson11;

import static io.github.attention4j.solutions.lesson11.FeatureMapAttention.places;
import static io.github.attention4j.solutions.lesson11.FeatureMapAttention.projected;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 2, what was found is added. */
final class WrongOutputs {

  private WrongOutputs() {}

  /** What was found, before it is multiplied by the residual weight, as a map. */
  private static INDArray found(INDArray input, INDArray weights, INDArray valueWeight) {
    INDArray zero = Nd4j.zeros(input.dataType(), 1);
    INDArray one = zero.add(1);
    return new FeatureMapAttention().output(input, weights, valueWeight, one).sub(input);
  }

  @Caught(in = "11.2", as = "the residual weight is missing")
  static final class NoResidualWeight extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      return input.add(found(input, weights, valueWeight));
    }
  }

  @Caught(in = "11.2", as = "the input is missing")
  static final class NoInput extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      return found(input, weights, valueWeight).mul(residual.getDouble(0));
    }
  }

  @Caught(in = "11.2", as = "this is what was found alone")
  static final class FoundAlone extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      return found(input, weights, valueWeight);
    }
  }

  @Caught(in = "11.2", as = "the residual weight multiplies the input")
  static final class WeightOfTheInput extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      return input.mul(residual.getDouble(0)).add(found(input, weights, valueWeight));
    }
  }

  @Caught(in = "11.2", as = "input and found are blended")
  static final class Blended extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      double share = residual.getDouble(0);
      return input.mul(1 - share).add(found(input, weights, valueWeight).mul(share));
    }
  }

  @Caught(in = "11.2", as = "what was found is reshaped to (B, C, H, W) as it is")
  static final class ReshapedBack extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      INDArray values = projected(places(input), valueWeight);
      INDArray found = Nd4j.matmul(weights.dup('c'), values, false, false, false).dup('c');
      return input.add(found.reshape('c', input.shape()).mul(residual.getDouble(0)));
    }
  }

  @Caught(in = "11.2", as = "the values are not projected")
  static final class NotProjected extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      INDArray identity = Nd4j.eye(input.size(1)).castTo(input.dataType());
      return super.output(input, weights, identity, residual);
    }
  }

  @Caught(in = "11.2", as = "the weight is not transposed")
  static final class NotTransposed extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      return super.output(input, weights, valueWeight.transpose(), residual);
    }
  }

  @Caught(in = "11.2", as = "the weights are transposed")
  static final class WeightsTransposed extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      return super.output(input, weights.permute(0, 2, 1), valueWeight, residual);
    }
  }

  @Caught(in = "11.2", as = "what was found multiplies the input, as a gate would")
  static final class Gate extends FeatureMapAttention {
    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      return input.mul(found(input, weights, valueWeight)).mul(residual.getDouble(0));
    }
  }
}
