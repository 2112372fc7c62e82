package io.github.attention4j.solutions.lesson02;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 5, the gradient of the matrix. */
final class WrongGradients {

  private WrongGradients() {}

  @Caught(in = "02.5", as = "one gradient for each example")
  static final class OfEachExample extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      INDArray left = Nd4j.matmul(query, scoresGradient, true, false, false);
      return Nd4j.matmul(left, key);
    }
  }

  @Caught(in = "02.5", as = "the mean over the examples")
  static final class MeanOverExamples extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      return super.matrixGradient(query, key, scoresGradient).div(query.size(0));
    }
  }

  @Caught(in = "02.5", as = "only the first example counts")
  static final class FirstExampleOnly extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      INDArray left = Nd4j.matmul(query, scoresGradient, true, false, false);
      return Nd4j.matmul(left, key).slice(0);
    }
  }

  @Caught(in = "02.5", as = "only the last example counts")
  static final class LastExampleOnly extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      INDArray left = Nd4j.matmul(query, scoresGradient, true, false, false);
      return Nd4j.matmul(left, key).slice(query.size(0) - 1);
    }
  }

  @Caught(in = "02.5", as = "this is the gradient transposed")
  static final class Transposed extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      return super.matrixGradient(query, key, scoresGradient).transpose();
    }
  }

  @Caught(in = "02.5", as = "the scores' gradient is left out")
  static final class ScoresLeftOut extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      return super.matrixGradient(query, key, scoresGradient.mul(0).add(1));
    }
  }

  @Caught(in = "02.5", as = "the mean over all pairs")
  static final class MeanOverPairs extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      long pairs = query.size(1) * key.size(1);
      return super.matrixGradient(query, key, scoresGradient).div(pairs);
    }
  }

  @Caught(in = "02.5", as = "the scores' gradient is transposed")
  static final class ScoresTransposed extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      return super.matrixGradient(query, key, scoresGradient.permute(0, 2, 1));
    }
  }

  @Caught(in = "02.5", as = "only the pairs of query i and key i")
  static final class LikePairsOnly extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      INDArray kept = scoresGradient.mul(0);
      for (long b = 0; b < kept.size(0); b++) {
        for (long i = 0; i < Math.min(kept.size(1), kept.size(2)); i++) {
          kept.putScalar(b, i, i, scoresGradient.getDouble(b, i, i));
        }
      }
      return super.matrixGradient(query, key, kept);
    }
  }

  @Caught(in = "02.5", as = "the softmax of dS is taken")
  static final class SoftmaxOfGradient extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      return super.matrixGradient(query, key, weights(scoresGradient));
    }
  }

  @Caught(in = "02.5", as = "the last query is forgotten")
  static final class LastQueryForgotten extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      long last = query.size(1) - 1;
      INDArray kept = scoresGradient.dup();
      kept.get(all(), interval(last, last + 1), all()).assign(0);
      return super.matrixGradient(query, key, kept);
    }
  }

  @Caught(in = "02.5", as = "the sign is the wrong way round")
  static final class SignFlipped extends DotProduct {
    @Override
    public INDArray matrixGradient(INDArray query, INDArray key, INDArray scoresGradient) {
      return super.matrixGradient(query, key, scoresGradient).neg();
    }
  }
}
