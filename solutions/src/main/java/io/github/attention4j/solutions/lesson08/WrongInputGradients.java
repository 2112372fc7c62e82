package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 6, the gradient of the input. */
final class WrongInputGradients {

  private WrongInputGradients() {}

  /** Puts the three ways together in its own manner. */
  private abstract static class Joining extends ChannelAttention {

    abstract INDArray join(INDArray product, INDArray average, INDArray max, double count);

    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray gate,
        INDArray outputGradient,
        INDArray averageGradient,
        INDArray maxGradient) {
      INDArray zeros = input.mul(0);
      double count = input.size(2) * input.size(3);
      return join(
          outputGradient.mul(gate),
          zeros.add(spread(averageGradient).div(count)),
          spread(maxGradient).mul(winners(input)),
          count);
    }
  }

  /** Hands the gradient of the maximum to others. */
  private abstract static class Handing extends ChannelAttention {

    abstract INDArray handed(INDArray input, INDArray maxGradient);

    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray gate,
        INDArray outputGradient,
        INDArray averageGradient,
        INDArray maxGradient) {
      return super.inputGradient(input, gate, outputGradient, averageGradient, maxGradient.mul(0))
          .add(handed(input, spread(maxGradient)));
    }
  }

  /** 1 at all of each channel's largest numbers, 0 elsewhere. */
  private static INDArray allWinners(INDArray input) {
    return input.eq(input.mul(0).add(input.max(true, 2, 3))).castTo(input.dataType());
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "this is the way of the product alone")
  static final class ProductOnly extends Joining {
    @Override
    INDArray join(INDArray product, INDArray average, INDArray max, double count) {
      return product;
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "these are the ways of the pools alone")
  static final class PoolsOnly extends Joining {
    @Override
    INDArray join(INDArray product, INDArray average, INDArray max, double count) {
      return average.add(max);
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the way of the maximum is missing")
  static final class NoMaximum extends Joining {
    @Override
    INDArray join(INDArray product, INDArray average, INDArray max, double count) {
      return product.add(average);
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the way of the average is missing")
  static final class NoAverage extends Joining {
    @Override
    INDArray join(INDArray product, INDArray average, INDArray max, double count) {
      return product.add(max);
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the average's gradient is not divided")
  static final class AverageNotDivided extends Joining {
    @Override
    INDArray join(INDArray product, INDArray average, INDArray max, double count) {
      return product.add(average.mul(count)).add(max);
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the average's gradient is divided twice")
  static final class AverageDividedTwice extends Joining {
    @Override
    INDArray join(INDArray product, INDArray average, INDArray max, double count) {
      return product.add(average.div(count)).add(max);
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the maximum's gradient is divided by the count")
  static final class MaximumDivided extends Joining {
    @Override
    INDArray join(INDArray product, INDArray average, INDArray max, double count) {
      return product.add(average).add(max.div(count));
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the pools' ways are subtracted")
  static final class Subtracted extends Joining {
    @Override
    INDArray join(INDArray product, INDArray average, INDArray max, double count) {
      return product.sub(average).sub(max);
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the mean of the three ways")
  static final class MeanOfWays extends Joining {
    @Override
    INDArray join(INDArray product, INDArray average, INDArray max, double count) {
      return product.add(average).add(max).div(3);
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the maximum's gradient goes to every number")
  static final class MaximumToAll extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.add(input.mul(0));
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the maximum's gradient is spread as an average's")
  static final class MaximumSpread extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.add(input.mul(0)).div(input.size(2) * input.size(3));
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "goes to the smallest number")
  static final class ToTheSmallest extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.mul(winners(input.neg()));
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "goes to the number of the largest magnitude")
  static final class ToTheLargestMagnitude extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.mul(winners(Transforms.abs(input, true)));
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "is multiplied by the maximum itself")
  static final class TimesMaximum extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.mul(winners(input)).mul(input);
    }
  }

  @Caught(in = "08.6b", as = "every largest number gets the whole gradient")
  static final class ToAllLargest extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      return maxGradient.mul(allWinners(input));
    }
  }

  @Caught(in = "08.6b", as = "the largest numbers share the gradient")
  static final class Shared extends Handing {
    @Override
    INDArray handed(INDArray input, INDArray maxGradient) {
      INDArray all = allWinners(input);
      return maxGradient.mul(all).div(all.sum(true, 2, 3));
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the gate is missing in the product")
  static final class NoGate extends ChannelAttention {
    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray gate,
        INDArray outputGradient,
        INDArray averageGradient,
        INDArray maxGradient) {
      return super.inputGradient(
          input, gate.mul(0).add(1), outputGradient, averageGradient, maxGradient);
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the pools' ways are multiplied by the gate")
  static final class PoolsGated extends ChannelAttention {
    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray gate,
        INDArray outputGradient,
        INDArray averageGradient,
        INDArray maxGradient) {
      INDArray gates = gate.reshape(gate.size(0), gate.size(1));
      return super.inputGradient(
          input, gate, outputGradient, averageGradient.mul(gates), maxGradient.mul(gates));
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the gradients of the two pools have changed places")
  static final class PoolsSwapped extends ChannelAttention {
    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray gate,
        INDArray outputGradient,
        INDArray averageGradient,
        INDArray maxGradient) {
      return super.inputGradient(input, gate, outputGradient, maxGradient, averageGradient);
    }
  }

  @Caught(
      in = {"08.6a", "08.6b"},
      as = "the average's gradient goes to the largest number alone")
  static final class AverageToTheLargest extends ChannelAttention {
    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray gate,
        INDArray outputGradient,
        INDArray averageGradient,
        INDArray maxGradient) {
      INDArray none = averageGradient.mul(0);
      return super.inputGradient(
          input, gate, outputGradient, none, averageGradient.add(maxGradient));
    }
  }
}
