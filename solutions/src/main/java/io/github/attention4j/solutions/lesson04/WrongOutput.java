package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 3, the output. */
final class WrongOutput {

  private WrongOutput() {}

  @Caught(in = "04.3", as = "weights are transposed")
  static final class WeightsTransposed extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return Nd4j.matmul(weights, value, true, false, false);
    }
  }

  @Caught(in = "04.3", as = "divided by the number of keys")
  static final class MeanOverKeys extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).div(value.size(1));
    }
  }

  @Caught(in = "04.3", as = "plain mean")
  static final class WeightsIgnored extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.mul(0).add(1.0 / value.size(1)), value);
    }
  }

  @Caught(in = "04.3", as = "not weighted but summed")
  static final class NotWeighted extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.mul(0).add(1), value);
    }
  }

  @Caught(in = "04.3", as = "heaviest key")
  static final class HeaviestOnly extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.eq(weights.max(true, 2)).castTo(weights.dataType()), value);
    }
  }

  @Caught(in = "04.3", as = "once more")
  static final class SoftmaxAgain extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(maskedSoftmax(weights, null), value);
    }
  }

  @Caught(in = "04.3", as = "every number is 0")
  static final class Zeros extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).mul(0);
    }
  }

  @Caught(in = "04.3", as = "this is the input 'value', unchanged")
  static final class ValueItself extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return value;
    }
  }

  @Caught(in = "04.3", as = "last two axes are swapped")
  static final class Turned extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).permute(0, 2, 1);
    }
  }
}
