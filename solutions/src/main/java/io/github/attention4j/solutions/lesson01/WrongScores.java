package io.github.attention4j.solutions.lesson01;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 1, the scores. */
final class WrongScores {

  private WrongScores() {}

  @Caught(in = "01.1", as = "the minus is missing")
  static final class Positive extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query, key, width).neg();
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "the width is ignored")
  static final class WithoutWidth extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query, key, 1);
    }
  }

  @Caught(in = "01.1", as = "the squared distance over twice that")
  static final class WithoutTwo extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query, key, width).mul(2);
    }
  }

  @Caught(in = "01.1", as = "divided by the width, not by its square")
  static final class DividedByWidth extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query, key, Math.sqrt(width));
    }
  }

  @Caught(in = "01.1", as = "makes a wide dictionary narrow")
  static final class Multiplied extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query, key, 1 / width);
    }
  }

  @Caught(in = "01.1", as = "only the width is squared")
  static final class TwoSquared extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query, key, width).div(2);
    }
  }

  @Caught(in = "01.1", as = "these are distances, not squared")
  static final class Distances extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      INDArray squares = Transforms.max(super.scores(query, key, 1).mul(-2), 0);
      return Transforms.sqrt(squares).div(-2 * width * width);
    }
  }

  @Caught(in = "01.1", as = "the mean over the features")
  static final class MeanOfFeatures extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query, key, width).div(query.size(1));
    }
  }

  @Caught(in = "01.1", as = "these are dot products")
  static final class DotProducts extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return query.mmul(key.transpose()).div(2 * width * width);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "the sign of the product is wrong")
  static final class Sum extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query, key.neg(), width);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "the 2 of 2 q . k is missing")
  static final class OneProduct extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      INDArray product = query.mmul(key.transpose()).div(2 * width * width);
      return super.scores(query, key, width).sub(product);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "|q|^2 is missing")
  static final class WithoutQueries extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      INDArray lengths = query.mul(query).sum(true, 1).div(2 * width * width);
      return super.scores(query, key, width).add(lengths);
    }
  }

  @Caught(in = "01.1", as = "|k|^2 is missing")
  static final class WithoutKeys extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      INDArray lengths = key.mul(key).sum(true, 1).div(2 * width * width);
      return super.scores(query, key, width).add(lengths.transpose());
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "exp is already applied")
  static final class Kernel extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return Transforms.exp(super.scores(query, key, width));
    }
  }

  @Caught(in = "01.1", as = "the softmax is already applied")
  static final class Weights extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return weights(super.scores(query, key, width));
    }
  }

  @Caught(in = "01.1", as = "query and key have changed places")
  static final class Swapped extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(key, query, width);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "only the first feature is compared")
  static final class FirstFeature extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query.getColumn(0, true).dup(), key.getColumn(0, true).dup(), width);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "absolute differences are added up")
  static final class Manhattan extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      INDArray left = query.reshape(query.size(0), 1, query.size(1));
      INDArray difference = left.sub(key.reshape(1, key.size(0), key.size(1)));
      return Transforms.abs(difference).sum(2).div(-2 * width * width);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "added before they are squared")
  static final class SquaredSum extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query.sum(true, 1), key.sum(true, 1), width);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "changed its input 'query' in place")
  static final class InPlace extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query.divi(width), key.div(width), 1);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }

  @Caught(in = "01.1", as = "returned FLOAT for DOUBLE")
  static final class AlwaysFloat extends SoftDictionary {
    @Override
    public INDArray scores(INDArray query, INDArray key, double width) {
      return super.scores(query, key, width).castTo(DataType.FLOAT);
    }

    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return new SoftDictionary().lookup(query, key);
    }
  }
}
