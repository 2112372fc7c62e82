package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, the masked softmax. */
final class WrongSoftmax {

  private WrongSoftmax() {}

  private static INDArray masked(INDArray scores, INDArray mask) {
    return mask == null ? scores : scores.add(mask.rsub(1).mul(-1e9));
  }

  private static INDArray softmaxOver(INDArray scores, int axis) {
    INDArray exps = Transforms.exp(scores.sub(scores.max(true, axis)));
    return exps.div(exps.sum(true, axis));
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "softmax over axis 1 (Tq)")
  static final class OverQueries extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray turned = scores.permute(0, 2, 1);
      return super.maskedSoftmax(turned, mask == null ? null : mask.permute(0, 2, 1))
          .permute(0, 2, 1);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "softmax over axis 0 (B)")
  static final class OverBatch extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray exps = softmaxOver(masked(scores, mask), 0);
      return mask == null ? exps : exps.mul(mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "all numbers together sum to 1")
  static final class OverAll extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray masked = masked(scores, mask);
      INDArray exps = Transforms.exp(masked.sub(masked.maxNumber()));
      INDArray weights = exps.div(exps.sumNumber());
      return mask == null ? weights : weights.mul(mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "these are the exps")
  static final class NotNormalised extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray exps = Transforms.exp(masked(scores, mask));
      return mask == null ? exps : exps.mul(mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "take their exp first")
  static final class WithoutExp extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray masked = mask == null ? scores : scores.mul(mask);
      return masked.div(masked.sum(true, 2));
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "logarithm of the softmax")
  static final class LogSoftmax extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return Transforms.log(super.maskedSoftmax(scores, mask));
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "this is a sigmoid")
  static final class Sigmoid extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = Transforms.sigmoid(scores);
      return mask == null ? weights : weights.mul(mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "applied twice")
  static final class Twice extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(super.maskedSoftmax(scores, mask), mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b", "04.2c", "04.2d", "04.2e"},
      as = "changed its input 'scores' in place")
  static final class InPlace extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, mask);
      return scores.assign(weights);
    }
  }
}
