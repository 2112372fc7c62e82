package io.github.attention4j.solutions.lesson02;

import io.github.attention4j.exercises.lesson02.ReversalExperiment;
import io.github.attention4j.exercises.lesson02.SequenceReverser;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: networks of the experiment that do not prove its point. */
final class WrongReversers {

  /** Trained once for all of them. */
  private static final SequenceReverser TRAINED = new ReversalExperiment();

  private WrongReversers() {}

  /** The page's network; each wrong one changes one thing of it. */
  abstract static class Trained implements SequenceReverser {
    @Override
    public INDArray weights(INDArray letters) {
      return TRAINED.weights(letters);
    }

    @Override
    public INDArray reverse(INDArray letters) {
      return TRAINED.reverse(letters);
    }

    @Override
    public INDArray reverseWithoutAttention(INDArray letters) {
      return TRAINED.reverseWithoutAttention(letters);
    }
  }

  @Caught(in = "02.e2", as = "the map is mirrored")
  static final class OwnPlace extends Trained {
    @Override
    public INDArray weights(INDArray letters) {
      return map(letters, (t, length) -> t);
    }
  }

  @Caught(in = "02.e2", as = "one key too far")
  static final class OneTooFar extends Trained {
    @Override
    public INDArray weights(INDArray letters) {
      return map(letters, (t, length) -> (2 * length - 2 - t) % length);
    }
  }

  @Caught(in = "02.e2", as = "one and the same key")
  static final class AlwaysTheLast extends Trained {
    @Override
    public INDArray weights(INDArray letters) {
      return map(letters, (t, length) -> length - 1);
    }
  }

  @Caught(in = "02.e2", as = "attends to nearly all keys alike")
  static final class Even extends Trained {
    @Override
    public INDArray weights(INDArray letters) {
      INDArray weights = super.weights(letters);
      return weights.mul(0).add(1.0 / weights.size(2));
    }
  }

  @Caught(in = "02.e2", as = "gets too little weight")
  static final class Blunt extends Trained {
    @Override
    public INDArray weights(INDArray letters) {
      INDArray weights = super.weights(letters);
      return weights.mul(0.6).add(0.4 / weights.size(2));
    }
  }

  @Caught(
      in = {"02.e1", "02.e2"},
      as = "are these scores")
  static final class Scores extends Trained {
    @Override
    public INDArray weights(INDArray letters) {
      return super.weights(letters).mul(9).sub(3);
    }
  }

  @Caught(
      in = {"02.e1", "02.e2"},
      as = "softmax taken over the queries")
  static final class OverQueries extends Trained {
    @Override
    public INDArray weights(INDArray letters) {
      INDArray half = super.weights(letters).add(map(letters, (t, length) -> 0)).div(2);
      return half.permute(0, 2, 1).dup('c');
    }
  }

  @Caught(
      in = {"02.e1", "02.e2"},
      as = "expected [100, 5, 5]")
  static final class OfTheFirstWordOnly extends Trained {
    @Override
    public INDArray weights(INDArray letters) {
      return super.weights(letters).slice(0);
    }
  }

  @Caught(
      in = {"02.e1", "02.e2"},
      as = "the map is null")
  static final class NoMap extends Trained {
    @Override
    public INDArray weights(INDArray letters) {
      return null;
    }
  }

  @Caught(
      in = {"02.e3", "02.e4"},
      as = "come back as they were")
  static final class Copied extends Trained {
    @Override
    public INDArray reverse(INDArray letters) {
      return letters;
    }
  }

  @Caught(
      in = {"02.e3", "02.e4"},
      as = "one place too far")
  static final class Shifted extends Trained {
    @Override
    public INDArray reverse(INDArray letters) {
      int[][] written = super.reverse(letters).castTo(DataType.INT32).toIntMatrix();
      int[][] shifted = new int[written.length][written[0].length];
      for (int i = 0; i < written.length; i++) {
        for (int t = 0; t < written[i].length; t++) {
          shifted[i][t] = written[i][(t + 1) % written[i].length];
        }
      }
      return Nd4j.createFromArray(shifted);
    }
  }

  @Caught(
      in = {"02.e3", "02.e4"},
      as = "one and the same letter")
  static final class OneLetter extends Trained {
    @Override
    public INDArray reverse(INDArray letters) {
      return letters.mul(0);
    }
  }

  @Caught(
      in = {"02.e3", "02.e4"},
      as = "reverse returned shape")
  static final class WeightsForLetters extends Trained {
    @Override
    public INDArray reverse(INDArray letters) {
      return super.weights(letters);
    }
  }

  @Caught(
      in = {"02.e3", "02.e4"},
      as = "reverse returned null")
  static final class NothingWritten extends Trained {
    @Override
    public INDArray reverse(INDArray letters) {
      return null;
    }
  }

  @Caught(
      in = {"02.e3", "02.e4"},
      as = "reverseWithoutAttention returned null")
  static final class NoBaseline extends Trained {
    @Override
    public INDArray reverseWithoutAttention(INDArray letters) {
      return null;
    }
  }

  @Caught(in = "02.e4", as = "the baseline is hardly trained")
  static final class StrawMan extends Trained {
    @Override
    public INDArray reverseWithoutAttention(INDArray letters) {
      return letters.mul(0);
    }
  }

  @Caught(in = "02.e4", as = "attention gains little")
  static final class BaselineThatAttends extends Trained {
    @Override
    public INDArray reverseWithoutAttention(INDArray letters) {
      return super.reverse(letters);
    }
  }

  private interface Place {
    int of(int written, int length);
  }

  /** All weight of each letter that is written on one place. */
  private static INDArray map(INDArray letters, Place place) {
    int length = (int) letters.size(1);
    INDArray map = Nd4j.zeros(DataType.FLOAT, 1, length, length);
    for (int t = 0; t < length; t++) {
      map.putScalar(0, t, place.of(t, length), 1);
    }
    return map.repeat(0, letters.size(0));
  }
}
