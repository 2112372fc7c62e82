package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 3, the results of both pools. */
final class WrongLogits {

  private WrongLogits() {}

  /** Puts what comes of the two pools together in its own manner. */
  private abstract static class Joining extends ChannelAttention {

    abstract INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max);

    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      return join(
          perceptron(average, reduceWeight, reduceBias, expandWeight, expandBias),
          perceptron(max, reduceWeight, reduceBias, expandWeight, expandBias),
          average,
          max);
    }
  }

  @Caught(in = "08.3", as = "the maxima are missing")
  static final class AverageOnly extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return ofAverage;
    }
  }

  @Caught(in = "08.3", as = "the averages are missing")
  static final class MaxOnly extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return ofMax;
    }
  }

  @Caught(in = "08.3", as = "and the other is added as it is")
  static final class OneThroughTheNetwork extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return ofAverage.add(max);
    }
  }

  @Caught(in = "08.3", as = "the mean of the two results")
  static final class Mean extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return ofAverage.add(ofMax).div(2);
    }
  }

  @Caught(in = "08.3", as = "the larger of the two results")
  static final class Larger extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return Transforms.max(ofAverage, ofMax, true);
    }
  }

  @Caught(in = "08.3", as = "the two results are multiplied")
  static final class Multiplied extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return ofAverage.mul(ofMax);
    }
  }

  @Caught(in = "08.3", as = "the second result is subtracted")
  static final class Subtracted extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return ofAverage.sub(ofMax);
    }
  }

  @Caught(in = "08.3", as = "the two results stand side by side")
  static final class SideBySide extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return Nd4j.concat(1, ofAverage, ofMax);
    }
  }

  @Caught(in = "08.3", as = "the sigmoid is already applied")
  static final class Squashed extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return Transforms.sigmoid(ofAverage.add(ofMax));
    }
  }

  @Caught(in = "08.3", as = "each result goes through a sigmoid of its own")
  static final class SquashedApart extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return Transforms.sigmoid(ofAverage).add(Transforms.sigmoid(ofMax));
    }
  }

  @Caught(in = "08.3", as = "a second ReLU follows")
  static final class SecondRelu extends Joining {
    @Override
    INDArray join(INDArray ofAverage, INDArray ofMax, INDArray average, INDArray max) {
      return Transforms.relu(ofAverage.add(ofMax), true);
    }
  }
}
