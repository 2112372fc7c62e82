package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 1, the channels' gate. */
final class WrongChannelGates {

  private WrongChannelGates() {}

  /** Makes the gate of other pools of the input. */
  private abstract static class Pooling extends Cbam {

    abstract INDArray[] pools(INDArray input);

    @Override
    public INDArray channelGate(
        INDArray input,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      INDArray[] pools = pools(input);
      return join(
          network(pools[0], reduceWeight, reduceBias, expandWeight, expandBias),
          network(pools[1], reduceWeight, reduceBias, expandWeight, expandBias));
    }

    INDArray join(INDArray ofAverage, INDArray ofMax) {
      return gate(ofAverage.add(ofMax));
    }

    static INDArray gate(INDArray logits) {
      return spread(Transforms.sigmoid(logits));
    }

    static INDArray spread(INDArray numbers) {
      return numbers.reshape(numbers.size(0), numbers.size(1), 1, 1);
    }
  }

  /** Puts what the network makes of the two pools together in its own manner. */
  private abstract static class Joining extends Pooling {

    @Override
    INDArray[] pools(INDArray input) {
      return new INDArray[] {input.mean(2, 3), input.max(2, 3)};
    }

    @Override
    abstract INDArray join(INDArray ofAverage, INDArray ofMax);
  }

  private static INDArray network(
      INDArray pooled,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    INDArray hidden = pooled.mmul(reduceWeight.transpose()).addRowVector(reduceBias);
    return Transforms.relu(hidden, true).mmul(expandWeight.transpose()).addRowVector(expandBias);
  }

  @Caught(in = "10.1", as = "the maxima are missing")
  static final class AverageOnly extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax) {
      return gate(ofAverage);
    }
  }

  @Caught(in = "10.1", as = "the averages are missing")
  static final class MaxOnly extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax) {
      return gate(ofMax);
    }
  }

  @Caught(in = "10.1", as = "each pool gets a sigmoid of its own")
  static final class SquashedApart extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax) {
      return gate(ofAverage).add(gate(ofMax));
    }
  }

  @Caught(in = "10.1", as = "the sigmoid is missing")
  static final class NoSigmoid extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax) {
      return spread(ofAverage.add(ofMax));
    }
  }

  @Caught(in = "10.1", as = "the sigmoid is applied twice")
  static final class Twice extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax) {
      return Transforms.sigmoid(gate(ofAverage.add(ofMax)));
    }
  }

  @Caught(in = "10.1", as = "the mean of the two results")
  static final class Mean extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax) {
      return gate(ofAverage.add(ofMax).div(2));
    }
  }

  @Caught(in = "10.1", as = "a softmax makes the gates")
  static final class Softmax extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax) {
      return spread(Transforms.softmax(ofAverage.add(ofMax), true));
    }
  }

  @Caught(in = "10.1", as = "the average is taken for the maximum")
  static final class AverageTwice extends Pooling {
    @Override
    INDArray[] pools(INDArray input) {
      return new INDArray[] {input.mean(2, 3), input.mean(2, 3)};
    }
  }

  @Caught(in = "10.1", as = "the maximum is taken for the average")
  static final class MaxTwice extends Pooling {
    @Override
    INDArray[] pools(INDArray input) {
      return new INDArray[] {input.max(2, 3), input.max(2, 3)};
    }
  }

  @Caught(in = "10.1", as = "the sum is taken for the average")
  static final class SumForAverage extends Pooling {
    @Override
    INDArray[] pools(INDArray input) {
      return new INDArray[] {input.sum(2, 3), input.max(2, 3)};
    }
  }

  @Caught(in = "10.1", as = "this is the gated map")
  static final class GatedMap extends Cbam {
    @Override
    public INDArray channelGate(
        INDArray input,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return input.mul(
          super.channelGate(input, reduceWeight, reduceBias, expandWeight, expandBias));
    }
  }

  @Caught(in = "10.1", as = "the second bias is added once")
  static final class BiasOnce extends Cbam {
    @Override
    public INDArray channelGate(
        INDArray input,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return super.channelGate(input, reduceWeight, reduceBias, expandWeight, expandBias.div(2));
    }
  }
}
