package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Catalogue of wrong answers: step 2, what w can learn about the state. */
final class WrongGradients {

  private WrongGradients() {}

  /** Makes the gradient of w of another gradient of the scores. */
  private abstract static class Of extends ShowAttendTell {

    abstract INDArray scoresGradient(INDArray weights, INDArray gradient);

    @Override
    public INDArray linearGradient(
        INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
      return onW(scoresGradient(weights, weightsGradient), locations, state);
    }

    static INDArray onW(INDArray scoresGradient, INDArray locations, INDArray state) {
      INDArray ds = scoresGradient.reshape(scoresGradient.size(0), scoresGradient.size(1), 1);
      INDArray ofState = scoresGradient.sum(true, 1).transpose().mmul(state);
      return Nd4j.concat(0, locations.mul(ds).sum(0, 1), ofState.reshape(state.size(1)));
    }

    static INDArray mean(INDArray weights, INDArray gradient) {
      return weights.mul(gradient).sum(true, 1);
    }
  }

  @Caught(in = "12.2", as = "the softmax's gradient lacks its second part")
  static final class WithoutTheMean extends Of {
    @Override
    INDArray scoresGradient(INDArray weights, INDArray gradient) {
      return weights.mul(gradient);
    }
  }

  @Caught(in = "12.2", as = "the softmax is passed over")
  static final class PastTheSoftmax extends Of {
    @Override
    INDArray scoresGradient(INDArray weights, INDArray gradient) {
      return gradient;
    }
  }

  @Caught(in = "12.2", as = "the plain mean of the gradient is subtracted")
  static final class PlainMean extends Of {
    @Override
    INDArray scoresGradient(INDArray weights, INDArray gradient) {
      return gradient.sub(gradient.mean(true, 1)).mul(weights);
    }
  }

  @Caught(in = "12.2", as = "the weights are not multiplied on")
  static final class MeanAlone extends Of {
    @Override
    INDArray scoresGradient(INDArray weights, INDArray gradient) {
      return gradient.sub(mean(weights, gradient));
    }
  }

  @Caught(in = "12.2", as = "the slope is alpha * (1 - alpha)")
  static final class OfASigmoid extends Of {
    @Override
    INDArray scoresGradient(INDArray weights, INDArray gradient) {
      return weights.rsub(1).mul(weights).mul(gradient);
    }
  }

  @Caught(in = "12.2", as = "the softmax's gradient is taken over the pictures")
  static final class OverThePictures extends Of {
    @Override
    INDArray scoresGradient(INDArray weights, INDArray gradient) {
      INDArray product = weights.mul(gradient);
      return product.sub(weights.mul(product.sum(true, 0)));
    }
  }

  @Caught(in = "12.2", as = "the state's numbers stand first")
  static final class StateFirst extends ShowAttendTell {
    @Override
    public INDArray linearGradient(
        INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
      INDArray right = super.linearGradient(locations, state, weights, weightsGradient);
      long features = locations.size(2);
      return Nd4j.concat(
          0,
          right.get(NDArrayIndex.interval(features, right.length())),
          right.get(NDArrayIndex.interval(0, features)));
    }
  }

  @Caught(in = "12.2", as = "the state's numbers are missing")
  static final class WithoutTheState extends ShowAttendTell {
    @Override
    public INDArray linearGradient(
        INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
      return super.linearGradient(locations, state, weights, weightsGradient)
          .get(NDArrayIndex.interval(0, locations.size(2)))
          .dup();
    }
  }

  /** Gives the state what the first location alone gives it. */
  @Caught(in = "12.2", as = "the state's numbers are not 0")
  static final class OfOneLocation extends ShowAttendTell {
    @Override
    public INDArray linearGradient(
        INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
      INDArray ds = weights.mul(weightsGradient.sub(Of.mean(weights, weightsGradient)));
      INDArray first = ds.getColumn(0).reshape(1, ds.size(0)).mmul(state);
      return super.linearGradient(locations, state, weights, weightsGradient)
          .add(
              Nd4j.concat(
                  0, Nd4j.zeros(ds.dataType(), locations.size(2)), first.reshape(state.size(1))));
    }
  }

  @Caught(in = "12.2", as = "the mean over the pictures is taken")
  static final class MeanOfPictures extends ShowAttendTell {
    @Override
    public INDArray linearGradient(
        INDArray locations, INDArray state, INDArray weights, INDArray weightsGradient) {
      return super.linearGradient(locations, state, weights, weightsGradient).div(weights.size(0));
    }
  }
}
