package io.github.attention4j.solutions.lesson05;

import io.github.attention4j.datasets.Brackets;
import io.github.attention4j.exercises.lesson05.BracketExperiment;
import io.github.attention4j.exercises.lesson05.BracketMatcher;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongMatchers {

  private WrongMatchers() {}

  /** The page's models, trained once for all; what is wrong is made of what they answer. */
  abstract static class Trained implements BracketMatcher {
    static final BracketMatcher RIGHT = new BracketExperiment();

    @Override
    public INDArray weights(INDArray tokens) {
      return RIGHT.weights(tokens);
    }

    @Override
    public INDArray kinds(INDArray tokens) {
      return RIGHT.kinds(tokens);
    }

    @Override
    public INDArray weightsWithoutPositions(INDArray tokens) {
      return RIGHT.weightsWithoutPositions(tokens);
    }

    /** Every token looks at the one so far before it, as far as there is one. */
    static INDArray before(INDArray tokens, int distance) {
      long length = tokens.size(1);
      INDArray weights = Nd4j.zeros(DataType.FLOAT, tokens.size(0), length, length);
      for (long string = 0; string < tokens.size(0); string++) {
        for (long i = 0; i < length; i++) {
          weights.putScalar(new long[] {string, i, Math.max(0, i - distance)}, 1);
        }
      }
      return weights;
    }
  }

  @Caught(in = "05.e2", as = "look at the bracket before them")
  static final class TheBracketBefore extends Trained {
    @Override
    public INDArray weights(INDArray tokens) {
      return before(tokens, 1);
    }
  }

  @Caught(in = "05.e2", as = "one and the same key")
  static final class AlwaysTheFirst extends Trained {
    @Override
    public INDArray weights(INDArray tokens) {
      return before(tokens, 99);
    }
  }

  @Caught(
      in = {"05.e1", "05.e2"},
      as = "hide these by a causal mask")
  static final class WithoutMask extends Trained {
    @Override
    public INDArray weights(INDArray tokens) {
      return super.weightsWithoutPositions(tokens);
    }
  }

  @Caught(
      in = {"05.e1", "05.e2"},
      as = "is the map transposed")
  static final class Transposed extends Trained {
    @Override
    public INDArray weights(INDArray tokens) {
      return super.weights(tokens).permute(0, 2, 1).dup();
    }
  }

  @Caught(
      in = {"05.e1", "05.e2"},
      as = "are these scores")
  static final class Scores extends Trained {
    @Override
    public INDArray weights(INDArray tokens) {
      return Transforms.log(super.weights(tokens).add(1e-6));
    }
  }

  @Caught(
      in = {"05.e1", "05.e2"},
      as = "a row of the map sums to")
  static final class MaskedAfterTheSoftmax extends Trained {
    @Override
    public INDArray weights(INDArray tokens) {
      INDArray earlier = Nd4j.tri(Math.toIntExact(tokens.size(1))).castTo(DataType.FLOAT);
      return super.weightsWithoutPositions(tokens).mul(earlier.reshape(1, 16, 16));
    }
  }

  @Caught(in = "05.e3", as = "every closer gets the same answer")
  static final class OneAnswer extends Trained {
    @Override
    public INDArray kinds(INDArray tokens) {
      return super.kinds(tokens).mul(0);
    }
  }

  @Caught(in = "05.e3", as = "not a number for each")
  static final class NotTheLikeliest extends Trained {
    @Override
    public INDArray kinds(INDArray tokens) {
      return Nd4j.ones(DataType.FLOAT, tokens.size(0), tokens.size(1), Brackets.KINDS);
    }
  }

  @Caught(in = "05.e4", as = "it knows the order of the tokens")
  static final class StillWithPositions extends Trained {
    @Override
    public INDArray weightsWithoutPositions(INDArray tokens) {
      return super.weights(tokens);
    }
  }
}
