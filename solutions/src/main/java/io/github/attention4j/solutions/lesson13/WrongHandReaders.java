package io.github.attention4j.solutions.lesson13;

import io.github.attention4j.exercises.lesson13.HandExperiment;
import io.github.attention4j.exercises.lesson13.HandReader;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongHandReaders {

  private WrongHandReaders() {}

  /** The page's models, trained once for all; what is wrong is made of what they answer. */
  abstract static class Trained implements HandReader {
    static final HandReader RIGHT = new HandExperiment();

    @Override
    public INDArray read(INDArray pictures) {
      return RIGHT.read(pictures);
    }

    @Override
    public INDArray rollout(INDArray pictures) {
      return RIGHT.rollout(pictures);
    }

    @Override
    public INDArray readWithoutPositions(INDArray pictures) {
      return RIGHT.readWithoutPositions(pictures);
    }
  }

  /** The hand turned round: it reads what is across from what is pointed at. */
  @Caught(
      in = {"13.e1", "13.e2", "13.e4"},
      as = "it reads the digit across",
      then = "gained by the positions")
  static final class ReadsAcross extends Trained {
    @Override
    public INDArray read(INDArray pictures) {
      float[] pixels = pictures.dup('c').data().asFloat();
      float[] turned = pixels.clone();
      for (int i = 0; i < pixels.length; i++) {
        int row = i / 24 % 24;
        int column = i % 24;
        if (row / 8 == 1 && column / 8 == 1) { // the middle cell, turned by half a circle
          turned[i + 24 * (23 - 2 * row) + 23 - 2 * column] = pixels[i];
        }
      }
      return super.read(Nd4j.createFromArray(turned).reshape(pictures.shape()));
    }
  }

  /** Remembers its first answers, whatever is shown to it later. */
  @Caught(in = "13.e2", as = "the answers stay when the hands turn")
  static final class KeepsItsAnswers extends Trained {
    private INDArray first;

    @Override
    public INDArray read(INDArray pictures) {
      first = first == null ? super.read(pictures) : first;
      return first.dup();
    }
  }

  @Caught(in = "13.e3", as = "all cells have the same weight")
  static final class EvenMap extends Trained {
    @Override
    public INDArray rollout(INDArray pictures) {
      return super.rollout(pictures).mul(0).add(1.0 / 9);
    }
  }

  @Caught(in = "13.e3", as = "nearly all weight is on the hand")
  static final class OnlyTheHand extends Trained {
    @Override
    public INDArray rollout(INDArray pictures) {
      INDArray map = super.rollout(pictures).mul(0).add(0.01);
      map.getColumn(4).assign(0.92);
      return map;
    }
  }

  @Caught(in = "13.e3", as = "the map is transposed")
  static final class TransposedMap extends Trained {
    @Override
    public INDArray rollout(INDArray pictures) {
      INDArray map = super.rollout(pictures);
      return map.reshape(map.size(0), 3, 3).permute(0, 2, 1).dup('c').reshape('c', map.size(0), 9);
    }
  }

  @Caught(in = "13.e3", as = "it is the same cell in nearly all pictures")
  static final class OneCell extends Trained {
    @Override
    public INDArray rollout(INDArray pictures) {
      INDArray map = super.rollout(pictures).mul(0).add(0.05);
      map.getColumn(0).assign(0.6);
      return map;
    }
  }

  @Caught(in = "13.e3", as = "a row of the map sums to")
  static final class WithTheClassTokensShare extends Trained {
    @Override
    public INDArray rollout(INDArray pictures) {
      return super.rollout(pictures).mul(0.7);
    }
  }

  @Caught(in = "13.e3", as = "expected [400, 9]")
  static final class SquareMap extends Trained {
    @Override
    public INDArray rollout(INDArray pictures) {
      return super.rollout(pictures).reshape(pictures.size(0), 3, 3);
    }
  }

  @Caught(in = "13.e4", as = "both read alike")
  static final class StillWithPositions extends Trained {
    @Override
    public INDArray readWithoutPositions(INDArray pictures) {
      return read(pictures);
    }
  }

  @Caught(in = "13.e4", as = "without positions every picture gets the same answer")
  static final class OneAnswerWithoutPositions extends Trained {
    @Override
    public INDArray readWithoutPositions(INDArray pictures) {
      return Nd4j.zerosLike(super.readWithoutPositions(pictures));
    }
  }
}
