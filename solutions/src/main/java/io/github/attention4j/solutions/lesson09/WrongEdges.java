package io.github.attention4j.solutions.lesson09;

import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Numbers;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: step 2, where the window stands and what lies beyond the edges. */
final class WrongEdges {

  private WrongEdges() {}

  /** Slides over a map that goes on beyond its edges. */
  private abstract static class OtherEdge extends SpatialAttention {

    abstract long read(long index, long length);

    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return Numbers.slid(pooled, weight, this::read, weight.size(2) / 2, 0);
    }
  }

  @Caught(in = "09.2b", as = "the window begins at the place")
  static final class BeginsAtThePlace extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return Numbers.slid(pooled, weight, Numbers::zero, 0, 0);
    }
  }

  @Caught(in = "09.2b", as = "the window ends at the place")
  static final class EndsAtThePlace extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return Numbers.slid(pooled, weight, Numbers::zero, weight.size(2) - 1, 0);
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "one row and one column beside the place")
  static final class Beside extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return Numbers.slid(pooled, weight, Numbers::zero, weight.size(2) / 2 + 1, 0);
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
      return Numbers.slid(pooled, weight, Numbers::zero, more, more);
    }
  }

  @Caught(in = "09.2b", as = "the map shrinks")
  static final class Shrinks extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return Numbers.slid(pooled, weight, Numbers::zero, 0, 1 - weight.size(2));
    }
  }

  @Caught(
      in = {"09.2a", "09.2b"},
      as = "one row and column of zeros is added")
  static final class PaddedByOne extends SpatialAttention {
    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      return Numbers.slid(pooled, weight, Numbers::zero, 1, 3 - weight.size(2));
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
