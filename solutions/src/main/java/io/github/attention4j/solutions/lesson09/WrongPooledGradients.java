package io.github.attention4j.solutions.lesson09;

import static io.github.attention4j.solutions.Numbers.reversed;

import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Numbers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: step 5, the gradient of the maps under the window. */
final class WrongPooledGradients {

  private WrongPooledGradients() {}

  /** Slides the turned window over the gradient, with its first row at another place. */
  private static INDArray slid(
      INDArray logitsGradient, INDArray weight, Numbers.Edge edge, long above, long larger) {
    INDArray turned = reversed(reversed(weight, 2), 3).permute(1, 0, 2, 3); // (2, 1, K, K)
    return Numbers.slid(logitsGradient, turned, edge, above, larger);
  }

  @Caught(in = "09.5", as = "the window is not turned")
  static final class NotTurned extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return super.pooledGradient(logitsGradient, reversed(reversed(weight, 2), 3));
    }
  }

  @Caught(in = "09.5", as = "turned upside down alone")
  static final class UpsideDownAlone extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return super.pooledGradient(logitsGradient, reversed(weight, 3));
    }
  }

  @Caught(in = "09.5", as = "mirrored alone")
  static final class MirroredAlone extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return super.pooledGradient(logitsGradient, reversed(weight, 2));
    }
  }

  @Caught(in = "09.5", as = "rows and columns of the window")
  static final class Transposed extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return super.pooledGradient(logitsGradient, weight.permute(0, 1, 3, 2));
    }
  }

  @Caught(in = "09.5", as = "the window's two channels")
  static final class ChannelsSwapped extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return super.pooledGradient(logitsGradient, reversed(weight, 1));
    }
  }

  @Caught(in = "09.5", as = "both maps get the gradient of the first")
  static final class FirstForBoth extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      INDArray gradient = super.pooledGradient(logitsGradient, weight);
      return Numbers.map(
          gradient, gradient.shape(), (b, c, h, w) -> gradient.getDouble(b, 0, h, w));
    }
  }

  @Caught(in = "09.5", as = "the gradients of the two maps are added up")
  static final class AddedUp extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return super.pooledGradient(logitsGradient, weight).sum(true, 1);
    }
  }

  @Caught(in = "09.5", as = "divided by the window's cells")
  static final class Divided extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return super.pooledGradient(logitsGradient, weight).div(weight.size(2) * weight.size(3));
    }
  }

  @Caught(in = "09.5", as = "the weights are missing")
  static final class NoWeights extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return super.pooledGradient(logitsGradient, weight.mul(0).add(1));
    }
  }

  @Caught(in = "09.5", as = "the edge is repeated")
  static final class Nearest extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return slid(logitsGradient, weight, Numbers::nearest, weight.size(2) / 2, 0);
    }
  }

  @Caught(in = "09.5", as = "the map goes on at its other end")
  static final class Around extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return slid(logitsGradient, weight, Math::floorMod, weight.size(2) / 2, 0);
    }
  }

  @Caught(in = "09.5", as = "the window begins at the place")
  static final class BeginsAtThePlace extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return slid(logitsGradient, weight, Numbers::zero, 0, 0);
    }
  }

  @Caught(in = "09.5", as = "the map shrinks")
  static final class Shrinks extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      return slid(logitsGradient, weight, Numbers::zero, 0, 1 - weight.size(2));
    }
  }

  @Caught(in = "09.5", as = "the map grows")
  static final class Grows extends SpatialAttention {
    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      long more = weight.size(2) - 1;
      return slid(logitsGradient, weight, Numbers::zero, more, more);
    }
  }
}
