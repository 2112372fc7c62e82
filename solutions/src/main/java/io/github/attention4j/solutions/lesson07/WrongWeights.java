package io.github.attention4j.solutions.lesson07;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 3, the weights over the real part of the memory. */
final class WrongWeights {

  private WrongWeights() {}

  /** Whether a query may attend to position j of a memory of some length. */
  private interface Rule {
    boolean allows(int length, long i, long j);
  }

  private static INDArray where(INDArray scores, INDArray lengths, Rule rule) {
    INDArray mask = Nd4j.create(scores.dataType(), scores.shape());
    for (long b = 0; b < scores.size(0); b++) {
      for (long i = 0; i < scores.size(1); i++) {
        for (long j = 0; j < scores.size(2); j++) {
          mask.putScalar(b, i, j, rule.allows(lengths.getInt((int) b), i, j) ? 1 : 0);
        }
      }
    }
    return mask;
  }

  private static INDArray softmax(INDArray scores) {
    INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2)));
    return exps.div(exps.sum(true, 2));
  }

  private static INDArray masked(INDArray scores, INDArray lengths, Rule rule) {
    INDArray mask = where(scores, lengths, rule);
    return softmax(scores.add(mask.rsub(1).mul(-1e9))).mul(mask);
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "the mask is ignored")
  static final class LengthsIgnored extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return softmax(scores);
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "one position too many")
  static final class OneTooMany extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return masked(scores, lengths, (length, i, j) -> j <= length);
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "one position too few")
  static final class OneTooFew extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return masked(scores, lengths, (length, i, j) -> j < length - 1);
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "the last positions are taken for the real ones")
  static final class LastOnes extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return masked(scores, lengths, (length, i, j) -> j >= scores.size(2) - length);
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "every example gets the longest length")
  static final class LongestForAll extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return super.weights(scores, lengths.mul(0).add(lengths.maxNumber().intValue()));
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "every example gets the shortest length")
  static final class ShortestForAll extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return super.weights(scores, lengths.mul(0).add(lengths.minNumber().intValue()));
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "the first mask along B (axis 0)")
  static final class FirstForAll extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return super.weights(scores, lengths.mul(0).add(lengths.getInt(0)));
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "the length is counted along the queries")
  static final class AlongTheQueries extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return masked(scores, lengths, (length, i, j) -> i < length);
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "the mask is inverted")
  static final class Inverted extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return masked(scores, lengths, (length, i, j) -> j >= length);
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "the mask is applied after the softmax")
  static final class MaskedAfter extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return softmax(scores).mul(where(scores, lengths, (length, i, j) -> j < length));
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "a masked score becomes 0")
  static final class ZeroScores extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return softmax(scores.mul(where(scores, lengths, (length, i, j) -> j < length)));
    }
  }

  @Caught(
      in = {"07.3a", "07.3b", "07.3c"},
      as = "only the last real position")
  static final class OnlyTheLastOne extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      return masked(scores, lengths, (length, i, j) -> j == length - 1);
    }
  }

  @Caught(in = "07.3b", as = "attends to every key alike")
  static final class EmptyAttendsToAll extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      INDArray mask = where(scores, lengths, (length, i, j) -> j < length);
      return softmax(scores.mul(mask).add(mask.rsub(1).mul(-1e9)));
    }
  }

  @Caught(in = "07.3b", as = "NaN for a query that may attend to nothing")
  static final class EmptyIsNan extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      INDArray mask = where(scores, lengths, (length, i, j) -> j < length);
      INDArray exps = Transforms.exp(scores.add(mask.rsub(1).mul(-1e9)));
      INDArray top = scores.mul(mask).add(mask.rsub(1).mul(-1e9)).max(true, 2);
      INDArray kept = Transforms.exp(scores.mul(mask).sub(top.mul(mask))).mul(mask);
      return kept.div(kept.sum(true, 2));
    }
  }

  @Caught(in = "07.3c", as = "large score still counts")
  static final class MaximumOfAll extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      INDArray mask = where(scores, lengths, (length, i, j) -> j < length);
      INDArray kept = Transforms.exp(scores.sub(scores.max(true, 2))).mul(mask);
      return kept.div(kept.sum(true, 2).add(mask.max(true, 2).rsub(1)));
    }
  }

  @Caught(in = "07.3c", as = "exp overflows at scores of 1e4")
  static final class NothingSubtracted extends CrossAttention {
    @Override
    public INDArray weights(INDArray scores, INDArray lengths) {
      INDArray mask = where(scores, lengths, (length, i, j) -> j < length);
      INDArray masked = scores.mul(mask).add(mask.rsub(1).mul(-1e9));
      INDArray exps = Transforms.exp(masked);
      return exps.div(exps.sum(true, 2).add(mask.max(true, 2).rsub(1)));
    }
  }
}
