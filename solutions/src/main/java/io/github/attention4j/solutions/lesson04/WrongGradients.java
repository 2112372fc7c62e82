package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: steps 4 and 5, the gradients. */
final class WrongGradients {

  private WrongGradients() {}

  private static INDArray weightsGradient(INDArray value, INDArray outputGradient) {
    return Nd4j.matmul(outputGradient, value, false, true, false);
  }

  @Caught(in = "04.4", as = "softmax is not yet differentiated")
  static final class SoftmaxNotDifferentiated extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      return Nd4j.matmul(outputGradient, value, false, true, false);
    }
  }

  @Caught(in = "04.4", as = "row-sum term is missing")
  static final class WithoutRowSum extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      return weights.mul(weightsGradient(value, outputGradient));
    }
  }

  @Caught(in = "04.4", as = "gradient of a sigmoid")
  static final class Sigmoid extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      return weights.mul(weights.rsub(1)).mul(weightsGradient(value, outputGradient));
    }
  }

  @Caught(in = "04.4", as = "without the weights")
  static final class RowSumUnweighted extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray g = weightsGradient(value, outputGradient);
      return weights.mul(g.sub(g.sum(true, 2)));
    }
  }

  @Caught(in = "04.4", as = "plain mean of G")
  static final class RowMean extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray g = weightsGradient(value, outputGradient);
      return weights.mul(g.sub(g.mean(true, 2)));
    }
  }

  @Caught(in = "04.4", as = "outer factor W is missing")
  static final class OuterFactorMissing extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray g = weightsGradient(value, outputGradient);
      return g.sub(weights.mul(g).sum(true, 2));
    }
  }

  @Caught(in = "04.4", as = "row sum is not multiplied by W")
  static final class RowSumNotWeighted extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray product = weights.mul(weightsGradient(value, outputGradient));
      return product.sub(product.sum(true, 2));
    }
  }

  @Caught(in = "04.4", as = "sum runs over the queries")
  static final class SumOverQueries extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray g = weightsGradient(value, outputGradient);
      return weights.mul(g.sub(weights.mul(g).sum(true, 1)));
    }
  }

  @Caught(in = "04.4", as = "root belongs to the next step")
  static final class ScaledTooEarly extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      return super.scoresGradient(weights, value, outputGradient).div(Math.sqrt(value.size(2)));
    }
  }

  @Caught(in = "04.4", as = "G is transposed")
  static final class GradientTransposed extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray g = Nd4j.matmul(value, outputGradient, false, true, false);
      return weights.mul(g.sub(weights.mul(g).sum(true, 2)));
    }
  }

  @Caught(in = "04.4", as = "sign is the wrong way round")
  static final class SignFlipped extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      return super.scoresGradient(weights, value, outputGradient).neg();
    }
  }

  @Caught(in = "04.5", as = "scale is missing in the gradient")
  static final class ScaleMissing extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return Nd4j.matmul(scoresGradient, key);
    }
  }

  @Caught(in = "04.5", as = "scale is applied twice")
  static final class ScaleTwice extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return super.queryGradient(scoresGradient, key).div(Math.sqrt(key.size(2)));
    }
  }

  @Caught(in = "04.5", as = "derivative of a division")
  static final class Multiplied extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return Nd4j.matmul(scoresGradient, key).mul(Math.sqrt(key.size(2)));
    }
  }

  @Caught(in = "04.5", as = "leads to the keys' gradient")
  static final class ScoresTransposed extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return Nd4j.matmul(scoresGradient, key, true, false, false).div(Math.sqrt(key.size(2)));
    }
  }
}
