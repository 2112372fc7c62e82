package io.github.attention4j.solutions.lesson04;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, the mask. */
final class WrongMask {

  private WrongMask() {}

  /** Uses some other mask than the given one. */
  private abstract static class OtherMask extends ScaledDotProduct {

    abstract INDArray other(INDArray mask);

    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(scores, mask == null ? null : other(mask));
    }
  }

  private static INDArray like(INDArray mask, INDArray one) {
    INDArray all = mask.dup();
    for (long b = 0; b < mask.size(0); b++) {
      all.slice(b).assign(one.broadcast(mask.size(1), mask.size(2)));
    }
    return all;
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "first mask along B (axis 0)")
  static final class OfFirstExample extends OtherMask {
    @Override
    INDArray other(INDArray mask) {
      return like(mask, mask.slice(0));
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "first mask along Tq (axis 1)")
  static final class OfFirstQuery extends OtherMask {
    @Override
    INDArray other(INDArray mask) {
      return mask.mul(0).add(mask.get(all(), interval(0, 1), all()));
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "last mask along Tq (axis 1)")
  static final class OfLastQuery extends OtherMask {
    @Override
    INDArray other(INDArray mask) {
      long queries = mask.size(1);
      return mask.mul(0).add(mask.get(all(), interval(queries - 1, queries), all()));
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "one row of the mask is used for everything")
  static final class OneRowForAll extends OtherMask {
    @Override
    INDArray other(INDArray mask) {
      return like(mask, mask.get(interval(0, 1), interval(0, 1), all()).reshape(1, mask.size(2)));
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "taken for a causal one")
  static final class Causal extends OtherMask {
    @Override
    INDArray other(INDArray mask) {
      INDArray causal = mask.mul(0);
      for (long b = 0; b < mask.size(0); b++) {
        for (long i = 0; i < mask.size(1); i++) {
          for (long j = 0; j <= i && j < mask.size(2); j++) {
            causal.putScalar(b, i, j, 1);
          }
        }
      }
      return causal;
    }
  }

  @Caught(in = "04.2e", as = "-1e4 is not low enough")
  static final class MinusTenThousand extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      if (mask == null) {
        return super.maskedSoftmax(scores, null);
      }
      return super.maskedSoftmax(scores.add(mask.sub(1).mul(1e4)), null).mul(mask);
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "normalised over another axis")
  static final class NormalisedOverQueries extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, null);
      if (mask == null) {
        return weights;
      }
      INDArray kept = weights.mul(mask);
      INDArray sums = kept.sum(true, 1);
      return kept.div(sums.add(sums.eq(0).castTo(sums.dataType())));
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "the mask is subtracted")
  static final class MaskSubtracted extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(mask == null ? scores : scores.sub(mask), null);
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "get weight -1e9")
  static final class WeightsMinusBillion extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, null);
      return mask == null ? weights : weights.add(mask.sub(1).mul(1e9));
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "get weight NaN or infinity")
  static final class NanForMasked extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, mask);
      return mask == null ? weights : weights.add(Transforms.log(mask));
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "the mask takes the place of the scores")
  static final class MaskInPlaceOfScores extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      return super.maskedSoftmax(mask == null ? scores : mask, mask);
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "divided by the sum of all, not by their row's")
  static final class DividedByAll extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, null);
      if (mask == null) {
        return weights;
      }
      INDArray kept = weights.mul(mask);
      return kept.div(kept.sumNumber());
    }
  }

  @Caught(in = "04.2d", as = "attends to every key alike")
  static final class UniformWhereNothing extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, mask);
      if (mask == null) {
        return weights;
      }
      INDArray nothing = mask.max(true, 2).rsub(1);
      return weights.add(nothing.div(mask.size(2)));
    }
  }

  @Caught(in = "04.2d", as = "attends as if there were no mask")
  static final class UnmaskedWhereNothing extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, mask);
      if (mask == null) {
        return weights;
      }
      INDArray nothing = mask.max(true, 2).rsub(1);
      return weights.add(super.maskedSoftmax(scores, null).mul(nothing));
    }
  }

  @Caught(
      in = {"04.2c", "04.2d", "04.2e"},
      as = "softmax is applied twice")
  static final class AllowedScoresOnly extends ScaledDotProduct {
    @Override
    public INDArray maskedSoftmax(INDArray scores, INDArray mask) {
      INDArray weights = super.maskedSoftmax(scores, mask);
      return mask == null ? weights : super.maskedSoftmax(weights, mask);
    }
  }
}
