package io.github.attention4j.solutions.lesson09;

import static io.github.attention4j.solutions.Numbers.reversed;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Numbers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, the window that slides over both maps. */
final class WrongLogits {

  private WrongLogits() {}

  /** Slides over a map that goes on beyond its edges. */
  private abstract static class OtherEdge extends SpatialAttention {

    abstract long read(long index, long length);

    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return slid(pooled, weight, this::read, weight.size(2) / 2, 0);
    }
  }

  /** The window's first row stands some rows above the place; the result is larger by some. */
  private static INDArray slid(
      INDArray map, INDArray weight, Numbers.Edge edge, long above, long larger) {
    long window = weight.size(2);
    return Numbers.map(
        map,
        new long[] {map.size(0), 1, map.size(2) + larger, map.size(3) + larger},
        (b, none, h, w) ->
            Numbers.sum(
                2 * window * window,
                cell -> {
                  long c = cell / window / window;
                  long u = cell / window % window;
                  long v = cell % window;
                  return weight.getDouble(0, c, u, v)
                      * Numbers.read(map, edge, b, c, h + u - above, w + v - above);
                }));
  }

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

  @Caught(in = "09.2b", as = "the window begins at the place")
  static final class BeginsAtThePlace extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return slid(pooled, weight, Numbers::zero, 0, 0);
    }
  }

  @Caught(in = "09.2b", as = "the window ends at the place")
  static final class EndsAtThePlace extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return slid(pooled, weight, Numbers::zero, weight.size(2) - 1, 0);
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "one row and one column beside the place")
  static final class Beside extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return slid(pooled, weight, Numbers::zero, weight.size(2) / 2 + 1, 0);
    }
  }

  @Caught(in = "09.2b", as = "only the middle of the window")
  static final class MiddleOnly extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      long middle = weight.size(2) / 2;
      INDArray cell = cell(weight, (int) middle, (int) middle);
      return super.logits(pooled, cell);
    }
  }

  @Caught(in = "09.2b", as = "the map grows")
  static final class Grows extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      long more = weight.size(2) - 1;
      return slid(pooled, weight, Numbers::zero, more, more);
    }
  }

  @Caught(in = "09.2b", as = "the map shrinks")
  static final class Shrinks extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return slid(pooled, weight, Numbers::zero, 0, 1 - weight.size(2));
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "one row and column of zeros is added")
  static final class PaddedByOne extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return slid(pooled, weight, Numbers::zero, 1, 3 - weight.size(2));
    }
  }

  @Caught(in = "09.2b", as = "at the edges the result is 0")
  static final class ZeroAtTheEdges extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      INDArray logits = super.logits(pooled, weight);
      long reach = weight.size(2) / 2;
      return Numbers.map(
          logits,
          logits.shape(),
          (b, c, h, w) -> {
            long row = Math.min(h, logits.size(2) - 1 - h);
            long column = Math.min(w, logits.size(3) - 1 - w);
            return Math.min(row, column) < reach ? 0 : logits.getDouble(b, c, h, w);
          });
    }
  }

  @Caught(in = "09.2b", as = "the edge is repeated")
  static final class Nearest extends OtherEdge {
    @Override
    long read(long index, long length) {
      return Numbers.nearest(index, length);
    }
  }

  @Caught(in = "09.2b", as = "the map goes on at its other end")
  static final class Around extends OtherEdge {
    @Override
    long read(long index, long length) {
      return Math.floorMod(index, length);
    }
  }

  @Caught(in = "09.2b", as = "the map is mirrored at its edges")
  static final class MirroredAtTheEdges extends OtherEdge {
    @Override
    long read(long index, long length) {
      long folded = Math.floorMod(index, Math.max(1, 2 * length - 2));
      return Math.min(folded, 2 * length - 2 - folded);
    }
  }
}
