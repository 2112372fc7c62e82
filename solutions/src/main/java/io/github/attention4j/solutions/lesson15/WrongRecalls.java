package io.github.attention4j.solutions.lesson15;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 4, recall at k. */
final class WrongRecalls {

  private WrongRecalls() {}

  /** Counts pair by pair; each entry does one thing otherwise. */
  private abstract static class InParts extends TextAndPicture {

    /** Whether candidate j stands before the right one, i. */
    boolean isBefore(double candidate, double right, long j, long i) {
      return j != i && candidate >= right;
    }

    boolean isFound(long before, int k) {
      return before < k;
    }

    double share(double found, double pairs, int k) {
      return found / pairs;
    }

    INDArray join(double pictures, double texts) {
      return Nd4j.createFromArray(pictures, texts);
    }

    @Override
    public INDArray recall(INDArray similarities, int k) {
      return join(share(similarities, k), share(similarities.transpose(), k))
          .castTo(similarities.dataType());
    }

    private double share(INDArray s, int k) {
      double found = 0;
      for (long i = 0; i < s.size(0); i++) {
        long before = 0;
        for (long j = 0; j < s.size(0); j++) {
          before += isBefore(s.getDouble(i, j), s.getDouble(i, i), j, i) ? 1 : 0;
        }
        found += isFound(before, k) ? 1 : 0;
      }
      return share(found, s.size(0), k);
    }
  }

  @Caught(in = "15.4b", as = "who is as similar as the right one comes behind it")
  static final class Hopeful extends InParts {
    @Override
    boolean isBefore(double candidate, double right, long j, long i) {
      return candidate > right;
    }
  }

  @Caught(in = "15.4b", as = "who is as similar stands before or behind by its number")
  static final class ByNumber extends InParts {
    @Override
    boolean isBefore(double candidate, double right, long j, long i) {
      return candidate > right || candidate == right && j < i;
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "the right one is counted among those before it")
  static final class CountsItself extends InParts {
    @Override
    boolean isBefore(double candidate, double right, long j, long i) {
      return candidate >= right;
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "one too many is looked at")
  static final class OneTooMany extends InParts {
    @Override
    boolean isFound(long before, int k) {
      return before <= k;
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "only the most similar one is looked at")
  static final class FirstAlone extends InParts {
    @Override
    boolean isFound(long before, int k) {
      return before == 0;
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "the least similar are looked at")
  static final class LeastSimilar extends InParts {
    @Override
    boolean isBefore(double candidate, double right, long j, long i) {
      return j != i && candidate <= right;
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "the two shares have changed places")
  static final class Exchanged extends InParts {
    @Override
    INDArray join(double pictures, double texts) {
      return super.join(texts, pictures);
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "both shares are those of the pictures")
  static final class PicturesAlone extends InParts {
    @Override
    INDArray join(double pictures, double texts) {
      return super.join(pictures, pictures);
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "both shares are those of the texts")
  static final class TextsAlone extends InParts {
    @Override
    INDArray join(double pictures, double texts) {
      return super.join(texts, texts);
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "the mean of both shares is taken")
  static final class Mean extends InParts {
    @Override
    INDArray join(double pictures, double texts) {
      return super.join((pictures + texts) / 2, (pictures + texts) / 2);
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "these are numbers, not shares")
  static final class Counts extends InParts {
    @Override
    double share(double found, double pairs, int k) {
      return found;
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "divided by k")
  static final class Precision extends InParts {
    @Override
    double share(double found, double pairs, int k) {
      return found / pairs / k;
    }
  }

  @Caught(
      in = {"15.4a", "15.4b"},
      as = "these are those who are not found")
  static final class NotFound extends InParts {
    @Override
    double share(double found, double pairs, int k) {
      return 1 - found / pairs;
    }
  }
}
