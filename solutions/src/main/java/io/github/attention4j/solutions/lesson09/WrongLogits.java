package io.github.attention4j.solutions.lesson09;

import static io.github.attention4j.solutions.Numbers.reversed;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, what the window weighs. */
final class WrongLogits {

  private WrongLogits() {}

  private static INDArray channel(INDArray weight, int channel) {
    return weight.dup().get(all(), interval(channel, channel + 1), all(), all());
  }

  @Caught(in = "09.2b", as = "the window is turned by half a turn")
  static final class Turned extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, reversed(reversed(weight, 2), 3));
    }
  }

  @Caught(in = "09.2b", as = "rows and columns of the window")
  static final class Transposed extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, weight.permute(0, 1, 3, 2));
    }
  }

  @Caught(in = "09.2b", as = "the window is upside down")
  static final class UpsideDown extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, reversed(weight, 2));
    }
  }

  @Caught(in = "09.2b", as = "the window is mirrored")
  static final class Mirrored extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, reversed(weight, 3));
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "the window's two channels have changed places")
  static final class ChannelsSwapped extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, reversed(weight, 1));
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "only the first channel is weighed")
  static final class FirstOnly extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, Nd4j.concat(1, channel(weight, 0), channel(weight, 1).mul(0)));
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "only the second channel is weighed")
  static final class SecondOnly extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, Nd4j.concat(1, channel(weight, 0).mul(0), channel(weight, 1)));
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "the first channel's window weighs the second one, too")
  static final class OneWindow extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, Nd4j.concat(1, channel(weight, 0), channel(weight, 0)));
    }
  }

  @Caught(in = "09.2b", as = "the sum is divided by the window's cells")
  static final class Mean extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, weight).div(weight.size(2) * weight.size(3));
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "every cell of the window counts alike")
  static final class Unweighted extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return super.logits(pooled, weight.mul(0).add(1));
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "the two maps are not added up")
  static final class NotAdded extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return Nd4j.concat(
          1,
          super.logits(pooled, Nd4j.concat(1, channel(weight, 0), channel(weight, 1).mul(0))),
          super.logits(pooled, Nd4j.concat(1, channel(weight, 0).mul(0), channel(weight, 1))));
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "the sigmoid is already applied")
  static final class Squashed extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return Transforms.sigmoid(super.logits(pooled, weight));
    }
  }
}
