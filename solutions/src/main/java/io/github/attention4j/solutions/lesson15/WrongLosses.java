package io.github.attention4j.solutions.lesson15;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 2, the contrastive loss. */
final class WrongLosses {

  private WrongLosses() {}

  /** Joins the means of the two cross-entropies; each entry does it otherwise. */
  private abstract static class InParts extends TextAndPicture {

    /** Logarithms of the softmax of each row. */
    INDArray logs(INDArray similarities) {
      return logSoftmax(similarities);
    }

    double mean(INDArray logs) {
      return trace(logs) / logs.size(0);
    }

    double join(double pictures, double texts) {
      return -(pictures + texts) / 2;
    }

    @Override
    public double loss(INDArray similarities) {
      return join(mean(logs(similarities)), mean(logs(similarities.transpose())));
    }

    static double trace(INDArray matrix) {
      double sum = 0;
      for (long i = 0; i < matrix.size(0); i++) {
        sum += matrix.getDouble(i, i);
      }
      return sum;
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "only the pictures look for their texts")
  static final class PicturesAlone extends InParts {
    @Override
    double join(double pictures, double texts) {
      return -pictures;
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "only the texts look for their pictures")
  static final class TextsAlone extends InParts {
    @Override
    double join(double pictures, double texts) {
      return -texts;
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "the two losses are added")
  static final class Added extends InParts {
    @Override
    double join(double pictures, double texts) {
      return -(pictures + texts);
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "the sign is turned")
  static final class SignTurned extends InParts {
    @Override
    double join(double pictures, double texts) {
      return (pictures + texts) / 2;
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "the sum over the pairs is taken")
  static final class SumOfPairs extends InParts {
    @Override
    double mean(INDArray logs) {
      return trace(logs);
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "the logarithm is missing")
  static final class Probabilities extends InParts {
    @Override
    INDArray logs(INDArray similarities) {
      return Transforms.exp(logSoftmax(similarities));
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "the mean is taken over all numbers of the matrix")
  static final class WholeMean extends InParts {
    @Override
    double mean(INDArray logs) {
      return logs.meanNumber().doubleValue();
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "the similarities of the wrong ones are left out")
  static final class RightOnesAlone extends InParts {
    @Override
    INDArray logs(INDArray similarities) {
      return similarities;
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "the right one is missing in the sum")
  static final class OthersAlone extends InParts {
    @Override
    INDArray logs(INDArray similarities) {
      INDArray others = similarities.sub(eye(similarities).mul(1e9));
      INDArray top = others.max(true, 1);
      INDArray sums = Transforms.exp(others.sub(top)).sum(true, 1);
      return similarities.sub(top).sub(Transforms.log(sums));
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "all similarities together are one softmax")
  static final class Joint extends InParts {
    @Override
    INDArray logs(INDArray similarities) {
      INDArray shifted = similarities.sub(similarities.maxNumber());
      return shifted.sub(Math.log(Transforms.exp(shifted).sumNumber().doubleValue()));
    }
  }

  @Caught(
      in = {"15.2a", "15.2b"},
      as = "the two probabilities are averaged before the logarithm")
  static final class AveragedFirst extends TextAndPicture {
    @Override
    public double loss(INDArray similarities) {
      INDArray pictures = Transforms.exp(logSoftmax(similarities));
      INDArray texts = Transforms.exp(logSoftmax(similarities.transpose()));
      INDArray logs = Transforms.log(pictures.add(texts).div(2));
      return -InParts.trace(logs) / logs.size(0);
    }
  }

  @Caught(in = "15.2b", as = "the logarithm of a probability that has become 0")
  static final class LogOfSoftmax extends InParts {
    @Override
    INDArray logs(INDArray similarities) {
      INDArray shifted = similarities.sub(similarities.max(true, 1));
      return Transforms.log(Nd4j.nn().softmax(shifted, 1));
    }
  }

  @Caught(in = "15.2b", as = "exp of a large similarity is infinite")
  static final class NoMaximum extends InParts {
    @Override
    INDArray logs(INDArray similarities) {
      INDArray exps = Transforms.exp(similarities);
      return Transforms.log(exps.div(exps.sum(true, 1)));
    }
  }
}
