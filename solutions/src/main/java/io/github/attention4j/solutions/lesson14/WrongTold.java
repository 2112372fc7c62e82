package io.github.attention4j.solutions.lesson14;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 1, what the decoder is told. */
final class WrongTold {

  private WrongTold() {}

  /** Makes every number by a rule. */
  private abstract static class ByRule extends SequenceToSequence {

    abstract double told(INDArray target, int start, int row, int place);

    @Override
    public INDArray told(INDArray target, int start) {
      INDArray told = Nd4j.zeros(target.dataType(), target.shape());
      for (int i = 0; i < target.size(0); i++) {
        for (int j = 0; j < target.size(1); j++) {
          told.putScalar(i, j, told(target, start, i, j));
        }
      }
      return told;
    }

    static double before(INDArray target, int start, int row, int place) {
      return place == 0 ? start : target.getDouble(row, place - 1);
    }

    static boolean isPadding(INDArray target, int row, int place) {
      return target.getDouble(row, place) == 0;
    }
  }

  @Caught(in = "14.1", as = "where the target has padding, a word is told")
  static final class PaddingTold extends ByRule {
    @Override
    double told(INDArray target, int start, int row, int place) {
      return before(target, start, row, place);
    }
  }

  @Caught(in = "14.1", as = "this is the target itself")
  static final class NotMoved extends SequenceToSequence {
    @Override
    public INDArray told(INDArray target, int start) {
      return target.dup();
    }
  }

  @Caught(in = "14.1", as = "the target moves to the left")
  static final class MovedLeft extends ByRule {
    @Override
    double told(INDArray target, int start, int row, int place) {
      return place + 1 < target.size(1) ? target.getDouble(row, place + 1) : 0;
    }
  }

  @Caught(in = "14.1", as = "the start is missing in front")
  static final class WithoutStart extends ByRule {
    @Override
    double told(INDArray target, int start, int row, int place) {
      return isPadding(target, row, place) ? 0 : before(target, 0, row, place);
    }
  }

  @Caught(in = "14.1", as = "the start takes the first word's place")
  static final class StartWrittenOver extends SequenceToSequence {
    @Override
    public INDArray told(INDArray target, int start) {
      INDArray told = target.dup();
      told.putColumn(0, told.getColumn(0).mul(0).add(start));
      return told;
    }
  }

  @Caught(in = "14.1", as = "the last column comes round to the front")
  static final class ComesRound extends ByRule {
    @Override
    double told(INDArray target, int start, int row, int place) {
      return target.getDouble(row, Math.floorMod(place - 1, (int) target.size(1)));
    }
  }

  @Caught(in = "14.1", as = "the start stands at the padding, too")
  static final class StartAtPadding extends ByRule {
    @Override
    double told(INDArray target, int start, int row, int place) {
      return isPadding(target, row, place) ? start : before(target, start, row, place);
    }
  }

  @Caught(in = "14.1", as = "the rows move, not the columns")
  static final class RowsMoved extends ByRule {
    @Override
    double told(INDArray target, int start, int row, int place) {
      return row == 0 ? start : target.getDouble(row - 1, place);
    }
  }

  @Caught(in = "14.1", as = "everything moves two places")
  static final class TwoPlaces extends ByRule {
    @Override
    double told(INDArray target, int start, int row, int place) {
      return isPadding(target, row, place)
          ? 0
          : place < 2 ? start : target.getDouble(row, place - 2);
    }
  }

  @Caught(in = "14.1", as = "changed its input 'target' in place")
  static final class InPlace extends SequenceToSequence {
    @Override
    public INDArray told(INDArray target, int start) {
      return target.assign(super.told(target, start));
    }
  }
}
