package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 3, the network that both pools go through. */
final class WrongPerceptrons {

  private WrongPerceptrons() {}

  /** Leads both pools through another network. */
  private abstract static class Other extends ChannelAttention {

    abstract INDArray network(INDArray x, INDArray w0, INDArray b0, INDArray w1, INDArray b1);

    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return network(average, reduceWeight, reduceBias, expandWeight, expandBias)
          .add(network(max, reduceWeight, reduceBias, expandWeight, expandBias));
    }
  }

  private static INDArray layer(INDArray input, INDArray weight, INDArray bias) {
    return input.mmul(weight.transpose()).addRowVector(bias);
  }

  @Caught(in = "08.3", as = "the pools are added before the network")
  static final class PoolsAdded extends ChannelAttention {
    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return perceptron(average.add(max), reduceWeight, reduceBias, expandWeight, expandBias);
    }
  }

  @Caught(in = "08.3", as = "the hidden numbers of both pools are added before the ReLU")
  static final class HiddenAdded extends ChannelAttention {
    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      INDArray hidden =
          layer(average, reduceWeight, reduceBias).add(layer(max, reduceWeight, reduceBias));
      return layer(Transforms.relu(hidden, true), expandWeight, expandBias.mul(2));
    }
  }

  @Caught(in = "08.3", as = "the second bias is added once")
  static final class BiasOnce extends ChannelAttention {
    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return super.logits(average, max, reduceWeight, reduceBias, expandWeight, expandBias.div(2));
    }
  }

  @Caught(in = "08.3", as = "the second bias is missing")
  static final class SecondBiasMissing extends ChannelAttention {
    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return super.logits(average, max, reduceWeight, reduceBias, expandWeight, expandBias.mul(0));
    }
  }

  @Caught(in = "08.3", as = "the first bias is missing")
  static final class FirstBiasMissing extends ChannelAttention {
    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return super.logits(average, max, reduceWeight, reduceBias.mul(0), expandWeight, expandBias);
    }
  }

  @Caught(in = "08.3", as = "both biases are missing")
  static final class BothBiasesMissing extends ChannelAttention {
    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return super.logits(
          average, max, reduceWeight, reduceBias.mul(0), expandWeight, expandBias.mul(0));
    }
  }

  @Caught(in = "08.3", as = "the weights are not transposed")
  static final class NotTransposed extends ChannelAttention {
    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return super.logits(
          average, max, reduceWeight.transpose(), reduceBias, expandWeight.transpose(), expandBias);
    }
  }

  @Caught(in = "08.3", as = "the second layer is missing")
  static final class OneLayer extends ChannelAttention {
    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return Transforms.relu(layer(average, reduceWeight, reduceBias), true)
          .add(Transforms.relu(layer(max, reduceWeight, reduceBias), true));
    }
  }

  @Caught(in = "08.3", as = "the ReLU between the layers is missing")
  static final class NoRelu extends Other {
    @Override
    INDArray network(INDArray x, INDArray w0, INDArray b0, INDArray w1, INDArray b1) {
      return layer(layer(x, w0, b0), w1, b1);
    }
  }

  @Caught(in = "08.3", as = "the ReLU comes after the second layer")
  static final class ReluLast extends Other {
    @Override
    INDArray network(INDArray x, INDArray w0, INDArray b0, INDArray w1, INDArray b1) {
      return Transforms.relu(layer(layer(x, w0, b0), w1, b1), true);
    }
  }

  @Caught(in = "08.3", as = "a sigmoid or a tanh stands between")
  static final class TanhBetween extends Other {
    @Override
    INDArray network(INDArray x, INDArray w0, INDArray b0, INDArray w1, INDArray b1) {
      return layer(Transforms.tanh(layer(x, w0, b0)), w1, b1);
    }
  }
}
