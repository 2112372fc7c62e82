package io.github.attention4j.solutions.lesson11;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 3, the gradient of the values' weight. */
final class WrongValueGradients {

  private WrongValueGradients() {}

  /** Spoils what the reference answer gives. */
  private abstract static class Spoiled extends FeatureMapAttention {

    abstract INDArray spoiled(INDArray right, INDArray input, double residual);

    @Override
    public INDArray valueGradient(
        INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
      INDArray right = super.valueGradient(input, weights, residual, outputGradient);
      return spoiled(right, input, residual.getDouble(0));
    }
  }

  @Caught(in = "11.3", as = "the residual weight is missing")
  static final class NoResidualWeight extends Spoiled {
    @Override
    INDArray spoiled(INDArray right, INDArray input, double residual) {
      return right.div(residual);
    }
  }

  @Caught(in = "11.3", as = "the residual weight is multiplied twice")
  static final class ResidualWeightTwice extends Spoiled {
    @Override
    INDArray spoiled(INDArray right, INDArray input, double residual) {
      return right.mul(residual);
    }
  }

  @Caught(in = "11.3", as = "rows and columns have changed places")
  static final class Transposed extends Spoiled {
    @Override
    INDArray spoiled(INDArray right, INDArray input, double residual) {
      return right.transpose().dup('c');
    }
  }

  @Caught(in = "11.3", as = "the mean over the examples is taken")
  static final class MeanOfExamples extends Spoiled {
    @Override
    INDArray spoiled(INDArray right, INDArray input, double residual) {
      return right.div(input.size(0));
    }
  }

  @Caught(in = "11.3", as = "the mean over the places is taken")
  static final class MeanOfPlaces extends Spoiled {
    @Override
    INDArray spoiled(INDArray right, INDArray input, double residual) {
      return right.div(input.size(2) * input.size(3));
    }
  }

  @Caught(in = "11.3", as = "the weights are missing")
  static final class NoWeights extends FeatureMapAttention {
    @Override
    public INDArray valueGradient(
        INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
      INDArray own = Nd4j.zeros(weights.dataType(), weights.shape());
      INDArray self = Nd4j.eye(weights.size(1)).castTo(weights.dataType());
      for (long b = 0; b < weights.size(0); b++) {
        own.slice(b).assign(self);
      }
      return super.valueGradient(input, own, residual, outputGradient);
    }
  }

  @Caught(in = "11.3", as = "the weights are transposed")
  static final class WeightsTransposed extends FeatureMapAttention {
    @Override
    public INDArray valueGradient(
        INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
      return super.valueGradient(input, weights.permute(0, 2, 1), residual, outputGradient);
    }
  }

  @Caught(in = "11.3", as = "only the first example counts")
  static final class FirstExample extends FeatureMapAttention {
    @Override
    public INDArray valueGradient(
        INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
      return super.valueGradient(first(input), first(weights), residual, first(outputGradient));
    }

    private static INDArray first(INDArray batch) {
      long[] shape = batch.shape().clone();
      shape[0] = 1;
      return batch.slice(0).dup('c').reshape('c', shape);
    }
  }
}
