package io.github.attention4j.solutions.lesson15;

import io.github.attention4j.datasets.Sticker;
import io.github.attention4j.datasets.Stickers;
import io.github.attention4j.exercises.lesson15.MatchingExperiment;
import io.github.attention4j.exercises.lesson15.SheetMatcher;
import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Remembered;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongSheetMatchers {

  private WrongSheetMatchers() {}

  /** The page's models, trained once for all; what is wrong is made of what they answer. */
  abstract static class Trained implements SheetMatcher {
    static final SheetMatcher RIGHT = new MatchingExperiment();
    private static final SheetMatcher KNOWN = Remembered.of(SheetMatcher.class, RIGHT);

    @Override
    public INDArray cosines(INDArray pictures, INDArray words) {
      return KNOWN.cosines(pictures, words);
    }

    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      return KNOWN.weights(pictures, words);
    }

    @Override
    public INDArray cosinesOfOneVector(INDArray pictures, INDArray words) {
      return KNOWN.cosinesOfOneVector(pictures, words);
    }
  }

  @Caught(
      in = {"15.e1", "15.e4"},
      as = "the right pairs have the smallest numbers")
  static final class Distances extends Trained {
    @Override
    public INDArray cosines(INDArray pictures, INDArray words) {
      return super.cosines(pictures, words).rsub(1);
    }
  }

  @Caught(
      in = {"15.e1", "15.e4"},
      as = "all cosines are alike")
  static final class Even extends Trained {
    @Override
    public INDArray cosines(INDArray pictures, INDArray words) {
      return super.cosines(pictures, words).mul(0).add(0.5);
    }
  }

  /** A list of the names that were learned, as a classifier has it. */
  @Caught(in = "15.e2", as = "no name that was kept back is ever said")
  static final class KnownNames extends Trained {
    private static final Stickers ALONE = Stickers.alone(1, 1);

    @Override
    public INDArray cosinesOfOneVector(INDArray pictures, INDArray words) {
      INDArray cosines = super.cosinesOfOneVector(pictures, words);
      INDArray names = ALONE.words();
      for (int j = 0; j < words.rows(); j++) {
        for (int name = 0; name < names.rows(); name++) {
          Sticker sticker = ALONE.stickers(name).get(0);
          if (sticker.isKeptBack() && names.getRow(name).equals(words.getRow(j))) {
            cosines.putColumn(j, cosines.getColumn(j).dup().mul(0).sub(1));
          }
        }
      }
      return cosines;
    }
  }

  @Caught(in = "15.e3", as = "every query attends to nearly all keys alike")
  static final class EvenMap extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      return super.weights(pictures, words).mul(0).add(1.0 / Stickers.CELLS);
    }
  }

  @Caught(in = "15.e3", as = "the map's columns are the cells column by column")
  static final class TurnedCells extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      INDArray weights = super.weights(pictures, words);
      long batch = weights.size(0);
      return weights
          .reshape('c', batch, Stickers.WORDS, 3, 3)
          .permute(0, 1, 3, 2)
          .dup('c')
          .reshape('c', batch, Stickers.WORDS, Stickers.CELLS);
    }
  }

  /** Softmax over the words instead of the cells. */
  @Caught(in = "15.e3", as = "the columns sum to 1, not the rows")
  static final class OverTheWords extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      INDArray weights = super.weights(pictures, words);
      return weights.div(weights.sum(true, 1));
    }
  }

  /** Every word looks at the darkest cell: a sticker, whichever. */
  @Caught(in = "15.e3", as = "the names look at stickers, but at any")
  static final class LooksForInk extends Trained {
    @Override
    public INDArray weights(INDArray pictures, INDArray words) {
      INDArray ink =
          pictures
              .rsub(1)
              .reshape('c', pictures.size(0), 3, 3, 8, 3, 8)
              .mean(1, 3, 5)
              .reshape('c', pictures.size(0), 1, Stickers.CELLS);
      INDArray alike = Nd4j.nn().softmax(ink.mul(100), -1);
      return super.weights(pictures, words).mul(0).add(alike);
    }
  }

  @Caught(
      in = {"15.e2", "15.e4"},
      as = "all pictures get one name")
  static final class Untrained extends Trained {
    @Override
    public INDArray cosinesOfOneVector(INDArray pictures, INDArray words) {
      return super.cosinesOfOneVector(pictures, words).mul(0);
    }
  }

  /** Reads a caption's first name alone, as if it had learned from single stickers. */
  @Caught(in = "15.e4", as = "with one vector it cannot do anything")
  static final class FirstName extends Trained {
    @Override
    public INDArray cosinesOfOneVector(INDArray pictures, INDArray words) {
      INDArray first = words.mul(0);
      first.putColumn(0, words.getColumn(0).dup());
      first.putColumn(1, words.getColumn(1).dup());
      return super.cosinesOfOneVector(pictures, first);
    }
  }

  @Caught(in = "15.e4", as = "word by word it does no better than one vector")
  static final class OneVectorTwice extends Trained {
    @Override
    public INDArray cosines(INDArray pictures, INDArray words) {
      return cosinesOfOneVector(pictures, words);
    }
  }

  @Caught(in = "15.e4", as = "both models tell twins apart")
  static final class ByWordsTwice extends Trained {
    @Override
    public INDArray cosinesOfOneVector(INDArray pictures, INDArray words) {
      return cosines(pictures, words);
    }
  }
}
