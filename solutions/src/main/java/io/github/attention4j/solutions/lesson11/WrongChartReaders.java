package io.github.attention4j.solutions.lesson11;

import io.github.attention4j.datasets.Harbours;
import io.github.attention4j.exercises.lesson11.ChartExperiment;
import io.github.attention4j.exercises.lesson11.ChartReader;
import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Remembered;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Models of lesson 11's experiment that do not prove the point. */
final class WrongChartReaders {

  private WrongChartReaders() {}

  /** Trained once for all; what is wrong is made of what they answer. */
  abstract static class Trained implements ChartReader {
    static final ChartReader RIGHT = new ChartExperiment();
    private static final ChartReader KNOWN = Remembered.of(ChartReader.class, RIGHT);

    @Override
    public INDArray weights(INDArray charts) {
      return KNOWN.weights(charts);
    }

    @Override
    public INDArray mayEnter(INDArray charts) {
      return KNOWN.mayEnter(charts);
    }

    @Override
    public INDArray mayEnterByConvolutions(INDArray charts) {
      return KNOWN.mayEnterByConvolutions(charts);
    }
  }

  @Caught(
      in = {"11.e1", "11.e2"},
      as = "a row of the map sums to")
  static final class WeightsWithResidual extends Trained {
    @Override
    public INDArray weights(INDArray charts) {
      return super.weights(charts).mul(0.3);
    }
  }

  @Caught(
      in = {"11.e1", "11.e2"},
      as = "the columns sum to 1, not the rows")
  static final class Transposed extends Trained {
    @Override
    public INDArray weights(INDArray charts) {
      return super.weights(charts).permute(0, 2, 1).dup('c');
    }
  }

  @Caught(
      in = {"11.e1", "11.e2"},
      as = "the map has shape")
  static final class AsCells extends Trained {
    @Override
    public INDArray weights(INDArray charts) {
      return super.weights(charts).reshape(charts.size(0), 36, 6, 6);
    }
  }

  @Caught(in = "11.e2", as = "every query attends to nearly all keys alike")
  static final class EvenWeights extends Trained {
    @Override
    public INDArray weights(INDArray charts) {
      return super.weights(charts).mul(0).add(1 / 36.0);
    }
  }

  /** What a model learns whose queries know a ship, but not its flag. */
  @Caught(in = "11.e2", as = "the ships look at harbours, but at any of them")
  static final class AnyHarbour extends Trained {
    @Override
    public INDArray weights(INDArray charts) {
      INDArray lit = charts.reshape(charts.size(0), 3, 6, 4, 6, 4).sum(1); // (B, 6, 4, 6, 4)
      INDArray lamp =
          lit.get(
                  NDArrayIndex.all(),
                  NDArrayIndex.all(),
                  NDArrayIndex.point(3),
                  NDArrayIndex.all(),
                  NDArrayIndex.point(3))
              .dup('c')
              .reshape(charts.size(0), 1, 36); // 1 at every harbour
      INDArray rows = Nd4j.ones(lamp.dataType(), charts.size(0), 36, 36).mul(lamp);
      return rows.div(Harbours.PAIRS);
    }
  }

  @Caught(in = "11.e3", as = "every place gets the same answer")
  static final class AlwaysYes extends Trained {
    @Override
    public INDArray mayEnter(INDArray charts) {
      return super.mayEnter(charts).mul(0).add(1);
    }
  }

  @Caught(in = "11.e3", as = "yes and no are turned round")
  static final class TurnedRound extends Trained {
    @Override
    public INDArray mayEnter(INDArray charts) {
      return super.mayEnter(charts).rsub(1);
    }
  }

  @Caught(
      in = {"11.e3", "11.e4"},
      as = "mayEnter returned shape")
  static final class AnswersAsMap extends Trained {
    @Override
    public INDArray mayEnter(INDArray charts) {
      return super.mayEnter(charts).reshape(charts.size(0), 6, 6);
    }
  }

  @Caught(
      in = {"11.e3", "11.e4"},
      as = "both answer alike: is the attention in use?",
      then = "it answers as with attention")
  static final class OneForBoth extends Trained {
    @Override
    public INDArray mayEnter(INDArray charts) {
      return halfRight(charts);
    }

    @Override
    public INDArray mayEnterByConvolutions(INDArray charts) {
      return halfRight(charts);
    }

    /** Right at the upper half of the chart alone. */
    private INDArray halfRight(INDArray charts) {
      INDArray upper = Nd4j.zeros(charts.dataType(), 1, 36);
      for (int place = 0; place < 18; place++) {
        upper.putScalar(0, place, 1);
      }
      return super.mayEnter(charts).mul(upper);
    }
  }

  @Caught(in = "11.e4", as = "it knows what two convolutions cannot see")
  static final class BaselineThatSeesAll extends Trained {
    @Override
    public INDArray mayEnterByConvolutions(INDArray charts) {
      INDArray all = super.mayEnter(charts).dup();
      all.putScalar(0, 0, 1 - all.getDouble(0, 0)); // not quite the same
      return all;
    }
  }

  @Caught(in = "11.e4", as = "its answers are turned round")
  static final class BaselineTurnedRound extends Trained {
    @Override
    public INDArray mayEnterByConvolutions(INDArray charts) {
      return super.mayEnter(charts).rsub(1);
    }
  }
}
