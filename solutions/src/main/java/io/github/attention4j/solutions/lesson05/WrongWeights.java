package io.github.attention4j.solutions.lesson05;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 3, the causal weights. */
final class WrongWeights {

  private WrongWeights() {}

  /** Whether position i may attend to position j. */
  private interface Rule {
    boolean allows(long i, long j);
  }

  private static INDArray where(INDArray scores, Rule rule) {
    INDArray mask = Nd4j.create(scores.dataType(), 1, scores.size(1), scores.size(2));
    for (long i = 0; i < scores.size(1); i++) {
      for (long j = 0; j < scores.size(2); j++) {
        mask.putScalar(0, i, j, rule.allows(i, j) ? 1 : 0);
      }
    }
    return mask;
  }

  private static INDArray softmax(INDArray scores) {
    INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2)));
    return exps.div(exps.sum(true, 2));
  }

  private static INDArray masked(INDArray scores, Rule rule) {
    return softmax(scores.add(where(scores, rule).rsub(1).mul(-1e9)));
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "the mask is ignored")
  static final class MaskForgotten extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return softmax(scores);
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "the mask is the wrong way round")
  static final class TheWrongWayRound extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return masked(scores, (i, j) -> j >= i);
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "a position sees the next one, too")
  static final class OneTooFar extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return masked(scores, (i, j) -> j <= i + 1);
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "the diagonal is masked, too, and nothing is left")
  static final class DiagonalMasked extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return masked(scores, (i, j) -> j < i);
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "the diagonal is masked, too: a position")
  static final class DiagonalMaskedZeros extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return masked(scores, (i, j) -> j < i).mul(where(scores, (i, j) -> j < i));
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "every position attends to itself alone")
  static final class OnlyItself extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return masked(scores, (i, j) -> j == i);
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "itself and the one before it alone")
  static final class OnlyTheLastTwo extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return masked(scores, (i, j) -> j == i || j == i - 1);
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "averages of all that came before")
  static final class Averages extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return masked(scores.mul(0), (i, j) -> j <= i);
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "the mask is applied after the softmax")
  static final class MaskedAfter extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return softmax(scores).mul(where(scores, (i, j) -> j <= i));
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "a masked score becomes 0")
  static final class ZeroScores extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return softmax(scores.mul(where(scores, (i, j) -> j <= i)));
    }
  }

  @Caught(
      in = {"05.3a", "05.3b"},
      as = "the mask is added to the scores as it is")
  static final class MaskAdded extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return softmax(scores.add(where(scores, (i, j) -> j <= i)));
    }
  }

  @Caught(in = "05.3b", as = "large score still counts")
  static final class MaximumOfAll extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 2)));
      INDArray kept = exps.mul(where(scores, (i, j) -> j <= i));
      return kept.div(kept.sum(true, 2));
    }
  }

  @Caught(in = "05.3b", as = "exp overflows at scores of 1e4")
  static final class NothingSubtracted extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      INDArray allowed = where(scores, (i, j) -> j <= i);
      INDArray masked = scores.mul(allowed).add(allowed.rsub(1).mul(-1e9));
      INDArray exps = Transforms.exp(masked);
      return exps.div(exps.sum(true, 2));
    }
  }

  @Caught(in = "05.3b", as = "a masked score of 1e4 comes back")
  static final class NotLowEnough extends SelfAttention {
    @Override
    public INDArray causalWeights(INDArray scores) {
      return softmax(scores.add(where(scores, (i, j) -> j <= i).rsub(1).mul(-1e4)));
    }
  }
}
