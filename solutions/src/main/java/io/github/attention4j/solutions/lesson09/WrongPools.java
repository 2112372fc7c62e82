package io.github.attention4j.solutions.lesson09;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 1, the two pools. */
final class WrongPools {

  private WrongPools() {}

  /** Another number in place of the maximum, (B, 1, H, W). */
  private abstract static class OtherMax extends SpatialAttention {

    abstract INDArray max(INDArray input);

    @Override
    public INDArray pools(INDArray input) {
      return Nd4j.concat(1, max(input), input.mean(true, 1));
    }
  }

  /** Another number in place of the average, (B, 1, H, W). */
  private abstract static class OtherAverage extends SpatialAttention {

    abstract INDArray average(INDArray input);

    @Override
    public INDArray pools(INDArray input) {
      return Nd4j.concat(1, input.max(true, 1), average(input));
    }
  }

  @Caught(in = "09.1", as = "the two maps have changed places")
  static final class Swapped extends SpatialAttention {
    @Override
    public INDArray pools(INDArray input) {
      return Nd4j.concat(1, input.mean(true, 1), input.max(true, 1));
    }
  }

  @Caught(in = "09.1", as = "the two maps are added")
  static final class Added extends SpatialAttention {
    @Override
    public INDArray pools(INDArray input) {
      return input.max(true, 1).add(input.mean(true, 1));
    }
  }

  @Caught(in = "09.1", as = "this is the maximum alone")
  static final class MaximumAlone extends SpatialAttention {
    @Override
    public INDArray pools(INDArray input) {
      return input.max(true, 1);
    }
  }

  @Caught(in = "09.1", as = "this is the average alone")
  static final class AverageAlone extends SpatialAttention {
    @Override
    public INDArray pools(INDArray input) {
      return input.mean(true, 1);
    }
  }

  @Caught(in = "09.1", as = "along another axis")
  static final class AlongAnotherAxis extends SpatialAttention {
    @Override
    public INDArray pools(INDArray input) {
      return Nd4j.concat(0, input.max(true, 1), input.mean(true, 1));
    }
  }

  @Caught(in = "09.1", as = "the places are pooled, not the channels")
  static final class PlacesPooled extends SpatialAttention {
    @Override
    public INDArray pools(INDArray input) {
      return Nd4j.concat(1, input.max(true, 2, 3), input.mean(true, 2, 3));
    }
  }

  @Caught(in = "09.1", as = "returned FLOAT for DOUBLE inputs")
  static final class AlwaysFloat extends SpatialAttention {
    @Override
    public INDArray pools(INDArray input) {
      return super.pools(input).castTo(DataType.FLOAT);
    }
  }

  @Caught(in = "09.1", as = "the average is taken for the maximum")
  static final class AverageForMax extends OtherMax {
    @Override
    INDArray max(INDArray input) {
      return input.mean(true, 1);
    }
  }

  @Caught(in = "09.1", as = "the sum is taken for the maximum")
  static final class SumForMax extends OtherMax {
    @Override
    INDArray max(INDArray input) {
      return input.sum(true, 1);
    }
  }

  @Caught(in = "09.1", as = "the minimum is taken for the maximum")
  static final class Minimum extends OtherMax {
    @Override
    INDArray max(INDArray input) {
      return input.min(true, 1);
    }
  }

  @Caught(in = "09.1", as = "the search for the maximum begins with 0")
  static final class FromZero extends OtherMax {
    @Override
    INDArray max(INDArray input) {
      return Transforms.relu(input.max(true, 1), true);
    }
  }

  @Caught(in = "09.1", as = "the maximum is that of the numbers' magnitudes")
  static final class LargestMagnitude extends OtherMax {
    @Override
    INDArray max(INDArray input) {
      return Transforms.abs(input, true).max(true, 1);
    }
  }

  @Caught(in = "09.1", as = "this is where the maximum stands")
  static final class Place extends OtherMax {
    @Override
    INDArray max(INDArray input) {
      long[] shape = {input.size(0), 1, input.size(2), input.size(3)};
      return Nd4j.argMax(input, 1).castTo(input.dataType()).reshape(shape);
    }
  }

  @Caught(in = "09.1", as = "the maximum is a soft one")
  static final class Soft extends OtherMax {
    @Override
    INDArray max(INDArray input) {
      return Transforms.log(Transforms.exp(input).sum(true, 1));
    }
  }

  @Caught(in = "09.1", as = "the maximum is that of the first example alone")
  static final class FirstExampleOnly extends OtherMax {
    @Override
    INDArray max(INDArray input) {
      INDArray max = input.max(true, 1);
      return max.mul(0).add(max.get(interval(0, 1), all(), all(), all()));
    }
  }

  @Caught(in = "09.1", as = "the maximum is taken for the average")
  static final class MaxForAverage extends OtherAverage {
    @Override
    INDArray average(INDArray input) {
      return input.max(true, 1);
    }
  }

  @Caught(in = "09.1", as = "the sum is taken for the average")
  static final class SumForAverage extends OtherAverage {
    @Override
    INDArray average(INDArray input) {
      return input.sum(true, 1);
    }
  }

  @Caught(in = "09.1", as = "the average's sum is divided by H*W:")
  static final class DividedByPlaces extends OtherAverage {
    @Override
    INDArray average(INDArray input) {
      return input.sum(true, 1).div(input.size(2) * input.size(3));
    }
  }

  @Caught(in = "09.1", as = "the average is that of the numbers' magnitudes")
  static final class Magnitudes extends OtherAverage {
    @Override
    INDArray average(INDArray input) {
      return Transforms.abs(input, true).mean(true, 1);
    }
  }

  @Caught(in = "09.1", as = "the average is that of the numbers' squares")
  static final class Squares extends OtherAverage {
    @Override
    INDArray average(INDArray input) {
      return input.mul(input).mean(true, 1);
    }
  }

  @Caught(in = "09.1", as = "what is negative does not count in the average")
  static final class NegativeIgnored extends OtherAverage {
    @Override
    INDArray average(INDArray input) {
      return Transforms.relu(input, true).mean(true, 1);
    }
  }
}
