package io.github.attention4j.solutions.lesson14;

import io.github.attention4j.datasets.Translations;
import io.github.attention4j.exercises.lesson14.SentenceReader;
import io.github.attention4j.exercises.lesson14.TranslationExperiment;
import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Remembered;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongSentenceReaders {

  private WrongSentenceReaders() {}

  /** The page's models, trained once for all; what is wrong is made of what they answer. */
  abstract static class Trained implements SentenceReader {
    static final SentenceReader RIGHT = new TranslationExperiment();
    private static final SentenceReader KNOWN = Remembered.of(SentenceReader.class, RIGHT);

    @Override
    public INDArray translate(INDArray sources) {
      return KNOWN.translate(sources);
    }

    @Override
    public INDArray weights(INDArray sources, INDArray targets) {
      return KNOWN.weights(sources, targets);
    }

    @Override
    public INDArray translateWithoutAttention(INDArray sources) {
      return KNOWN.translateWithoutAttention(sources);
    }
  }

  @Caught(
      in = {"14.e1", "14.e2"},
      as = "the padding is attended to like words")
  static final class PaddingSeen extends Trained {
    @Override
    public INDArray weights(INDArray sources, INDArray targets) {
      INDArray weights = super.weights(sources, targets);
      INDArray padding = sources.eq(0).castTo(weights.dataType()); // (B, Ts)
      INDArray more = weights.add(padding.reshape(padding.size(0), 1, padding.size(1)).mul(2));
      return more.div(more.sum(true, 2));
    }
  }

  @Caught(in = "14.e2", as = "the map is right, but one row off")
  static final class OneRowOff extends Trained {
    @Override
    public INDArray weights(INDArray sources, INDArray targets) {
      INDArray weights = super.weights(sources, targets);
      INDArray moved = weights.dup('c');
      long rows = weights.size(1);
      moved
          .get(NDArrayIndex.all(), NDArrayIndex.interval(1, rows), NDArrayIndex.all())
          .assign(
              weights.get(
                  NDArrayIndex.all(), NDArrayIndex.interval(0, rows - 1), NDArrayIndex.all()));
      return moved;
    }
  }

  @Caught(in = "14.e2", as = "every word looks at all others alike")
  static final class Even extends Trained {
    @Override
    public INDArray weights(INDArray sources, INDArray targets) {
      INDArray words = sources.gt(0).castTo(sources.dataType());
      INDArray even = words.div(words.sum(true, 1)); // (B, Ts)
      INDArray weights =
          Nd4j.zeros(sources.dataType(), sources.size(0), targets.size(1), sources.size(1));
      return weights.add(even.reshape(even.size(0), 1, even.size(1)));
    }
  }

  @Caught(
      in = {"14.e1", "14.e2"},
      as = "expected [420, 19, 16]")
  static final class Turned extends Trained {
    @Override
    public INDArray weights(INDArray sources, INDArray targets) {
      return super.weights(sources, targets).permute(0, 2, 1).dup('c');
    }
  }

  @Caught(
      in = {"14.e3", "14.e4"},
      as = "every sentence is translated alike")
  static final class OneSentence extends Trained {
    @Override
    public INDArray translate(INDArray sources) {
      return Nd4j.zeros(sources.dataType(), sources.size(0), Translations.TARGET_LENGTH)
          .addiRowVector(super.translate(sources).getRow(0));
    }
  }

  @Caught(
      in = {"14.e3", "14.e4"},
      as = "the start is written as well")
  static final class StartWritten extends Trained {
    @Override
    public INDArray translate(INDArray sources) {
      INDArray written = super.translate(sources);
      INDArray start = Nd4j.ones(written.dataType(), written.size(0), 1);
      INDArray others =
          written.get(NDArrayIndex.all(), NDArrayIndex.interval(0, written.size(1) - 1)).dup();
      return Nd4j.concat(1, start, others);
    }
  }

  @Caught(
      in = {"14.e3", "14.e4"},
      as = "no translation ends")
  static final class Endless extends Trained {
    @Override
    public INDArray translate(INDArray sources) {
      INDArray written = super.translate(sources);
      INDArray isEnd = written.eq(2).castTo(written.dataType());
      return written.sub(isEnd.mul(2)); // padding in the place of the end
    }
  }

  @Caught(in = "14.e4", as = "without attention it cannot do anything")
  static final class Untrained extends Trained {
    @Override
    public INDArray translateWithoutAttention(INDArray sources) {
      return super.translateWithoutAttention(sources).mul(0).add(5);
    }
  }

  @Caught(in = "14.e4", as = "both translate alike")
  static final class BothAttend extends Trained {
    @Override
    public INDArray translateWithoutAttention(INDArray sources) {
      return translate(sources);
    }
  }
}
