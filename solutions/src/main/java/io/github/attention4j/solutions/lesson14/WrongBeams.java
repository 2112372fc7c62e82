package io.github.attention4j.solutions.lesson14;

import io.github.attention4j.solutions.Caught;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 3, one step of a beam search. */
final class WrongBeams {

  private WrongBeams() {}

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(candidate -> -candidate.score());

  /** A step in parts, each of which may go wrong. */
  private abstract static class InParts extends SequenceToSequence {

    @Override
    public INDArray beamStep(INDArray scores, INDArray next) {
      int beginnings = (int) next.size(0);
      List<Candidate> all = new ArrayList<>();
      for (int k = 0; k < beginnings; k++) {
        for (int v = 0; v < next.size(1); v++) {
          all.add(new Candidate(k, v, score(scores.getDouble(k), next.getDouble(k, v))));
        }
      }
      List<Candidate> kept = kept(all, beginnings);
      INDArray result = Nd4j.zeros(scores.dataType(), beginnings, 3);
      for (int row = 0; row < beginnings; row++) {
        write(result, row, kept.get(row), scores, (int) next.size(1));
      }
      return result;
    }

    double score(double ofBeginning, double ofWord) {
      return ofBeginning + ofWord;
    }

    List<Candidate> kept(List<Candidate> all, int count) {
      return all.stream().sorted(BEST_FIRST).limit(count).toList();
    }

    void write(INDArray result, int row, Candidate candidate, INDArray scores, int words) {
      result.putScalar(row, 0, candidate.beginning());
      result.putScalar(row, 1, candidate.word());
      result.putScalar(row, 2, candidate.score());
    }
  }

  @Caught(in = "14.3", as = "the beginnings' scores are forgotten")
  static final class WithoutScores extends InParts {
    @Override
    double score(double ofBeginning, double ofWord) {
      return ofWord;
    }
  }

  @Caught(in = "14.3", as = "scores are multiplied")
  static final class Multiplied extends InParts {
    @Override
    double score(double ofBeginning, double ofWord) {
      return ofBeginning * ofWord;
    }
  }

  @Caught(in = "14.3", as = "each beginning keeps its best word")
  static final class OneOfEach extends InParts {
    @Override
    List<Candidate> kept(List<Candidate> all, int count) {
      List<Candidate> kept = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        int beginning = k;
        kept.add(
            all.stream()
                .filter(candidate -> candidate.beginning() == beginning)
                .min(BEST_FIRST)
                .orElseThrow());
      }
      return kept;
    }
  }

  @Caught(in = "14.3", as = "the least probable are kept")
  static final class Worst extends InParts {
    @Override
    List<Candidate> kept(List<Candidate> all, int count) {
      return all.stream().sorted(BEST_FIRST.reversed()).limit(count).toList();
    }
  }

  @Caught(in = "14.3", as = "the best does not come first")
  static final class BestLast extends InParts {
    @Override
    List<Candidate> kept(List<Candidate> all, int count) {
      List<Candidate> kept = new ArrayList<>(super.kept(all, count));
      Collections.reverse(kept);
      return kept;
    }
  }

  @Caught(in = "14.3", as = "beginning and word have changed places")
  static final class Swapped extends InParts {
    @Override
    void write(INDArray result, int row, Candidate candidate, INDArray scores, int words) {
      result.putScalar(row, 0, candidate.word());
      result.putScalar(row, 1, candidate.beginning());
      result.putScalar(row, 2, candidate.score());
    }
  }

  @Caught(in = "14.3", as = "the third number is the new word's alone")
  static final class WordsOwnScore extends InParts {
    @Override
    void write(INDArray result, int row, Candidate candidate, INDArray scores, int words) {
      super.write(result, row, candidate, scores, words);
      result.putScalar(row, 2, candidate.score() - scores.getDouble(candidate.beginning()));
    }
  }

  @Caught(in = "14.3", as = "the third number is a probability")
  static final class Probability extends InParts {
    @Override
    void write(INDArray result, int row, Candidate candidate, INDArray scores, int words) {
      super.write(result, row, candidate, scores, words);
      result.putScalar(row, 2, Math.exp(candidate.score()));
    }
  }

  @Caught(in = "14.3", as = "here K stands in V's place")
  static final class WrongDivision extends InParts {
    @Override
    void write(INDArray result, int row, Candidate candidate, INDArray scores, int words) {
      int number = candidate.beginning() * words + candidate.word();
      int beginnings = (int) result.size(0);
      result.putScalar(row, 0, number / beginnings);
      result.putScalar(row, 1, number % beginnings);
      result.putScalar(row, 2, candidate.score());
    }
  }
}
