package io.github.attention4j.solutions.lesson01;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 4, the exact lookup. */
final class WrongLookups {

  private WrongLookups() {}

  @Caught(in = "01.4", as = "the first takes all")
  static final class First extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      INDArray scores = scores(query, key, 1);
      INDArray lookup = scores.mul(0);
      for (long i = 0; i < scores.size(0); i++) {
        lookup.putScalar(i, scores.getRow(i).argMax().getLong(0), 1);
      }
      return lookup;
    }
  }

  @Caught(in = "01.4", as = "the last takes all")
  static final class Last extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      INDArray scores = scores(query, key, 1);
      INDArray lookup = scores.mul(0);
      for (long i = 0; i < scores.size(0); i++) {
        long best = 0;
        for (long j = 0; j < scores.size(1); j++) {
          best = scores.getDouble(i, j) >= scores.getDouble(i, best) ? j : best;
        }
        lookup.putScalar(i, best, 1);
      }
      return lookup;
    }
  }

  @Caught(in = "01.4", as = "each of several nearest keys gets 1")
  static final class NotShared extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      INDArray scores = scores(query, key, 1);
      return scores.sub(scores.max(true, 1)).eq(0).castTo(scores.dataType());
    }
  }

  @Caught(in = "01.4", as = "as in a HashMap")
  static final class EqualOnly extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      INDArray lookup = Nd4j.zeros(query.dataType(), query.size(0), key.size(0));
      for (long i = 0; i < query.size(0); i++) {
        long found = 0;
        for (long j = 0; j < key.size(0); j++) {
          found += query.getRow(i).equals(key.getRow(j)) ? 1 : 0;
        }
        for (long j = 0; j < key.size(0); j++) {
          lookup.putScalar(i, j, query.getRow(i).equals(key.getRow(j)) ? 1.0 / found : 0);
        }
      }
      return lookup;
    }
  }

  @Caught(in = "01.4", as = "at a tiny width all exps are 0")
  static final class Underflow extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      INDArray left = query.reshape(query.size(0), 1, query.size(1));
      INDArray difference = left.sub(key.reshape(1, key.size(0), key.size(1)));
      INDArray exps = Transforms.exp(difference.mul(difference).sum(2).mul(-1e9));
      return exps.div(exps.sum(true, 1));
    }
  }

  @Caught(in = "01.4", as = "the farthest key takes all")
  static final class Farthest extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return weights(scores(query, key, 1).mul(-1e18));
    }
  }

  @Caught(in = "01.4", as = "the largest dot product takes all")
  static final class LargestProduct extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return weights(query.mmul(key.transpose()).mul(1e18));
    }
  }

  @Caught(in = "01.4", as = "each key finds its nearest query")
  static final class NearestQueries extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return super.lookup(key, query).transpose();
    }
  }

  @Caught(in = "01.4", as = "not yet its limit")
  static final class SmallWidth extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return weights(scores(query, key, 0.1));
    }
  }

  @Caught(in = "01.4", as = "these are the numbers of the nearest keys")
  static final class Indices extends SoftDictionary {
    @Override
    public INDArray lookup(INDArray query, INDArray key) {
      return scores(query, key, 1).argMax(1).castTo(query.dataType());
    }
  }
}
