package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 6, who gets the gradient of a maximum. */
final class WrongWinners {

  private WrongWinners() {}

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
}
