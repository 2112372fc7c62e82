package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: step 2, what a tile's scores are. */
final class WrongMasks {

  private WrongMasks() {}

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "the mask is counted from the tile's first key")
  static final class MaskOfTheTile extends InTiles {
    @Override
    INDArray seen(INDArray scores, long from, boolean causal) {
      return super.seen(scores, 0, causal);
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "the mask is missing where it is causal")
  static final class NoMask extends InTiles {
    @Override
    INDArray seen(INDArray scores, long from, boolean causal) {
      return scores;
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "it is always causal")
  static final class AlwaysCausal extends InTiles {
    @Override
    INDArray seen(INDArray scores, long from, boolean causal) {
      return super.seen(scores, from, true);
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "a position sees the next one, too")
  static final class OneTooMany extends InTiles {
    @Override
    INDArray seen(INDArray scores, long from, boolean causal) {
      return super.seen(scores, from - 1, causal);
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "the scores are not divided by sqrt(D)")
  static final class Unscaled extends InTiles {
    @Override
    INDArray scaled(INDArray query, int tile) {
      return query;
    }
  }

  @Caught(
      in = {"16.2a", "16.2b"},
      as = "the scores are divided by the root of the tile's width")
  static final class ScaledByTheTile extends InTiles {
    @Override
    INDArray scaled(INDArray query, int tile) {
      return query.div(Math.sqrt(tile));
    }
  }
}
