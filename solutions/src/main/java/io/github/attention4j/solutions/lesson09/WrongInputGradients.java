package io.github.attention4j.solutions.lesson09;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import io.github.attention4j.solutions.Numbers;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 6, the gradient of the input. */
final class WrongInputGradients {

  private WrongInputGradients() {}

  private static INDArray channel(INDArray pair, int channel) {
    return pair.dup().get(all(), interval(channel, channel + 1), all(), all());
  }

  /** Puts the three ways together in its own manner. */
  private abstract static class Joining extends SpatialAttention {

    abstract INDArray join(INDArray product, INDArray max, INDArray average, INDArray input);

    @Override
    public INDArray inputGradient(
        INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient) {
      return join(
          outputGradient.mul(gate),
          winners(input).mul(channel(pooledGradient, 0)),
          input.mul(0).add(channel(pooledGradient, 1).div(input.size(1))),
          input);
    }
  }

  /** Hands the gradient of the maximum to others. */
  private abstract static class Handing extends Joining {

    abstract INDArray handed(INDArray input, INDArray maxGradient);

    @Override
    INDArray join(INDArray product, INDArray max, INDArray average, INDArray input) {
      return product.add(average).add(handed(input, max.sum(true, 1)));
    }
  }

  /** 1 at all of each place's largest numbers, 0 elsewhere. */
  private static INDArray allWinners(INDArray input) {
    return input.eq(input.mul(0).add(input.max(true, 1))).castTo(input.dataType());
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "this is the way of the product alone")
  static final class ProductOnly extends Joining {
    @Override
    INDArray join(INDArray product, INDArray max, INDArray average, INDArray input) {
      return product;
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "these are the ways of the pools alone")
  static final class PoolsOnly extends Joining {
    @Override
    INDArray join(INDArray product, INDArray max, INDArray average, INDArray input) {
      return max.add(average);
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the way of the maximum is missing")
  static final class NoMaximum extends Joining {
    @Override
    INDArray join(INDArray product, INDArray max, INDArray average, INDArray input) {
      return product.add(average);
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the way of the average is missing")
  static final class NoAverage extends Joining {
    @Override
    INDArray join(INDArray product, INDArray max, INDArray average, INDArray input) {
      return product.add(max);
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the average's gradient is not divided")
  static final class AverageNotDivided extends Joining {
    @Override
    INDArray join(INDArray product, INDArray max, INDArray average, INDArray input) {
      return product.add(max).add(average.mul(input.size(1)));
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the average's gradient is divided by another count")
  static final class AverageDividedByPlaces extends Joining {
    @Override
    INDArray join(INDArray product, INDArray max, INDArray average, INDArray input) {
      double places = input.size(2) * input.size(3);
      return product.add(max).add(average.mul(input.size(1) / places));
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the pools' ways are subtracted")
  static final class Subtracted extends Joining {
    @Override
    INDArray join(INDArray product, INDArray max, INDArray average, INDArray input) {
      return product.sub(average).sub(max);
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the mean of the three ways")
  static final class MeanOfWays extends Joining {
    @Override
    INDArray join(INDArray product, INDArray max, INDArray average, INDArray input) {
      return product.add(average).add(max).div(3);
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the maximum's gradient goes to every number")
  static final class MaximumToAll extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.add(input.mul(0));
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "goes to the smallest number")
  static final class ToTheSmallest extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.mul(winners(input.neg()));
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "goes to the number of the largest magnitude")
  static final class ToTheLargestMagnitude extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.mul(winners(Transforms.abs(input, true)));
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "is multiplied by the maximum itself")
  static final class TimesMaximum extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.mul(winners(input)).mul(input);
    }
  }

  @Caught(in = "09.6b", as = "every largest number gets the whole gradient")
  static final class ToAllLargest extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.mul(allWinners(input));
    }
  }

  @Caught(in = "09.6b", as = "the largest numbers share the gradient")
  static final class Shared extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      INDArray all = allWinners(input);
      return maxGradient.mul(all).div(all.sum(true, 1));
    }
  }

  @Caught(in = "09.6b", as = "of several largest numbers the last one")
  static final class Last extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.mul(Numbers.reversed(winners(Numbers.reversed(input, 1)), 1));
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the gradients of the two pools have changed places")
  static final class PoolsSwapped extends SpatialAttention {
    @Override
    public INDArray inputGradient(
        INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient) {
      return super.inputGradient(input, gate, outputGradient, Numbers.reversed(pooledGradient, 1));
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the gate is missing in the product")
  static final class NoGate extends SpatialAttention {
    @Override
    public INDArray inputGradient(
        INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient) {
      return super.inputGradient(input, gate.mul(0).add(1), outputGradient, pooledGradient);
    }
  }

  @Caught(
      in = {"09.6a", "09.6b"},
      as = "the pools' ways are multiplied by the gate")
  static final class PoolsGated extends SpatialAttention {
    @Override
    public INDArray inputGradient(
        INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient) {
      return super.inputGradient(input, gate, outputGradient, pooledGradient.mul(gate));
    }
  }
}
