package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, how rows are made to sum to 1. */
final class WrongNormalisation {

  private WrongNormalisation() {}

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "this is an argmax")
  static final class Argmax extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, mask);
      INDArray heaviest = weights.eq(weights.max(true, 2)).castTo(weights.dataType());
      return mask == null ? heaviest : heaviest.mul(mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "every key gets the same weight")
  static final class Uniform extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(scores.mul(0), mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "the scores' sign is flipped")
  static final class Softmin extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(scores.neg(), mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "2^score instead of e^score")
  static final class BaseTwo extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(scores.mul(Math.log(2)), mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "1 is added to the row's sum")
  static final class OnePlus extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2)));
      INDArray kept = mask == null ? exps : exps.mul(mask);
      return kept.div(kept.sum(true, 2).add(1));
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "root of the sum of their squares")
  static final class UnitLength extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, mask);
      return weights.div(Transforms.sqrt(weights.mul(weights).sum(true, 2)).add(1e-30));
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "softmax of twice the scores")
  static final class TwiceTheScores extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(scores.mul(2), mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "divided by sqrt(Tk) here")
  static final class ScaledAgain extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(scores.div(Math.sqrt(scores.size(2))), mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "the sum is taken over axis 1 (Tq)")
  static final class SumOverQueries extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2)));
      INDArray kept = mask == null ? exps : exps.mul(mask);
      return kept.div(kept.sum(true, 1));
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "numbers of each example together")
  static final class OverExample extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 1, 2)));
      INDArray kept = mask == null ? exps : exps.mul(mask);
      return kept.div(kept.sum(true, 1, 2));
    }
  }

  @Caught(
      in = {"04.2a", "04.2b"},
      as = "an epsilon is added")
  static final class EpsilonAdded extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      if (mask != null) {
        return super.maskedSoftmax(scores, mask);
      }
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2)));
      return exps.div(exps.sum(true, 2).add(1e-7));
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "scores are clipped before the exp")
  static final class LogOfAll extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(Transforms.max(Transforms.min(scores, 1), -1), mask);
    }
  }
}
