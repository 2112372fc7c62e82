package io.github.attention4j.solutions.lesson06;

import io.github.attention4j.exercises.lesson06.ClauseExperiment;
import io.github.attention4j.exercises.lesson06.ClauseReader;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: readers of the experiment that do not prove its point. */
final class WrongClauseReaders {

  private WrongClauseReaders() {}

  /** Right in everything that is not overridden. */
  private abstract static class Reader implements ClauseReader {

    /** The experiment as it is, trained once for the whole catalogue. */
    private static final ClauseReader TRAINED = new ClauseExperiment();

    @Override
    public INDArray weights(INDArray words) {
      return TRAINED.weights(words);
    }

    @Override
    public INDArray answers(INDArray words) {
      return TRAINED.answers(words);
    }

    @Override
    public INDArray answersOfOneHead(INDArray words) {
      return TRAINED.answersOfOneHead(words);
    }

    @Override
    public INDArray[] parameters() {
      return TRAINED.parameters();
    }

    @Override
    public INDArray[] parametersOfOneHead() {
      return TRAINED.parametersOfOneHead();
    }

    /** Each head's map in turn, (N, H, T, T), by the numbers of the heads. */
    INDArray heads(INDArray words, int... numbers) {
      INDArray all = TRAINED.weights(words);
      INDArray[] chosen = new INDArray[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        chosen[i] = all.get(NDArrayIndex.all(), NDArrayIndex.point(numbers[i])).dup('c');
      }
      return Nd4j.stack(1, chosen);
    }
  }

  @Caught(
      in = {"06.e1", "06.e2"},
      as = "shape [200, 1, 9, 9]")
  static final class OneMap extends Reader {
    @Override
    public INDArray weights(INDArray words) {
      return heads(words, 0);
    }
  }

  @Caught(
      in = {"06.e1", "06.e2"},
      as = "shape [200, 9, 9]")
  static final class MeanMap extends Reader {
    @Override
    public INDArray weights(INDArray words) {
      return super.weights(words).mean(1);
    }
  }

  @Caught(in = "06.e2", as = "each head looks at both nouns")
  static final class MeanForEachHead extends Reader {
    @Override
    public INDArray weights(INDArray words) {
      return heads(words, 0, 1).add(heads(words, 1, 0)).div(2);
    }
  }

  @Caught(in = "06.e2", as = "nobody is left for the other question")
  static final class SameHeadTwice extends Reader {
    @Override
    public INDArray weights(INDArray words) {
      return heads(words, 0, 0);
    }
  }

  @Caught(in = "06.e2", as = "attends to nearly all keys alike")
  static final class Even extends Reader {
    @Override
    public INDArray weights(INDArray words) {
      return super.weights(words).mul(0).add(1.0 / words.size(1));
    }
  }

  @Caught(
      in = {"06.e1", "06.e2"},
      as = "are these scores")
  static final class Scores extends Reader {
    @Override
    public INDArray weights(INDArray words) {
      return Transforms.log(super.weights(words).add(1e-6));
    }
  }

  @Caught(in = "06.e3", as = "doer and receiver are exchanged")
  static final class Exchanged extends Reader {
    @Override
    public INDArray answers(INDArray words) {
      INDArray answers = super.answers(words);
      INDArray doer = answers.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0));
      INDArray receiver =
          answers.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(1));
      return Nd4j.stack(2, receiver.dup('c'), doer.dup('c'));
    }
  }

  @Caught(in = "06.e3", as = "one question is read and the other guessed")
  static final class OneHeadInPlaceOfTwo extends Reader {
    @Override
    public INDArray answers(INDArray words) {
      return super.answersOfOneHead(words);
    }
  }

  @Caught(in = "06.e3", as = "(N, T, 2, nouns)")
  static final class QuestionsSideBySide extends Reader {
    @Override
    public INDArray answers(INDArray words) {
      return super.answers(words).reshape(words.size(0), words.size(1), 16);
    }
  }

  @Caught(in = "06.e4", as = "the comparison is not fair")
  static final class NarrowHead extends Reader {
    @Override
    public INDArray[] parametersOfOneHead() {
      INDArray[] all = super.parametersOfOneHead();
      all[0] = all[0].get(NDArrayIndex.interval(0, all[0].size(0) / 2)).dup();
      return all;
    }
  }

  @Caught(in = "06.e4", as = "it is not trained, and shows nothing")
  static final class UntrainedHead extends Reader {
    @Override
    public INDArray answersOfOneHead(INDArray words) {
      return super.answersOfOneHead(words).mul(0);
    }
  }

  @Caught(in = "06.e4", as = "has it really one")
  static final class TwoHeadsInPlaceOfOne extends Reader {
    @Override
    public INDArray answersOfOneHead(INDArray words) {
      return super.answers(words);
    }
  }
}
