package io.github.attention4j.solutions.lesson01;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: steps 2 and 3, the softmax and the mixture. */
final class WrongWeights {

  private WrongWeights() {}

  @Caught(in = "01.2b", as = "exp overflows at scores of 1e4")
  static final class Naive extends SoftDictionary {
    @Override
    public INDArray weights(INDArray scores) {
      INDArray exps = Transforms.exp(scores);
      return exps.div(exps.sum(true, 1));
    }
  }

  @Caught(in = "01.2b", as = "not the largest of the whole array")
  static final class LargestOfAll extends SoftDictionary {
    @Override
    public INDArray weights(INDArray scores) {
      INDArray exps = Transforms.exp(scores.sub(scores.maxNumber()));
      return exps.div(exps.sum(true, 1));
    }
  }

  @Caught(
      in = {"01.2a", "01.2b"},
      as = "softmax over axis 0 (Tq)")
  static final class OverQueries extends SoftDictionary {
    @Override
    public INDArray weights(INDArray scores) {
      return super.weights(scores.transpose()).transpose();
    }
  }

  @Caught(
      in = {"01.2a", "01.2b"},
      as = "all numbers together sum to 1")
  static final class OverAll extends SoftDictionary {
    @Override
    public INDArray weights(INDArray scores) {
      INDArray exps = Transforms.exp(scores.sub(scores.maxNumber()));
      return exps.div(exps.sumNumber());
    }
  }

  @Caught(
      in = {"01.2a", "01.2b"},
      as = "these are the exps")
  static final class NotDivided extends SoftDictionary {
    @Override
    public INDArray weights(INDArray scores) {
      return Transforms.exp(scores.sub(scores.max(true, 1)));
    }
  }

  @Caught(
      in = {"01.2a", "01.2b"},
      as = "take their exp first")
  static final class WithoutExp extends SoftDictionary {
    @Override
    public INDArray weights(INDArray scores) {
      return scores.div(scores.sum(true, 1));
    }
  }

  @Caught(
      in = {"01.2a", "01.2b"},
      as = "the scores' sign is flipped")
  static final class Flipped extends SoftDictionary {
    @Override
    public INDArray weights(INDArray scores) {
      return super.weights(scores.neg());
    }
  }

  @Caught(
      in = {"01.2a", "01.2b"},
      as = "this is an argmax")
  static final class Argmax extends SoftDictionary {
    @Override
    public INDArray weights(INDArray scores) {
      return scores.sub(scores.max(true, 1)).eq(0).castTo(scores.dataType());
    }
  }

  @Caught(in = "01.3", as = "plain mean of the values")
  static final class PlainMean extends SoftDictionary {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights.mul(0).add(1.0 / weights.size(1)), value);
    }
  }

  @Caught(in = "01.3", as = "divided by the number of keys")
  static final class Divided extends SoftDictionary {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).div(weights.size(1));
    }
  }

  @Caught(in = "01.3", as = "only the value of the heaviest key")
  static final class Heaviest extends SoftDictionary {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      INDArray heaviest = weights.sub(weights.max(true, 1)).eq(0).castTo(weights.dataType());
      return super.output(heaviest, value);
    }
  }

  @Caught(in = "01.3", as = "only the value of the first key")
  static final class FirstValue extends SoftDictionary {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      INDArray first = weights.mul(0);
      first.getColumn(0).assign(1);
      return super.output(first, value);
    }
  }
}
