package io.github.attention4j.solutions.lesson10;

import static io.github.attention4j.solutions.Numbers.reversed;

import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.lesson09.SpatialAttention;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, the places' gate. */
final class WrongSpatialGates {

  private WrongSpatialGates() {}

  private static INDArray logits(INDArray pooled, INDArray weight) {
    return new SpatialAttention().logits(pooled, weight);
  }

  private static INDArray logits(INDArray first, INDArray second, INDArray weight) {
    return logits(Nd4j.concat(1, first, second), weight);
  }

  private static INDArray pools(INDArray input) {
    return new SpatialAttention().pools(input);
  }

  @Caught(in = "10.2", as = "the two maps have changed places")
  static final class PoolsSwapped extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return Transforms.sigmoid(logits(input.mean(true, 1), input.max(true, 1), weight));
    }
  }

  @Caught(in = "10.2", as = "the average is taken for the maximum")
  static final class AverageTwice extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return Transforms.sigmoid(logits(input.mean(true, 1), input.mean(true, 1), weight));
    }
  }

  @Caught(in = "10.2", as = "the maximum is taken for the average")
  static final class MaxTwice extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return Transforms.sigmoid(logits(input.max(true, 1), input.max(true, 1), weight));
    }
  }

  @Caught(in = "10.2", as = "the sum is taken for the average")
  static final class SumForAverage extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return Transforms.sigmoid(logits(input.max(true, 1), input.sum(true, 1), weight));
    }
  }

  @Caught(in = "10.2", as = "the sigmoid is missing")
  static final class NoSigmoid extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return logits(pools(input), weight);
    }
  }

  @Caught(in = "10.2", as = "a softmax makes the gates")
  static final class Softmax extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      INDArray exps = Transforms.exp(logits(pools(input), weight));
      return exps.div(exps.sum(true, 2, 3));
    }
  }

  @Caught(in = "10.2", as = "the window is turned by half a turn")
  static final class Turned extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return super.spatialGate(input, reversed(reversed(weight, 2), 3));
    }
  }

  @Caught(in = "10.2", as = "rows and columns of the window")
  static final class Transposed extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return super.spatialGate(input, weight.permute(0, 1, 3, 2));
    }
  }

  @Caught(in = "10.2", as = "the window is mirrored")
  static final class Mirrored extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return super.spatialGate(input, reversed(weight, 3));
    }
  }

  @Caught(in = "10.2", as = "this is the gated map")
  static final class GatedMap extends Cbam {
    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      return input.mul(super.spatialGate(input, weight));
    }
  }
}
