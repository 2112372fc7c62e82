package io.github.attention4j.solutions.lesson04;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: steps 3 to 5, more of the output and its gradients. */
final class WrongMixing {

  private WrongMixing() {}

  @Caught(in = "04.3", as = "divided by their row's sum")
  static final class RowsNormalised extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.div(weights.sum(true, 2)), value);
    }
  }

  @Caught(in = "04.3", as = "weights of the first query")
  static final class FirstQueryForAll extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.mul(0).add(weights.get(all(), interval(0, 1), all())), value);
    }
  }

  @Caught(in = "04.3", as = "values of the first example")
  static final class FirstExamplesValues extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value.mul(0).add(value.get(interval(0, 1), all(), all())));
    }
  }

  @Caught(in = "04.3", as = "weights of the first example")
  static final class FirstExamplesWeights extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.mul(0).add(weights.get(interval(0, 1), all(), all())), value);
    }
  }

  @Caught(in = "04.3", as = "the last key is forgotten")
  static final class LastKeyForgotten extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      INDArray kept = weights.dup();
      kept.get(all(), all(), interval(weights.size(2) - 1, weights.size(2))).assign(0);
      return super.output(kept, value);
    }
  }

  @Caught(in = "04.3", as = "the weights are squared")
  static final class Squared extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.mul(weights), value);
    }
  }

  @Caught(in = "04.3", as = "1 minus the weight")
  static final class OneMinus extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.rsub(1), value);
    }
  }

  @Caught(in = "04.3", as = "weights were reshaped")
  static final class WeightsReshaped extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.permute(0, 2, 1).dup().reshape(weights.shape()), value);
    }
  }

  @Caught(in = "04.4", as = "row sum is added, not subtracted")
  static final class RowSumAdded extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray g = Nd4j.matmul(outputGradient, value, false, true, false);
      return weights.mul(g.add(weights.mul(g).sum(true, 2)));
    }
  }

  @Caught(in = "04.4", as = "the sum runs over all numbers")
  static final class SumOverAll extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray g = Nd4j.matmul(outputGradient, value, false, true, false);
      return weights.mul(g.sub(weights.mul(g).sumNumber()));
    }
  }

  @Caught(in = "04.4", as = "the sum runs over the examples")
  static final class SumOverExamples extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      INDArray g = Nd4j.matmul(outputGradient, value, false, true, false);
      return weights.mul(g.sub(weights.mul(g).sum(true, 0)));
    }
  }

  @Caught(in = "04.4", as = "divided by their weights' sum")
  static final class DividedByRowSum extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      return super.scoresGradient(weights, value, outputGradient).div(weights.sum(true, 2));
    }
  }

  @Caught(in = "04.4", as = "differentiated twice")
  static final class WeightedTwice extends ScaledDotProduct {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray outputGradient) {
      return super.scoresGradient(weights, value, outputGradient).mul(weights);
    }
  }

  @Caught(in = "04.5", as = "keys of the first example")
  static final class FirstExamplesKeys extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return super.queryGradient(
          scoresGradient, key.mul(0).add(key.get(interval(0, 1), all(), all())));
    }
  }

  @Caught(in = "04.5", as = "1/Tk times the expected")
  static final class DividedByKeyCount extends ScaledDotProduct {
    @Override
    public INDArray queryGradient(INDArray scoresGradient, INDArray key) {
      return super.queryGradient(scoresGradient, key).div(key.size(1));
    }
  }
}
