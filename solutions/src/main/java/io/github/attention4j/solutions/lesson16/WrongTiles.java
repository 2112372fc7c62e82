package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, tiles that are joined. */
final class WrongTiles {

  private WrongTiles() {}

  /** Joins l and a by factors of its own. */
  private abstract static class Joined extends InTiles {

    /** By what l is multiplied. */
    INDArray ofSum(INDArray right) {
      return right;
    }

    /** By what a is multiplied. */
    INDArray ofOutput(INDArray right) {
      return right;
    }

    INDArray maximum(INDArray m, INDArray top) {
      return Transforms.max(m, top);
    }

    INDArray subtracted(INDArray larger, INDArray top) {
      return larger;
    }

    @Override
    INDArray next(INDArray known, INDArray scores, INDArray value) {
      INDArray m = columns(known, 0, 1);
      INDArray top = scores.max(true, 1);
      INDArray larger = maximum(m, top);
      INDArray right = Transforms.exp(m.sub(finite(larger)));
      INDArray exps = Transforms.exp(scores.sub(finite(subtracted(larger, top))));
      INDArray l = columns(known, 1, 2).mul(ofSum(right)).add(exps.sum(true, 1));
      INDArray a = columns(known, 2, known.size(1)).mul(ofOutput(right)).add(exps.mmul(value));
      return Nd4j.concat(1, larger, l, a);
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "the sum l is not mended")
  static final class SumNotMended extends Joined {
    @Override
    INDArray ofSum(INDArray right) {
      return Nd4j.onesLike(right);
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "the sum a is not mended")
  static final class OutputNotMended extends Joined {
    @Override
    INDArray ofOutput(INDArray right) {
      return Nd4j.onesLike(right);
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "neither l nor a is mended")
  static final class NotMended extends Joined {
    @Override
    INDArray ofSum(INDArray right) {
      return Nd4j.onesLike(right);
    }

    @Override
    INDArray ofOutput(INDArray right) {
      return Nd4j.onesLike(right);
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "each tile's exps are taken with its own maximum")
  static final class OwnMaximum extends Joined {
    @Override
    INDArray subtracted(INDArray larger, INDArray top) {
      return top;
    }
  }

  /** Right, as long as no later score is larger by hundreds. */
  @Caught(in = "16.2b", as = "the first tile's maximum stays")
  static final class StaleMaximum extends Joined {
    @Override
    INDArray maximum(INDArray m, INDArray top) {
      return m.maxNumber().doubleValue() == Double.NEGATIVE_INFINITY ? top : m;
    }
  }

  /** Right, as long as exp can bear the scores. */
  @Caught(in = "16.2b", as = "the maximum is missing")
  static final class NoMaximum extends InTiles {
    @Override
    INDArray next(INDArray known, INDArray scores, INDArray value) {
      INDArray exps = Transforms.exp(scores);
      INDArray tile = Nd4j.concat(1, exps.sum(true, 1), exps.mmul(value));
      return Nd4j.concat(1, columns(known, 0, 1), columns(known, 1, known.size(1)).add(tile));
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "each tile is a softmax of its own")
  static final class EachAlone extends InTiles {
    @Override
    INDArray next(INDArray known, INDArray scores, INDArray value) {
      INDArray exps = Transforms.exp(scores.sub(finite(scores.max(true, 1))));
      INDArray sums = Transforms.max(exps.sum(true, 1), 1e-9);
      INDArray own = exps.div(sums).mmul(value);
      INDArray m = columns(known, 0, 1);
      INDArray one = Nd4j.onesLike(m);
      return Nd4j.concat(1, m, one, columns(known, 2, known.size(1)).add(own));
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "the last, smaller tile is left out")
  static final class WholeTilesAlone extends InTiles {
    @Override
    long end(long keys, int tile) {
      return keys / tile * tile;
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "only the first tile counts")
  static final class FirstTileAlone extends InTiles {
    @Override
    long end(long keys, int tile) {
      return Math.min(keys, tile);
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "the last tile is filled up with keys of score 0")
  static final class FilledUp extends InTiles {
    @Override
    public INDArray attention(
        INDArray query, INDArray key, INDArray value, int tile, boolean causal) {
      long missing = Math.floorMod(-key.size(1), tile);
      return causal || missing == 0
          ? super.attention(query, key, value, tile, causal)
          : super.attention(query, filled(key, missing), filled(value, missing), tile, false)
              .get(NDArrayIndex.all(), NDArrayIndex.interval(0, query.size(1)), NDArrayIndex.all())
              .dup();
    }

    private static INDArray filled(INDArray batch, long missing) {
      return Nd4j.concat(
          1, batch, Nd4j.zeros(batch.dataType(), batch.size(0), missing, batch.size(2)));
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "the last division is missing")
  static final class NotDivided extends InTiles {
    @Override
    INDArray output(INDArray known) {
      return columns(known, 2, known.size(1));
    }
  }
}
