package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.exercises.lesson10.CbamExperiment;
import io.github.attention4j.exercises.lesson10.SheetReader;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongSheetReaders {

  private WrongSheetReaders() {}

  /** The page's models, trained once for all; what is wrong is made of what they answer. */
  abstract static class Trained implements SheetReader {
    static final SheetReader RIGHT = new CbamExperiment();

    @Override
    public INDArray channelGate(INDArray pictures) {
      return RIGHT.channelGate(pictures);
    }

    @Override
    public INDArray spatialGate(INDArray pictures) {
      return RIGHT.spatialGate(pictures);
    }

    @Override
    public INDArray read(INDArray pictures) {
      return RIGHT.read(pictures);
    }

    @Override
    public INDArray readWithoutGates(INDArray pictures) {
      return RIGHT.readWithoutGates(pictures);
    }
  }

  @Caught(in = "10.e1", as = "all channels have the same gate")
  static final class EvenChannels extends Trained {
    @Override
    public INDArray channelGate(INDArray pictures) {
      return super.channelGate(pictures).mul(0).add(0.5);
    }
  }

  @Caught(in = "10.e1", as = "the noise has the widest gates")
  static final class TurnedChannels extends Trained {
    @Override
    public INDArray channelGate(INDArray pictures) {
      return super.channelGate(pictures).rsub(1);
    }
  }

  @Caught(in = "10.e1", as = "expected [500, 6]")
  static final class ChannelsWithTheirPlaces extends Trained {
    @Override
    public INDArray channelGate(INDArray pictures) {
      return super.channelGate(pictures).reshape(pictures.size(0), 6, 1, 1);
    }
  }

  @Caught(in = "10.e2", as = "all places have the same gate")
  static final class EvenPlaces extends Trained {
    @Override
    public INDArray spatialGate(INDArray pictures) {
      return super.spatialGate(pictures).mul(0).add(0.5);
    }
  }

  @Caught(in = "10.e2", as = "it looks everywhere but at the digit")
  static final class TurnedPlaces extends Trained {
    @Override
    public INDArray spatialGate(INDArray pictures) {
      return super.spatialGate(pictures).rsub(1);
    }
  }

  @Caught(in = "10.e2", as = "returned null")
  static final class NoPlaces extends Trained {
    @Override
    public INDArray spatialGate(INDArray pictures) {
      return null;
    }
  }

  @Caught(
      in = {"10.e3", "10.e4"},
      as = "every picture gets the same answer")
  static final class OneAnswer extends Trained {
    @Override
    public INDArray read(INDArray pictures) {
      return super.read(pictures).mul(0);
    }
  }

  @Caught(
      in = {"10.e3", "10.e4"},
      as = "both read alike")
  static final class GatesThatNobodyUses extends Trained {
    @Override
    public INDArray read(INDArray pictures) {
      return super.readWithoutGates(pictures);
    }
  }

  @Caught(in = "10.e4", as = "is the reader without gates the one with gates")
  static final class StillWithGates extends Trained {
    @Override
    public INDArray readWithoutGates(INDArray pictures) {
      return super.read(pictures);
    }
  }

  @Caught(in = "10.e4", as = "it only guesses")
  static final class UntrainedWithoutGates extends Trained {
    @Override
    public INDArray readWithoutGates(INDArray pictures) {
      return super.readWithoutGates(pictures).mul(0);
    }
  }
}
