package io.github.attention4j.solutions.lesson03;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 6, the gradient of the queries. */
final class WrongGradients {

  private WrongGradients() {}

  private static INDArray gradient(INDArray slope, INDArray v, INDArray scoresGradient) {
    return each(slope, v, scoresGradient).sum(2);
  }

  private static INDArray each(INDArray slope, INDArray v, INDArray scoresGradient) {
    long[] pairs = {slope.size(0), slope.size(1), slope.size(2), 1};
    return slope.mul(v.reshape(1, 1, 1, v.size(0))).mul(scoresGradient.reshape(pairs));
  }

  private static INDArray slope(INDArray hidden) {
    return hidden.mul(hidden).rsub(1);
  }

  @Caught(in = "03.6", as = "the tanh is not yet differentiated")
  static final class TanhNotDifferentiated extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return gradient(hidden.mul(0).add(1), v, scoresGradient);
    }
  }

  @Caught(in = "03.6", as = "the slope is 1 - H:")
  static final class WithoutSquare extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return gradient(hidden.rsub(1), v, scoresGradient);
    }
  }

  @Caught(in = "03.6", as = "the tanh is taken of the hidden layer")
  static final class TanhOfTanh extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return gradient(slope(Transforms.tanh(hidden)), v, scoresGradient);
    }
  }

  @Caught(in = "03.6", as = "this is the slope of a sigmoid")
  static final class SigmoidSlope extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return gradient(hidden.mul(hidden.rsub(1)), v, scoresGradient);
    }
  }

  @Caught(in = "03.6", as = "the hidden layer in place of its slope")
  static final class HiddenForSlope extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return gradient(hidden, v, scoresGradient);
    }
  }

  @Caught(in = "03.6", as = "the sign of the slope")
  static final class SignOfSlope extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return gradient(slope(hidden).neg(), v, scoresGradient);
    }
  }

  @Caught(in = "03.6", as = "v is left out: a score")
  static final class VLeftOut extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return gradient(slope(hidden), v.mul(0).add(1), scoresGradient);
    }
  }

  @Caught(in = "03.6", as = "the scores' gradient is left out")
  static final class ScoresLeftOut extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return gradient(slope(hidden), v, scoresGradient.mul(0).add(1));
    }
  }

  @Caught(in = "03.6", as = "there is one gradient for each pair")
  static final class OfEachPair extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return each(slope(hidden), v, scoresGradient);
    }
  }

  @Caught(in = "03.6", as = "the mean is taken over the keys")
  static final class MeanOverKeys extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return each(slope(hidden), v, scoresGradient).mean(2);
    }
  }

  @Caught(in = "03.6", as = "summed over the queries")
  static final class OverQueries extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return each(slope(hidden), v, scoresGradient).sum(1);
    }
  }

  @Caught(in = "03.6", as = "dS is summed over the keys before")
  static final class SummedTooEarly extends Additive {
    @Override
    public INDArray queriesGradient(INDArray hidden, INDArray v, INDArray scoresGradient) {
      return gradient(slope(hidden), v, scoresGradient.mul(0).add(scoresGradient.sum(true, 2)));
    }
  }
}
