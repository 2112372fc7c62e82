package io.github.attention4j.solutions.lesson05;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: steps 2 and 4, what is made of the one sequence. */
final class WrongProjections {

  private WrongProjections() {}

  @Caught(in = "05.2", as = "the queries are compared with themselves")
  static final class QueriesTwice extends SelfAttention {
    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(input, queryWeight, queryWeight);
    }
  }

  @Caught(in = "05.2", as = "the keys are compared with themselves")
  static final class KeysTwice extends SelfAttention {
    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(input, keyWeight, keyWeight);
    }
  }

  @Caught(in = "05.2", as = "the input is compared with itself")
  static final class NotProjected extends SelfAttention {
    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return Nd4j.matmul(input, input, false, true, false);
    }
  }

  @Caught(in = "05.2", as = "the weights are not transposed")
  static final class NotTransposed extends SelfAttention {
    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(input, queryWeight.transpose(), keyWeight.transpose());
    }
  }

  @Caught(in = "05.2", as = "these are the unscaled scores")
  static final class Unscaled extends SelfAttention {
    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(input, queryWeight, keyWeight).mul(Math.sqrt(queryWeight.size(0)));
    }
  }

  @Caught(in = "05.2", as = "divided by sqrt(D)")
  static final class ScaledByInput extends SelfAttention {
    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(input, queryWeight, keyWeight)
          .mul(Math.sqrt(queryWeight.size(0)))
          .div(Math.sqrt(input.size(2)));
    }
  }

  @Caught(in = "05.2", as = "divided by Dk instead of its root")
  static final class DividedByWidth extends SelfAttention {
    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(input, queryWeight, keyWeight).div(Math.sqrt(queryWeight.size(0)));
    }
  }

  @Caught(in = "05.2", as = "query and key have changed places")
  static final class WeightsSwapped extends SelfAttention {
    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(input, keyWeight, queryWeight);
    }
  }

  @Caught(in = "05.2", as = "the softmax is already applied")
  static final class AlreadySoftmax extends SelfAttention {
    @Override
    public INDArray scores(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      INDArray exps = Transforms.exp(super.scores(input, queryWeight, keyWeight));
      return exps.div(exps.sum(true, 2));
    }
  }

  @Caught(in = "05.4", as = "these are the values alone")
  static final class ValuesAlone extends SelfAttention {
    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      return project(input, valueWeight);
    }
  }

  @Caught(in = "05.4", as = "the input is mixed as it is")
  static final class InputMixed extends SelfAttention {
    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      return Nd4j.matmul(weights, input);
    }
  }

  @Caught(in = "05.4", as = "the weight is not transposed")
  static final class ValueNotTransposed extends SelfAttention {
    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      return super.output(weights, input, valueWeight.transpose());
    }
  }

  @Caught(in = "05.4", as = "the weights are transposed")
  static final class WeightsTransposed extends SelfAttention {
    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      return super.output(weights.permute(0, 2, 1), input, valueWeight);
    }
  }

  @Caught(in = "05.4", as = "the weights are ignored")
  static final class PlainMean extends SelfAttention {
    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      return super.output(weights.mul(0).add(1.0 / weights.size(2)), input, valueWeight);
    }
  }
}
