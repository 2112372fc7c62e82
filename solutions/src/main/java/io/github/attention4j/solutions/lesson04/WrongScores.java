package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 1, the scores. */
final class WrongScores {

  private WrongScores() {}

  @Caught(in = "04.1", as = "unscaled scores")
  static final class Unscaled extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key, false, true, false);
    }
  }

  @Caught(in = "04.1", as = "instead of its root")
  static final class DividedByDk extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key, false, true, false).div(key.size(2));
    }
  }

  @Caught(in = "04.1", as = "the scale makes large scores smaller")
  static final class Multiplied extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key, false, true, false).mul(Math.sqrt(key.size(2)));
    }
  }

  @Caught(in = "04.1", as = "sqrt(Tk)")
  static final class RootOfKeyCount extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key, false, true, false).div(Math.sqrt(key.size(1)));
    }
  }

  @Caught(in = "04.1", as = "sqrt(Tq)")
  static final class RootOfQueryCount extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key, false, true, false).div(Math.sqrt(query.size(1)));
    }
  }

  @Caught(in = "04.1", as = "changed places")
  static final class Swapped extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return super.scores(key, query);
    }
  }

  @Caught(in = "04.1", as = "reshaped, not transposed")
  static final class Reshaped extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query, key.dup().reshape(key.size(0), key.size(2), key.size(1)))
          .div(Math.sqrt(key.size(2)));
    }
  }

  @Caught(in = "04.1", as = "softmax is already applied")
  static final class AlreadySoftmax extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return maskedSoftmax(super.scores(query, key), null);
    }
  }

  @Caught(in = "04.1", as = "first index of B (axis 0) is repeated")
  static final class FirstExampleOnly extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      INDArray scores = super.scores(query, key);
      INDArray first = scores.slice(0).dup();
      for (long b = 0; b < scores.size(0); b++) {
        scores.slice(b).assign(first);
      }
      return scores;
    }
  }

  @Caught(in = "04.1", as = "changed its input 'query' in place")
  static final class InPlace extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return Nd4j.matmul(query.divi(Math.sqrt(query.size(2))), key, false, true, false);
    }
  }

  @Caught(in = "04.1", as = "returned FLOAT for DOUBLE")
  static final class AlwaysFloat extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return super.scores(query, key).castTo(DataType.FLOAT);
    }
  }

  @Caught(in = "04.1", as = "returned DOUBLE for FLOAT")
  static final class AlwaysDouble extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return super.scores(query.castTo(DataType.DOUBLE), key.castTo(DataType.DOUBLE));
    }
  }

  @Caught(in = "04.1", as = "right to 7 digits only")
  static final class ThroughFloat extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return super.scores(query.castTo(DataType.FLOAT), key.castTo(DataType.FLOAT))
          .castTo(query.dataType());
    }
  }

  @Caught(in = "04.1", as = "returned null")
  static final class Null extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return null;
    }
  }

  @Caught(in = "04.1", as = "threw IllegalStateException: no idea")
  static final class Throws extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      throw new IllegalStateException("no idea");
    }
  }

  @Caught(in = "04.1", as = "only the first index of B (axis 0) is there")
  static final class OneExample extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return super.scores(query, key).slice(0);
    }
  }

  @Caught(in = "04.1", as = "same multiple of the expected one (1.250)")
  static final class FixedFactor extends ScaledDotProduct {
    @Override
    public INDArray scores(INDArray query, INDArray key) {
      return super.scores(query, key).mul(1.25);
    }
  }
}
