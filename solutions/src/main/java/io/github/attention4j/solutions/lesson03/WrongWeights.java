package io.github.attention4j.solutions.lesson03;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: steps 3 to 5, from the hidden layer to the context. */
final class WrongWeights {

  private WrongWeights() {}

  private static INDArray ofKeys(INDArray mask) {
    return mask.reshape(mask.size(0), 1, mask.size(1));
  }

  private static INDArray softmax(INDArray scores) {
    INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2)));
    return exps.div(exps.sum(true, 2));
  }

  @Caught(in = "03.3", as = "v is left out: these")
  static final class VLeftOut extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return hidden.sum(3);
    }
  }

  @Caught(in = "03.3", as = "multiplied by v, but not summed over")
  static final class NotSummed extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return hidden.mul(v.reshape(1, 1, 1, v.size(0)));
    }
  }

  @Caught(in = "03.3", as = "the sum still stands in an axis of length 1")
  static final class AxisKept extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return hidden.mul(v.reshape(1, 1, 1, v.size(0))).sum(true, 3);
    }
  }

  @Caught(in = "03.3", as = "the mean is taken over the hidden units")
  static final class MeanOfUnits extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return super.scores(hidden, v).div(v.size(0));
    }
  }

  @Caught(in = "03.3", as = "divided by sqrt(A)")
  static final class Scaled extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return super.scores(hidden, v).div(Math.sqrt(v.size(0)));
    }
  }

  @Caught(in = "03.3", as = "the tanh is applied once more")
  static final class TanhAgain extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return super.scores(Transforms.tanh(hidden), v);
    }
  }

  @Caught(in = "03.3", as = "the tanh of the score")
  static final class TanhOfScore extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return Transforms.tanh(super.scores(hidden, v));
    }
  }

  @Caught(in = "03.3", as = "the softmax is already applied")
  static final class AlreadySoftmax extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return softmax(super.scores(hidden, v));
    }
  }

  @Caught(in = "03.3", as = "only the first number of v")
  static final class FirstOfVOnly extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      return super.scores(hidden, v.mul(0).add(v.getDouble(0)));
    }
  }

  @Caught(in = "03.3", as = "the softmax of v is used")
  static final class SoftmaxOfV extends Additive {
    @Override
    public INDArray scores(INDArray hidden, INDArray v) {
      INDArray exps = Transforms.exp(v);
      return super.scores(hidden, exps.div(exps.sumNumber()));
    }
  }

  @Caught(
      in = {"03.4a", "03.4b", "03.4c"},
      as = "the mask is ignored")
  static final class MaskIgnored extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      return softmax(scores);
    }
  }

  @Caught(
      in = {"03.4a", "03.4b", "03.4c"},
      as = "the mask is inverted")
  static final class MaskInverted extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      return super.weights(scores, mask.rsub(1));
    }
  }

  @Caught(
      in = {"03.4a", "03.4b", "03.4c"},
      as = "the mask is applied after the softmax")
  static final class MaskedAfter extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      return softmax(scores).mul(ofKeys(mask));
    }
  }

  @Caught(
      in = {"03.4a", "03.4b", "03.4c"},
      as = "a masked score becomes 0")
  static final class ZeroScores extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      return softmax(scores.mul(ofKeys(mask)));
    }
  }

  @Caught(
      in = {"03.4a", "03.4b", "03.4c"},
      as = "the mask is added to the scores as it is")
  static final class MaskAdded extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      return softmax(scores.add(ofKeys(mask)));
    }
  }

  @Caught(
      in = {"03.4a", "03.4b", "03.4c"},
      as = "the first mask along B (axis 0)")
  static final class FirstMaskForAll extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      return super.weights(scores, mask.mul(0).add(mask.getRow(0, true)));
    }
  }

  @Caught(
      in = {"03.4a", "03.4b", "03.4c"},
      as = "the mask is transposed")
  static final class QueriesMasked extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      INDArray ofQueries = mask.reshape(mask.size(0), mask.size(1), 1);
      return softmax(scores.add(ofQueries.rsub(1).mul(-1e9))).mul(ofQueries);
    }
  }

  @Caught(
      in = {"03.4a", "03.4b", "03.4c"},
      as = "softmax over axis 1 (Tq)")
  static final class OverQueries extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 1))).mul(ofKeys(mask));
      return exps.div(exps.sum(true, 1).add(ofKeys(mask).rsub(1)));
    }
  }

  @Caught(
      in = {"03.4a", "03.4b", "03.4c"},
      as = "the allowed keys all get the same weight")
  static final class AllowedAlike extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      return super.weights(scores.mul(0), mask);
    }
  }

  @Caught(
      in = {"03.4b", "03.4c"},
      as = "large score still counts")
  static final class MaximumOfAll extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      INDArray kept = Transforms.exp(scores.sub(scores.max(true, 2))).mul(ofKeys(mask));
      return kept.div(kept.sum(true, 2));
    }
  }

  @Caught(in = "03.4c", as = "exp overflows at scores of 1e4")
  static final class NothingSubtracted extends Additive {
    @Override
    public INDArray weights(INDArray scores, INDArray mask) {
      INDArray allowed = ofKeys(mask);
      INDArray exps = Transforms.exp(scores.mul(allowed).add(allowed.rsub(1).mul(-1e9)));
      return exps.div(exps.sum(true, 2));
    }
  }

  @Caught(in = "03.5", as = "the weights are ignored")
  static final class WeightsIgnored extends Additive {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(weights.mul(0).add(1.0 / weights.size(2)), value);
    }
  }

  @Caught(in = "03.5", as = "only the value of the heaviest key")
  static final class OnlyTheHeaviest extends Additive {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(weights.eq(weights.max(true, 2)).castTo(weights.dataType()), value);
    }
  }

  @Caught(in = "03.5", as = "the weights are transposed")
  static final class WeightsTransposed extends Additive {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(weights.permute(0, 2, 1), value);
    }
  }

  @Caught(in = "03.5", as = "applied to the weights once more")
  static final class SoftmaxAgain extends Additive {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(softmax(weights), value);
    }
  }
}
