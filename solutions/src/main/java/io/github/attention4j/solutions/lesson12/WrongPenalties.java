package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 4, the doubly stochastic penalty. */
final class WrongPenalties {

  private WrongPenalties() {}

  /** The penalty in parts; each entry does one of them otherwise. */
  private abstract static class InParts extends ShowAttendTell {

    /** Of the weights (B, T, L) and the mask (B, T, 1) those that count. */
    INDArray counted(INDArray weights, INDArray mask) {
      return weights.mul(mask);
    }

    INDArray looked(INDArray counted) {
      return counted.sum(1); // (B, L)
    }

    INDArray off(INDArray looked, INDArray mask) {
      return looked.rsub(1);
    }

    INDArray cost(INDArray off) {
      return off.mul(off);
    }

    double joined(INDArray cost, double lambda) {
      return lambda * cost.sumNumber().doubleValue() / cost.size(0);
    }

    @Override
    public double penalty(INDArray weights, INDArray mask, double lambda) {
      INDArray words = mask.reshape(mask.size(0), mask.size(1), 1);
      return joined(cost(off(looked(counted(weights, words)), words)), lambda);
    }
  }

  @Caught(in = "12.4", as = "the padding counts, too")
  static final class WithPadding extends InParts {
    @Override
    INDArray counted(INDArray weights, INDArray mask) {
      return weights;
    }
  }

  @Caught(in = "12.4", as = "the mask is inverted")
  static final class PaddingAlone extends InParts {
    @Override
    INDArray counted(INDArray weights, INDArray mask) {
      return weights.mul(mask.rsub(1));
    }
  }

  @Caught(in = "12.4", as = "the weights of a word are summed over the locations")
  static final class OverLocations extends InParts {
    @Override
    INDArray looked(INDArray counted) {
      return counted.sum(2);
    }
  }

  @Caught(in = "12.4", as = "the square is missing")
  static final class NoSquare extends InParts {
    @Override
    INDArray cost(INDArray off) {
      return off;
    }
  }

  @Caught(in = "12.4", as = "the absolute value is taken")
  static final class Absolute extends InParts {
    @Override
    INDArray cost(INDArray off) {
      return Transforms.abs(off);
    }
  }

  @Caught(in = "12.4", as = "every weight is held against 1")
  static final class EveryWeight extends ShowAttendTell {
    @Override
    public double penalty(INDArray weights, INDArray mask, double lambda) {
      INDArray off = weights.rsub(1).mul(mask.reshape(mask.size(0), mask.size(1), 1));
      return lambda * off.mul(off).sumNumber().doubleValue() / weights.size(0);
    }
  }

  @Caught(in = "12.4", as = "the weights are squared before they are added up")
  static final class SquaredFirst extends InParts {
    @Override
    INDArray counted(INDArray weights, INDArray mask) {
      return weights.mul(weights).mul(mask);
    }

    @Override
    INDArray cost(INDArray off) {
      return off;
    }
  }

  @Caught(in = "12.4", as = "the locations are added up before the square")
  static final class AddedFirst extends InParts {
    @Override
    INDArray cost(INDArray off) {
      INDArray sum = off.sum(true, 1);
      return sum.mul(sum);
    }
  }

  @Caught(in = "12.4", as = "only locations that are looked at too little pay")
  static final class TooLittleAlone extends InParts {
    @Override
    INDArray cost(INDArray off) {
      INDArray missing = Transforms.relu(off);
      return missing.mul(missing);
    }
  }

  @Caught(in = "12.4", as = "only locations that are looked at too much pay")
  static final class TooMuchAlone extends InParts {
    @Override
    INDArray cost(INDArray off) {
      INDArray more = Transforms.relu(off.neg());
      return more.mul(more);
    }
  }

  @Caught(in = "12.4", as = "the words' mean is taken")
  static final class WordsMean extends InParts {
    @Override
    INDArray looked(INDArray counted) {
      return counted.mean(1);
    }
  }

  @Caught(in = "12.4", as = "each location is held against T / L")
  static final class AgainstTheirShare extends InParts {
    @Override
    INDArray off(INDArray looked, INDArray mask) {
      return looked.rsub((double) mask.size(1) / looked.size(1));
    }
  }

  @Caught(in = "12.4", as = "the sum over the examples is taken")
  static final class SumOfExamples extends InParts {
    @Override
    double joined(INDArray cost, double lambda) {
      return lambda * cost.sumNumber().doubleValue();
    }
  }

  @Caught(in = "12.4", as = "the mean over the locations is taken")
  static final class MeanOfLocations extends InParts {
    @Override
    double joined(INDArray cost, double lambda) {
      return lambda * cost.meanNumber().doubleValue();
    }
  }

  @Caught(in = "12.4", as = "lambda is left out")
  static final class WithoutLambda extends InParts {
    @Override
    double joined(INDArray cost, double lambda) {
      return super.joined(cost, 1);
    }
  }

  @Caught(in = "12.4", as = "changed its input 'weights' in place")
  static final class InPlace extends InParts {
    @Override
    INDArray counted(INDArray weights, INDArray mask) {
      return weights.muli(mask);
    }
  }
}
