package io.github.attention4j.solutions.lesson01;

import io.github.attention4j.exercises.lesson01.TideExperiment;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: readers of the experiment that do not prove its point. */
final class WrongReaders {

  private WrongReaders() {}

  /** Reads at another width than the one that was learned. */
  private abstract static class AtWidth extends TideExperiment {
    @Override
    public abstract double width();

    @Override
    public INDArray read(INDArray asked, INDArray hours, INDArray levels) {
      return weights(asked, hours, width()).mmul(levels.reshape(levels.length(), 1)).reshape(-1);
    }
  }

  @Caught(in = "01.e4", as = "no better than the nearest reading alone")
  static final class TooCold extends AtWidth {
    @Override
    public double width() {
      return 0.04;
    }
  }

  @Caught(in = "01.e4", as = "nearly the average level")
  static final class TooHot extends AtWidth {
    @Override
    public double width() {
      return 24;
    }
  }

  @Caught(in = "01.e4", as = "error as a share of the average's: 0.")
  static final class TooWide extends AtWidth {
    @Override
    public double width() {
      return 2.5;
    }
  }

  @Caught(in = "01.e2", as = "attends to nearly all keys alike")
  static final class AlwaysTheLearnedWidth extends TideExperiment {
    @Override
    public INDArray weights(INDArray asked, INDArray hours, double width) {
      return super.weights(asked, hours, width == width() ? width : 1000);
    }
  }

  @Caught(in = "01.e2", as = "one key too far")
  static final class FirstKeyForgotten extends TideExperiment {
    @Override
    public INDArray weights(INDArray asked, INDArray hours, double width) {
      INDArray weights = super.weights(asked, hours, width);
      if (asked.length() != hours.length()) {
        return weights;
      }
      INDArray moved = weights.like();
      for (long i = 0; i < hours.length(); i++) {
        moved.putRow(i, weights.getRow((i + 1) % hours.length()));
      }
      return moved;
    }
  }

  @Caught(
      in = {"01.e1", "01.e3"},
      as = "expected [300, 100]")
  static final class MapTransposed extends TideExperiment {
    @Override
    public INDArray weights(INDArray asked, INDArray hours, double width) {
      return super.weights(asked, hours, width).transpose();
    }
  }

  @Caught(
      in = {"01.e1", "01.e2", "01.e3"},
      as = "are these scores")
  static final class Scores extends TideExperiment {
    @Override
    public INDArray weights(INDArray asked, INDArray hours, double width) {
      INDArray difference =
          asked.reshape(asked.length(), 1).sub(hours.reshape(1, hours.length())).div(width);
      return difference.mul(difference).mul(-0.5);
    }
  }

  @Caught(in = "01.e3", as = "does not mix the levels by the map")
  static final class AnotherMap extends TideExperiment {
    @Override
    public INDArray read(INDArray asked, INDArray hours, INDArray levels) {
      return super.read(asked.add(0.1), hours, levels);
    }
  }

  @Caught(
      in = {"01.e3", "01.e4"},
      as = "read returned shape")
  static final class Column extends TideExperiment {
    @Override
    public INDArray read(INDArray asked, INDArray hours, INDArray levels) {
      return super.read(asked, hours, levels).reshape(asked.length(), 1);
    }
  }

  @Caught(
      in = {"01.e3", "01.e4"},
      as = "read returned null")
  static final class Null extends TideExperiment {
    @Override
    public INDArray read(INDArray asked, INDArray hours, INDArray levels) {
      return null;
    }
  }
}
