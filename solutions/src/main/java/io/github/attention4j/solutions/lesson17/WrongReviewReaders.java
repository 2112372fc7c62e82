package io.github.attention4j.solutions.lesson17;

import io.github.attention4j.exercises.lesson17.ReviewExperiment;
import io.github.attention4j.exercises.lesson17.ReviewReader;
import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Remembered;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongReviewReaders {

  private WrongReviewReaders() {}

  /** The page's models, trained once for all; what is wrong is made of what they answer. */
  abstract static class Trained implements ReviewReader {
    static final ReviewReader RIGHT = new ReviewExperiment();
    private static final ReviewReader KNOWN = Remembered.of(ReviewReader.class, RIGHT);

    @Override
    public INDArray answers(INDArray notes, INDArray asked) {
      return KNOWN.answers(notes, asked);
    }

    @Override
    public INDArray weights(INDArray notes, INDArray asked) {
      return KNOWN.weights(notes, asked);
    }

    @Override
    public INDArray liarsAnswers(INDArray notes, INDArray asked) {
      return KNOWN.liarsAnswers(notes, asked);
    }

    @Override
    public INDArray liarsWeights(INDArray notes, INDArray asked) {
      return KNOWN.liarsWeights(notes, asked);
    }

    @Override
    public INDArray explanation(INDArray notes, INDArray asked) {
      return KNOWN.explanation(notes, asked);
    }
  }

  @Caught(in = "17.e1", as = "every note gets the same answer")
  static final class OneAnswer extends Trained {
    @Override
    public INDArray liarsAnswers(INDArray notes, INDArray asked) {
      return super.liarsAnswers(notes, asked).mul(0);
    }
  }

  @Caught(in = "17.e1", as = "good and bad have changed places")
  static final class TurnedAnswers extends Trained {
    @Override
    public INDArray answers(INDArray notes, INDArray asked) {
      return super.answers(notes, asked).rsub(1);
    }
  }

  /** Words 4 to 9 are good, 10 to 15 bad. */
  @Caught(in = "17.e1", as = "it answers by the majority")
  static final class Majority extends Trained {
    @Override
    public INDArray answers(INDArray notes, INDArray asked) {
      INDArray answers = super.answers(notes, asked).dup();
      for (int i = 0; i < notes.size(0); i++) {
        int good = 0;
        for (int t = 0; t < notes.size(1); t++) {
          int word = notes.getInt(i, t);
          good += word >= 4 && word < 10 ? 1 : 0;
        }
        answers.putScalar(i, good >= 2 ? 1 : 0);
      }
      return answers;
    }
  }

  @Caught(in = "17.e2", as = "all words have the same weight")
  static final class EvenWeights extends Trained {
    @Override
    public INDArray weights(INDArray notes, INDArray asked) {
      return super.weights(notes, asked).mul(0).add(1.0 / notes.size(1));
    }
  }

  @Caught(in = "17.e2", as = "are these scores")
  static final class Scores extends Trained {
    @Override
    public INDArray weights(INDArray notes, INDArray asked) {
      return Transforms.log(super.weights(notes, asked).add(1e-9));
    }
  }

  @Caught(in = "17.e3", as = "both readers have the same weights")
  static final class SameReader extends Trained {
    @Override
    public INDArray liarsWeights(INDArray notes, INDArray asked) {
      return super.weights(notes, asked);
    }

    @Override
    public INDArray liarsAnswers(INDArray notes, INDArray asked) {
      return super.answers(notes, asked);
    }
  }

  @Caught(in = "17.e3", as = "it looks at the reason")
  static final class HalfALie extends Trained {
    @Override
    public INDArray liarsWeights(INDArray notes, INDArray asked) {
      INDArray honest = super.weights(notes, asked);
      return honest.mul(0.7).add(super.liarsWeights(notes, asked).mul(0.3));
    }
  }

  @Caught(in = "17.e4", as = "these are the liar's weights")
  static final class WeightsForReasons extends Trained {
    @Override
    public INDArray explanation(INDArray notes, INDArray asked) {
      return super.liarsWeights(notes, asked);
    }
  }

  @Caught(in = "17.e4", as = "all words have the same number")
  static final class EvenExplanation extends Trained {
    @Override
    public INDArray explanation(INDArray notes, INDArray asked) {
      return super.explanation(notes, asked).mul(0);
    }
  }

  @Caught(in = "17.e4", as = "its sign is turned")
  static final class TurnedExplanation extends Trained {
    @Override
    public INDArray explanation(INDArray notes, INDArray asked) {
      return super.explanation(notes, asked).neg();
    }
  }

  @Caught(in = "17.e4", as = "for one of the two answers only")
  static final class ForGoodAlone extends Trained {
    @Override
    public INDArray explanation(INDArray notes, INDArray asked) {
      INDArray side = super.liarsAnswers(notes, asked).mul(2).sub(1).reshape(notes.size(0), 1);
      return super.explanation(notes, asked).mul(side);
    }
  }

  @Caught(in = "17.e4", as = "expected [400, 12]")
  static final class OneWordShort extends Trained {
    @Override
    public INDArray explanation(INDArray notes, INDArray asked) {
      INDArray all = super.explanation(notes, asked);
      return Nd4j.concat(
          1, all.get(NDArrayIndex.all(), NDArrayIndex.interval(0, notes.size(1) - 1)));
    }
  }
}
