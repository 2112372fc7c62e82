package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.datasets.LogFiles;
import io.github.attention4j.exercises.lesson16.WindowExperiment;
import io.github.attention4j.exercises.lesson16.WindowReader;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Remembered;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Models of lesson 16's experiment that do not prove the point. */
final class WrongWindowReaders {

  private WrongWindowReaders() {}

  /** Trained once for all; what is wrong is made of what they answer. */
  abstract static class Trained implements WindowReader {
    static final WindowReader RIGHT = new WindowExperiment();
    private static final WindowReader KNOWN = Remembered.of(WindowReader.class, RIGHT);

    @Override
    public INDArray weights(INDArray files) {
      return KNOWN.weights(files);
    }

    @Override
    public INDArray zones(INDArray files) {
      return KNOWN.zones(files);
    }

    @Override
    public INDArray zonesByTwoLayers(INDArray files) {
      return KNOWN.zonesByTwoLayers(files);
    }
  }

  /** Weights that are the same for all lines of a mask. */
  private static INDArray even(Mask<INDArray> mask, long files) {
    INDArray scores = Nd4j.zeros(1, LogFiles.LENGTH, LogFiles.LENGTH);
    INDArray allowed = mask.allowed(NdArrayOps.eager(), "even", scores);
    INDArray rows = allowed.div(allowed.sum(true, 2)).reshape(1, 1, 40, 40);
    return Nd4j.tile(rows, (int) files, 4, 1, 1);
  }

  @Caught(
      in = {"16.e1", "16.e2"},
      as = "the map has shape")
  static final class LastLayerAlone extends Trained {
    @Override
    public INDArray weights(INDArray files) {
      return super.weights(files)
          .get(
              NDArrayIndex.all(),
              NDArrayIndex.interval(3, 4),
              NDArrayIndex.all(),
              NDArrayIndex.all());
    }
  }

  /** As many dropouts of weights leave them. */
  @Caught(
      in = {"16.e1", "16.e2"},
      as = "a row of the map sums to")
  static final class HalfOfTheWeight extends Trained {
    @Override
    public INDArray weights(INDArray files) {
      return super.weights(files).mul(0.5);
    }
  }

  @Caught(
      in = {"16.e1", "16.e2"},
      as = "which comes behind it: is the window causal?")
  static final class WindowToBothSides extends Trained {
    @Override
    public INDArray weights(INDArray files) {
      return even(Mask.window(8), files.size(0));
    }
  }

  @Caught(
      in = {"16.e1", "16.e2"},
      as = "9 lines back: its window is 8")
  static final class CausalWithoutAWindow extends Trained {
    @Override
    public INDArray weights(INDArray files) {
      return even(Mask.causal(), files.size(0));
    }
  }

  /** What an untrained network does, about. */
  @Caught(in = "16.e2", as = "the lines look at all of their window alike")
  static final class EvenWeights extends Trained {
    @Override
    public INDArray weights(INDArray files) {
      return even(Mask.window(8, 0), files.size(0));
    }
  }

  @Caught(in = "16.e2", as = "the maps come in reverse order")
  static final class LastLayerFirst extends Trained {
    @Override
    public INDArray weights(INDArray files) {
      INDArray maps = super.weights(files);
      INDArray[] reversed = new INDArray[4];
      for (int layer = 0; layer < 4; layer++) {
        reversed[3 - layer] =
            maps.get(
                NDArrayIndex.all(),
                NDArrayIndex.interval(layer, layer + 1),
                NDArrayIndex.all(),
                NDArrayIndex.all());
      }
      return Nd4j.concat(1, reversed);
    }
  }

  @Caught(in = "16.e3", as = "every line gets the same answer")
  static final class AlwaysTheSameZone extends Trained {
    @Override
    public INDArray zones(INDArray files) {
      return super.zones(files).mul(0).add(3);
    }
  }

  /** The lines' numbers begin at 8, the zones' at 0. */
  @Caught(in = "16.e3", as = "the answers are one too large")
  static final class ZonesFromOne extends Trained {
    @Override
    public INDArray zones(INDArray files) {
      return super.zones(files).add(1);
    }
  }

  @Caught(in = "16.e3", as = "it is right near the line that names the zone")
  static final class TwoLayersForFour extends Trained {
    @Override
    public INDArray zones(INDArray files) {
      return super.zonesByTwoLayers(files);
    }
  }

  @Caught(in = "16.e3", as = "zones returned shape")
  static final class LastLineAlone extends Trained {
    @Override
    public INDArray zones(INDArray files) {
      return super.zones(files).get(NDArrayIndex.all(), NDArrayIndex.interval(39, 40));
    }
  }

  @Caught(in = "16.e4", as = "it knows what two layers of 8 cannot see")
  static final class FourLayersForTwo extends Trained {
    @Override
    public INDArray zonesByTwoLayers(INDArray files) {
      return super.zones(files);
    }
  }

  /** What one layer can know: up to eight lines behind the one that names the zone. */
  @Caught(in = "16.e4", as = "it sees one window far: are there two layers?")
  static final class OneLayerForTwo extends Trained {
    @Override
    public INDArray zonesByTwoLayers(INDArray files) {
      INDArray said = super.zonesByTwoLayers(files).dup();
      int[] named = files.gte(8).castTo(files.dataType()).argMax(1).toIntVector();
      for (int file = 0; file < named.length; file++) {
        said.get(NDArrayIndex.point(file), NDArrayIndex.interval(named[file] + 9, 40)).assign(0);
      }
      return said;
    }
  }
}
