package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, when and how the mask is applied. */
final class WrongMasking {

  private WrongMasking() {}

  private static INDArray masked(INDArray scores, INDArray mask) {
    return mask == null ? scores : scores.add(mask.rsub(1).mul(-1e9));
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "mask is ignored")
  static final class MaskIgnored extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(scores, null);
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "mask is inverted")
  static final class MaskInverted extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(scores, mask == null ? null : mask.rsub(1));
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "mask is applied after the softmax")
  static final class MaskAfterSoftmax extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, null);
      return mask == null ? weights : weights.mul(mask);
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "Double.MIN_VALUE")
  static final class MaskedScoreZero extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(mask == null ? scores : scores.mul(mask), null);
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "favours the allowed keys")
  static final class MaskAdded extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(mask == null ? scores : scores.add(mask), null);
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "still gets weight: its score must be so low")
  static final class MaskTooWeak extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(mask == null ? scores : scores.add(mask.sub(1).mul(5)), null);
    }
  }

  @Caught(
      in = {"04.2d"},
      as = "NaN for a query that may attend to nothing")
  static final class Infinity extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray masked = mask == null ? scores : scores.add(Transforms.log(mask));
      return super.maskedSoftmax(masked, null);
    }
  }

  @Caught(
      in = {"04.2d"},
      as = "attend to nothing still gets weights")
  static final class LeftUniform extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(masked(scores, mask), null);
    }
  }

  @Caught(
      in = {"04.2d", "04.2e"},
      as = "NaN for a query that may attend to nothing")
  static final class Renormalised extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, null);
      if (mask == null) {
        return weights;
      }
      INDArray kept = weights.mul(mask);
      return kept.div(kept.sum(true, 2));
    }
  }

  @Caught(
      in = {"04.2e"},
      as = "become 0/0: mask the scores before")
  static final class MaximumOfMasked extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      if (mask == null) {
        return super.maskedSoftmax(scores, null);
      }
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2))).mul(mask);
      INDArray emptyRow = mask.max(true, 2).rsub(1);
      return exps.div(exps.sum(true, 2).add(emptyRow));
    }
  }

  @Caught(
      in = {"04.2e"},
      as = "the allowed weights vanish")
  static final class GuardedRenormalised extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      if (mask == null) {
        return super.maskedSoftmax(scores, null);
      }
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2))).mul(mask);
      return exps.div(exps.sum(true, 2).add(1e-12));
    }
  }
}
