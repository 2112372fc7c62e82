package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: step 6, the ways back to the input. */
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
