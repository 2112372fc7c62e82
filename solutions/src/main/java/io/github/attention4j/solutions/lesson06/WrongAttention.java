package io.github.attention4j.solutions.lesson06;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, the attention of each head. */
final class WrongAttention {

  private WrongAttention() {}

  private static INDArray scores(INDArray query, INDArray key) {
    return Nd4j.matmul(query, key, false, true, false).div(Math.sqrt(query.size(3)));
  }

  private static INDArray softmax(INDArray scores, int axis) {
    INDArray exps = Transforms.exp(scores);
    return exps.div(exps.sum(true, axis));
  }

  private static INDArray ofFirst(INDArray heads) {
    return heads.mul(0).add(heads.get(all(), interval(0, 1), all(), all()));
  }

  @Caught(in = "06.2", as = "the scores are not scaled")
  static final class Unscaled extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(query.mul(Math.sqrt(query.size(3))), key, value);
    }
  }

  @Caught(in = "06.2", as = "sqrt(H*D)")
  static final class RootOfAllFeatures extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(query.div(Math.sqrt(query.size(1))), key, value);
    }
  }

  @Caught(in = "06.2", as = "divided by D instead of its root")
  static final class DividedByWidth extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(query.div(Math.sqrt(query.size(3))), key, value);
    }
  }

  @Caught(in = "06.2", as = "the scale makes large scores smaller")
  static final class Multiplied extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(query.mul(query.size(3)), key, value);
    }
  }

  @Caught(in = "06.2", as = "the softmax is missing: the values are mixed")
  static final class SoftmaxMissing extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return Nd4j.matmul(scores(query, key), value);
    }
  }

  @Caught(in = "06.2", as = "runs over the heads (axis 1)")
  static final class OverHeads extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return Nd4j.matmul(softmax(scores(query, key), 1), value);
    }
  }

  @Caught(in = "06.2", as = "runs over the queries (axis 2)")
  static final class OverQueries extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return Nd4j.matmul(softmax(scores(query, key), 2), value);
    }
  }

  @Caught(in = "06.2", as = "these are the weights: mix")
  static final class OnlyWeights extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return softmax(scores(query, key), 3);
    }
  }

  @Caught(in = "06.2", as = "these are the scores: softmax and mixing")
  static final class OnlyScores extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return scores(query, key);
    }
  }

  @Caught(in = "06.2", as = "by the mean of their weights")
  static final class MeanWeights extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      INDArray weights = softmax(scores(query, key), 3);
      return Nd4j.matmul(weights.mul(0).add(weights.mean(true, 1)), value);
    }
  }

  @Caught(in = "06.2", as = "by the sum of their scores")
  static final class SumOfScores extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      INDArray scores = scores(query, key);
      return Nd4j.matmul(softmax(scores.mul(0).add(scores.sum(true, 1)), 3), value);
    }
  }

  @Caught(in = "06.2", as = "use the queries of the first head")
  static final class FirstHeadsQueries extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(ofFirst(query), key, value);
    }
  }

  @Caught(in = "06.2", as = "use the keys of the first head")
  static final class FirstHeadsKeys extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(query, ofFirst(key), value);
    }
  }

  @Caught(in = "06.2", as = "mix the values of the first head")
  static final class FirstHeadsValues extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(query, key, ofFirst(value));
    }
  }

  @Caught(in = "06.2", as = "the keys are mixed, not the values")
  static final class KeysMixed extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(query, key, key);
    }
  }

  @Caught(in = "06.2", as = "the weights are made of queries and values")
  static final class ValuesCompared extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(query, value, value);
    }
  }

  @Caught(in = "06.2", as = "query and key have changed places")
  static final class Swapped extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return super.attend(key, query, value);
    }
  }

  @Caught(in = "06.2", as = "attends across the heads")
  static final class AcrossHeads extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      INDArray across =
          super.attend(
              query.permute(0, 2, 1, 3), key.permute(0, 2, 1, 3), value.permute(0, 2, 1, 3));
      return across.permute(0, 2, 1, 3);
    }
  }
}
