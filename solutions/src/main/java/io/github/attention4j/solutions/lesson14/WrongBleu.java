package io.github.attention4j.solutions.lesson14;

import io.github.attention4j.solutions.Caught;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: step 2, BLEU. */
final class WrongBleu {

  private WrongBleu() {}

  /** BLEU in parts, each of which may go wrong. */
  private abstract static class InParts extends SequenceToSequence {

    @Override
    public double bleu(INDArray candidate, INDArray reference, int longest) {
      double ratio = (double) candidate.length() / reference.length();
      double[] shares = new double[longest];
      for (int n = 1; n <= longest; n++) {
        double all = all(candidate, reference, n);
        shares[n - 1] = all <= 0 ? 0 : matches(runs(candidate, n), runs(reference, n)) / all;
      }
      return penalty(ratio) * join(shares);
    }

    double matches(List<List<Integer>> runs, List<List<Integer>> reference) {
      List<List<Integer>> left = new ArrayList<>(reference);
      return runs.stream().filter(left::remove).count();
    }

    double all(INDArray candidate, INDArray reference, int n) {
      return candidate.length() - n + 1;
    }

    double penalty(double ratio) {
      return Math.min(1, Math.exp(1 - 1 / ratio));
    }

    double join(double[] shares) {
      return Math.pow(product(shares), 1.0 / shares.length);
    }

    static double product(double[] shares) {
      return Arrays.stream(shares).reduce(1, (one, other) -> one * other);
    }

    static List<List<Integer>> runs(INDArray words, int n) {
      List<Integer> numbers = Arrays.stream(words.toIntVector()).boxed().toList();
      return IntStream.rangeClosed(0, numbers.size() - n)
          .mapToObj(i -> numbers.subList(i, i + n))
          .toList();
    }
  }

  @Caught(in = "14.2", as = "the counts are not clipped")
  static final class NotClipped extends InParts {
    @Override
    double matches(List<List<Integer>> runs, List<List<Integer>> reference) {
      return runs.stream().filter(reference::contains).count();
    }
  }

  @Caught(in = "14.2", as = "a run that comes several times is counted once")
  static final class Distinct extends InParts {
    @Override
    double matches(List<List<Integer>> runs, List<List<Integer>> reference) {
      return new HashSet<>(runs).stream().filter(reference::contains).count();
    }
  }

  @Caught(in = "14.2", as = "the brevity penalty is missing")
  static final class NoPenalty extends InParts {
    @Override
    double penalty(double ratio) {
      return 1;
    }
  }

  @Caught(in = "14.2", as = "the penalty falls on long candidates")
  static final class PenaltyOnLong extends InParts {
    @Override
    double penalty(double ratio) {
      return Math.min(1, Math.exp(1 - ratio));
    }
  }

  @Caught(in = "14.2", as = "the penalty rewards candidates that are too long")
  static final class Reward extends InParts {
    @Override
    double penalty(double ratio) {
      return Math.exp(1 - 1 / ratio);
    }
  }

  @Caught(in = "14.2", as = "the penalty is c / r")
  static final class PenaltyIsRatio extends InParts {
    @Override
    double penalty(double ratio) {
      return Math.min(1, ratio);
    }
  }

  @Caught(in = "14.2", as = "the matches are divided by the reference's runs")
  static final class Recall extends InParts {
    @Override
    double all(INDArray candidate, INDArray reference, int n) {
      return reference.length() - n + 1;
    }
  }

  @Caught(in = "14.2", as = "the matches are divided by the words")
  static final class ByWords extends InParts {
    @Override
    double all(INDArray candidate, INDArray reference, int n) {
      return candidate.length();
    }
  }

  @Caught(in = "14.2", as = "the arithmetic mean of the shares is taken")
  static final class ArithmeticMean extends InParts {
    @Override
    double join(double[] shares) {
      return Arrays.stream(shares).average().orElse(0);
    }
  }

  @Caught(in = "14.2", as = "the root is missing")
  static final class NoRoot extends InParts {
    @Override
    double join(double[] shares) {
      return product(shares);
    }
  }

  @Caught(in = "14.2", as = "the fourth root is always taken")
  static final class FourthRoot extends InParts {
    @Override
    double join(double[] shares) {
      return Math.pow(product(shares), 0.25);
    }
  }

  @Caught(in = "14.2", as = "only the longest runs are counted")
  static final class LongestAlone extends InParts {
    @Override
    double join(double[] shares) {
      return shares[shares.length - 1];
    }
  }

  @Caught(in = "14.2", as = "only single words are counted")
  static final class WordsAlone extends InParts {
    @Override
    double join(double[] shares) {
      return shares[0];
    }
  }
}
