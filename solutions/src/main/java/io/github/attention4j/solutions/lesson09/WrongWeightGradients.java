package io.github.attention4j.solutions.lesson09;

import static io.github.attention4j.solutions.Numbers.reversed;
import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Numbers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 4, the gradient of the window's weights. */
final class WrongWeightGradients {

  private WrongWeightGradients() {}

  /** Adds up other numbers than those that the weights met. */
  private static INDArray met(
      INDArray pooled, INDArray logitsGradient, int window, Numbers.Edge edge, long above) {
    return Numbers.map(
        pooled,
        new long[] {1, 2, window, window},
        (none, c, u, v) ->
            Numbers.sum(
                logitsGradient.length(),
                place -> {
                  long w = place % pooled.size(3);
                  long h = place / pooled.size(3) % pooled.size(2);
                  long b = place / pooled.size(3) / pooled.size(2);
                  return logitsGradient.getDouble(b, 0, h, w)
                      * Numbers.read(pooled, edge, b, c, h + u - above, w + v - above);
                }));
  }

  private static INDArray example(INDArray map, long b) {
    return map.dup().get(interval(b, b + 1), all(), all(), all()).dup();
  }

  @Caught(in = "09.4", as = "the window's gradient is turned")
  static final class Turned extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return reversed(reversed(super.weightGradient(pooled, logitsGradient, window), 2), 3);
    }
  }

  @Caught(in = "09.4", as = "rows and columns of the window")
  static final class Transposed extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return super.weightGradient(pooled, logitsGradient, window).permute(0, 1, 3, 2);
    }
  }

  @Caught(in = "09.4", as = "only the first example counts")
  static final class FirstExample extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return super.weightGradient(example(pooled, 0), example(logitsGradient, 0), window);
    }
  }

  @Caught(in = "09.4", as = "the mean is taken over the examples")
  static final class MeanOfExamples extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return super.weightGradient(pooled, logitsGradient, window).div(pooled.size(0));
    }
  }

  @Caught(in = "09.4", as = "the mean is taken over the places")
  static final class MeanOfPlaces extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return super.weightGradient(pooled, logitsGradient, window)
          .div(pooled.size(2) * pooled.size(3));
    }
  }

  @Caught(in = "09.4", as = "the window's two channels")
  static final class ChannelsSwapped extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return reversed(super.weightGradient(pooled, logitsGradient, window), 1);
    }
  }

  @Caught(in = "09.4", as = "the logits' gradient is missing")
  static final class NoGradient extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return super.weightGradient(pooled, logitsGradient.mul(0).add(1), window);
    }
  }

  @Caught(in = "09.4", as = "what the weight met is missing")
  static final class NoMap extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return super.weightGradient(pooled.mul(0).add(1), logitsGradient, window);
    }
  }

  @Caught(in = "09.4", as = "every weight gets what belongs to the window's middle")
  static final class MiddleForAll extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      INDArray middle = super.weightGradient(pooled, logitsGradient, 1);
      return Nd4j.create(pooled.dataType(), 1, 2, window, window).add(middle);
    }
  }

  @Caught(in = "09.4", as = "the edge is repeated")
  static final class Nearest extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return met(pooled, logitsGradient, window, Numbers::nearest, window / 2);
    }
  }

  @Caught(in = "09.4", as = "the map goes on at its other end")
  static final class Around extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return met(pooled, logitsGradient, window, Math::floorMod, window / 2);
    }
  }

  @Caught(in = "09.4", as = "the window is taken to begin at its place")
  static final class BeginsAtThePlace extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return met(pooled, logitsGradient, window, Numbers::zero, 0);
    }
  }

  @Caught(in = "09.4", as = "one row and one column beside")
  static final class Beside extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      return met(pooled, logitsGradient, window, Numbers::zero, window / 2 + 1);
    }
  }

  @Caught(in = "09.4", as = "each example has a gradient of its own")
  static final class Apart extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      INDArray[] all = new INDArray[(int) pooled.size(0)];
      for (int b = 0; b < all.length; b++) {
        all[b] = super.weightGradient(example(pooled, b), example(logitsGradient, b), window);
      }
      return Nd4j.concat(0, all);
    }
  }

  @Caught(in = "09.4", as = "the places at the edges are left out")
  static final class EdgesLeftOut extends SpatialAttention {
    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      long reach = window / 2;
      INDArray inner =
          Numbers.map(
              logitsGradient,
              logitsGradient.shape(),
              (b, c, h, w) -> {
                long row = Math.min(h, pooled.size(2) - 1 - h);
                long column = Math.min(w, pooled.size(3) - 1 - w);
                return Math.min(row, column) < reach ? 0 : logitsGradient.getDouble(b, c, h, w);
              });
      return super.weightGradient(pooled, inner, window);
    }
  }
}
