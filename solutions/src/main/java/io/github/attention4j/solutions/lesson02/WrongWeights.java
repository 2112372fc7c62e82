package io.github.attention4j.solutions.lesson02;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: steps 3 and 4, the weights and the context. */
final class WrongWeights {

  private WrongWeights() {}

  @Caught(
      in = {"02.3a", "02.3b"},
      as = "softmax over axis 1 (Tq)")
  static final class OverQueries extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      return super.weights(scores.permute(0, 2, 1)).permute(0, 2, 1);
    }
  }

  @Caught(
      in = {"02.3a", "02.3b"},
      as = "all numbers together sum to 1")
  static final class OverAll extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      INDArray exps = Transforms.exp(scores.sub(scores.max(true, 0, 1, 2)));
      return exps.div(exps.sum(true, 0, 1, 2));
    }
  }

  @Caught(
      in = {"02.3a", "02.3b"},
      as = "this is a sigmoid")
  static final class Sigmoid extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      return Transforms.sigmoid(scores);
    }
  }

  @Caught(
      in = {"02.3a", "02.3b"},
      as = "these are the exps")
  static final class OnlyExps extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      return Transforms.exp(scores);
    }
  }

  @Caught(
      in = {"02.3a", "02.3b"},
      as = "take their exp first")
  static final class ScoresNormalised extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      return scores.div(scores.sum(true, 2));
    }
  }

  @Caught(
      in = {"02.3a", "02.3b"},
      as = "this is the logarithm of the softmax")
  static final class Logarithm extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      return Transforms.log(super.weights(scores));
    }
  }

  @Caught(
      in = {"02.3a", "02.3b"},
      as = "the softmax is applied twice")
  static final class Twice extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      return super.weights(super.weights(scores));
    }
  }

  @Caught(
      in = {"02.3a", "02.3b"},
      as = "this is an argmax")
  static final class Argmax extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      return scores.eq(scores.max(true, 2)).castTo(scores.dataType());
    }
  }

  @Caught(in = "02.3b", as = "exp overflows at scores of 1e4")
  static final class NothingSubtracted extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      INDArray exps = Transforms.exp(scores);
      return exps.div(exps.sum(true, 2));
    }
  }

  @Caught(in = "02.3b", as = "largest of the whole array")
  static final class LargestOfAll extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      INDArray exps = Transforms.exp(scores.sub(scores.maxNumber()));
      return exps.div(exps.sum(true, 2));
    }
  }

  @Caught(in = "02.3b", as = "the row's smallest score is subtracted")
  static final class SmallestSubtracted extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      INDArray exps = Transforms.exp(scores.sub(scores.min(true, 2)));
      return exps.div(exps.sum(true, 2));
    }
  }

  @Caught(in = "02.3b", as = "ND4J's own softmax")
  static final class Nd4jSoftmax extends DotProduct {
    @Override
    public INDArray weights(INDArray scores) {
      return Nd4j.nn().softmax(scores, 2);
    }
  }

  @Caught(in = "02.4", as = "the weights are ignored")
  static final class WeightsIgnored extends DotProduct {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(weights.mul(0).add(1.0 / weights.size(2)), value);
    }
  }

  @Caught(in = "02.4", as = "only the value of the heaviest key")
  static final class OnlyTheHeaviest extends DotProduct {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(weights.eq(weights.max(true, 2)).castTo(weights.dataType()), value);
    }
  }

  @Caught(in = "02.4", as = "the weights are transposed")
  static final class WeightsTransposed extends DotProduct {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return Nd4j.matmul(weights, value, true, false, false);
    }
  }

  @Caught(in = "02.4", as = "applied to the weights once more")
  static final class SoftmaxAgain extends DotProduct {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(weights(weights), value);
    }
  }

  @Caught(in = "02.4", as = "divided by the number of keys")
  static final class DividedByKeys extends DotProduct {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(weights, value).div(weights.size(2));
    }
  }

  @Caught(in = "02.4", as = "values of the first example")
  static final class FirstExamplesValues extends DotProduct {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(weights, value.mul(0).add(value.get(interval(0, 1), all(), all())));
    }
  }
}
