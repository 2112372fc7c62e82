package io.github.attention4j.solutions.lesson04;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.BooleanIndexing;
import org.nd4j.linalg.indexing.conditions.Conditions;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, what is subtracted before the exp. */
final class WrongMaximum {

  private WrongMaximum() {}

  /** Subtracts something else than the row's largest score. */
  private abstract static class Shifting extends ScaledDotProduct {

    abstract INDArray shift(INDArray scores);

    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      if (mask != null) {
        return super.maskedSoftmax(scores, mask);
      }
      INDArray exps = Transforms.exp(scores.sub(shift(scores)));
      return exps.div(exps.sum(true, 2));
    }
  }

  @Caught(in = "04.2b", as = "exp overflows")
  static final class Nothing extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      return scores.max(true, 2).mul(0);
    }
  }

  @Caught(in = "04.2b", as = "the largest of the whole array")
  static final class LargestOfAll extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      return scores.max(true, 2).mul(0).add(scores.maxNumber());
    }
  }

  @Caught(in = "04.2b", as = "begins at 0 (or at Double.MIN_VALUE")
  static final class BegunAtZero extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      return Transforms.max(scores.max(true, 2), 0);
    }
  }

  @Caught(in = "04.2b", as = "begins at 0 (or at Double.MIN_VALUE")
  static final class BegunAtMinValue extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      return Transforms.max(scores.max(true, 2), Double.MIN_VALUE);
    }
  }

  @Caught(in = "04.2b", as = "the row's smallest score is subtracted")
  static final class Minimum extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      return scores.min(true, 2);
    }
  }

  @Caught(in = "04.2b", as = "the row's mean is subtracted")
  static final class Mean extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      return scores.mean(true, 2);
    }
  }

  @Caught(in = "04.2b", as = "largest absolute value is subtracted")
  static final class LargestAbsolute extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      return Transforms.abs(scores).max(true, 2);
    }
  }

  @Caught(in = "04.2b", as = "row's first score is subtracted")
  static final class FirstOfRow extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      return scores.get(all(), all(), interval(0, 1));
    }
  }

  @Caught(in = "04.2b", as = "row's last score is subtracted")
  static final class LastOfRow extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      long keys = scores.size(2);
      return scores.get(all(), all(), interval(keys - 1, keys));
    }
  }

  @Caught(in = "04.2b", as = "each example's largest score is subtracted")
  static final class LargestOfExample extends Shifting {
    @Override
    INDArray shift(INDArray scores) {
      return scores.max(true, 1, 2);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b"},
      as = "maximum is taken over axis 1 (Tq)")
  static final class OverQueries extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      if (mask != null) {
        return super.maskedSoftmax(scores, mask);
      }
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 1)));
      return exps.div(exps.sum(true, 2));
    }
  }

  @Caught(in = "04.2b", as = "ND4J's own softmax")
  static final class Nd4jSoftmax extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return mask == null ? Nd4j.nn().softmax(scores, 2) : super.maskedSoftmax(scores, mask);
    }
  }

  @Caught(in = "04.2b", as = "The NaN that come of it are turned into 0")
  static final class NanToZero extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      if (mask != null) {
        return super.maskedSoftmax(scores, mask);
      }
      INDArray exps = Transforms.exp(scores);
      INDArray weights = exps.div(exps.sum(true, 2));
      BooleanIndexing.replaceWhere(weights, 0, Conditions.isNan());
      return weights;
    }
  }

  @Caught(in = "04.2b", as = "scores are clipped before the exp")
  static final class ClippedScores extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray clipped = Transforms.max(Transforms.min(scores, 50), -50);
      return super.maskedSoftmax(mask == null ? clipped : scores, mask);
    }
  }

  @Caught(in = "04.2b", as = "exps in the logarithm of their sum overflow")
  static final class LogSumExp extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray logSum = Transforms.log(Transforms.exp(scores).sum(true, 2));
      return mask == null ? Transforms.exp(scores.sub(logSum)) : super.maskedSoftmax(scores, mask);
    }
  }

  @Caught(
      in = {"04.2a", "04.2b"},
      as = "scores are divided by the largest")
  static final class DividedByLargest extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray divided = scores.div(scores.max(true, 2));
      return super.maskedSoftmax(mask == null ? divided : scores, mask);
    }
  }
}
