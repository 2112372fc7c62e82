package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 1, what is compared with what. */
final class WrongComparisons {

  private WrongComparisons() {}

  @Caught(in = "04.1", as = "the root is cut to a whole number")
  static final class RootCut extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key, false, true, false).div((int) Math.sqrt(key.size(2)));
    }
  }

  @Caught(in = "04.1", as = "divided by sqrt(B)")
  static final class RootOfBatch extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key, false, true, false).div(Math.sqrt(key.size(0)));
    }
  }

  @Caught(in = "04.1", as = "these are cosines")
  static final class Cosines extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(
          query.div(query.norm2(true, 2)), key.div(key.norm2(true, 2)), false, true, false);
    }
  }

  @Caught(in = "04.1", as = "these are squared distances")
  static final class Distances extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray squares =
          query.mul(query).sum(true, 2).add(key.mul(key).sum(true, 2).permute(0, 2, 1));
      return squares.sub(Nd4j.matmul(query, key, false, true, false).mul(2));
    }
  }

  @Caught(in = "04.1", as = "keys of the first example")
  static final class FirstKeysForAll extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray first = key.dup();
      for (long b = 0; b < key.size(0); b++) {
        first.slice(b).assign(key.slice(0));
      }
      return super.scores(query, first);
    }
  }

  @Caught(in = "04.1", as = "last feature is forgotten")
  static final class LastFeatureForgotten extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray shorter = query.dup();
      for (long b = 0; b < query.size(0); b++) {
        for (long i = 0; i < query.size(1); i++) {
          shorter.putScalar(b, i, query.size(2) - 1, 0);
        }
      }
      return super.scores(shorter, key);
    }
  }

  @Caught(in = "04.1", as = "mean of each row is subtracted")
  static final class RowMeanSubtracted extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray scores = super.scores(query, key);
      return scores.sub(scores.mean(true, 2));
    }
  }

  @Caught(in = "04.1", as = "that belongs into the softmax")
  static final class MaximumSubtracted extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray scores = super.scores(query, key);
      return scores.sub(scores.max(true, 2));
    }
  }

  @Caught(in = "04.1", as = "transposed product in another shape")
  static final class ResultReshaped extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray turned = super.scores(key, query);
      return turned.dup().reshape(query.size(0), query.size(1), key.size(1));
    }
  }

  @Caught(in = "04.1", as = "features are added, not multiplied")
  static final class FeaturesAdded extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray columns = key.sum(true, 2).permute(0, 2, 1);
      return query.sum(true, 2).add(columns).div(Math.sqrt(key.size(2)));
    }
  }

  @Caught(in = "04.1", as = "sign is the wrong way round")
  static final class ScoresNegated extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return super.scores(query, key).neg();
    }
  }

  @Caught(in = "04.1", as = "the square of what is expected")
  static final class ScoresSquared extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray scores = super.scores(query, key);
      return scores.mul(scores);
    }
  }

  @Caught(in = "04.1", as = "the exp of what is expected")
  static final class ScoresExp extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Transforms.exp(super.scores(query, key));
    }
  }

  @Caught(in = "04.1", as = "a matrix product does not fit: [3, 4, 7] times [3, 2, 7]")
  static final class DoesNotFit extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key);
    }
  }
}
