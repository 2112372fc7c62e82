package io.github.attention4j.solutions.lesson01;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: steps 5 and 6, the gradient of the scores and of the width. */
final class WrongGradients {

  private WrongGradients() {}

  private static INDArray error(INDArray weights, INDArray value, INDArray target) {
    return weights.mmul(value).sub(target);
  }

  @Caught(in = "01.5", as = "the sign of the error is wrong")
  static final class Downhill extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      return super.scoresGradient(weights, value, target).neg();
    }
  }

  @Caught(in = "01.5", as = "twice too large")
  static final class Twice extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      return super.scoresGradient(weights, value, target).mul(2);
    }
  }

  @Caught(in = "01.5", as = "divided by a number of answers")
  static final class OfTheMean extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      return super.scoresGradient(weights, value, target).div(target.length());
    }
  }

  @Caught(in = "01.5", as = "the softmax is not yet differentiated")
  static final class OfTheWeights extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      return error(weights, value, target).mmul(value.transpose());
    }
  }

  @Caught(in = "01.5", as = "the value alone pulls")
  static final class ValueAlone extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      return error(weights, value, target).mmul(value.transpose()).mul(weights);
    }
  }

  @Caught(in = "01.5", as = "the pull starts at the target")
  static final class FromTheTarget extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      INDArray error = error(weights, value, target);
      INDArray shared = error.mul(target).sum(true, 1);
      return weights.mul(error.mmul(value.transpose()).sub(shared));
    }
  }

  @Caught(in = "01.5", as = "the error is missing")
  static final class WithoutError extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      return super.scoresGradient(weights, value, weights.mmul(value).sub(1));
    }
  }

  @Caught(in = "01.5", as = "the answer takes the place of the error")
  static final class WithoutTarget extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      return super.scoresGradient(weights, value, target.mul(0));
    }
  }

  @Caught(in = "01.5", as = "the outer factor W is missing")
  static final class WithoutWeights extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      INDArray error = error(weights, value, target);
      INDArray shared = error.mul(weights.mmul(value)).sum(true, 1);
      return error.mmul(value.transpose()).sub(shared);
    }
  }

  @Caught(in = "01.5", as = "the gradient of a sigmoid")
  static final class Sigmoid extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      INDArray g = error(weights, value, target).mmul(value.transpose());
      return weights.mul(weights.rsub(1)).mul(g);
    }
  }

  @Caught(in = "01.5", as = "the plain mean of the values is subtracted")
  static final class PlainMean extends SoftDictionary {
    @Override
    public INDArray scoresGradient(INDArray weights, INDArray value, INDArray target) {
      INDArray g = error(weights, value, target).mmul(value.transpose());
      return weights.mul(g.sub(g.mean(true, 1)));
    }
  }

  @Caught(in = "01.6", as = "the sign is wrong")
  static final class WidthDownhill extends SoftDictionary {
    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      return -super.widthGradient(scores, scoresGradient);
    }
  }

  @Caught(in = "01.6", as = "the factor -2 is missing")
  static final class WithoutFactor extends SoftDictionary {
    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      return super.widthGradient(scores, scoresGradient) / -2;
    }
  }

  @Caught(in = "01.6", as = "the mean is taken")
  static final class MeanOfScores extends SoftDictionary {
    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      return super.widthGradient(scores, scoresGradient) / scores.length();
    }
  }

  @Caught(in = "01.6", as = "the scores are missing")
  static final class WithoutScores extends SoftDictionary {
    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      return -2 * scoresGradient.sumNumber().doubleValue();
    }
  }

  @Caught(in = "01.6", as = "the gradient is missing")
  static final class WithoutGradient extends SoftDictionary {
    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      return -2 * scores.sumNumber().doubleValue();
    }
  }

  @Caught(in = "01.6", as = "only the first query counts")
  static final class FirstQuery extends SoftDictionary {
    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      return super.widthGradient(scores.getRow(0, true), scoresGradient.getRow(0, true));
    }
  }

  @Caught(in = "01.6", as = "both are added up before")
  static final class ProductOfSums extends SoftDictionary {
    @Override
    public double widthGradient(INDArray scores, INDArray scoresGradient) {
      return -2 * scores.sumNumber().doubleValue() * scoresGradient.sumNumber().doubleValue();
    }
  }
}
