package io.github.attention4j.solutions.lesson08;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: steps 1 and 2, the two pools. */
final class WrongPools {

  private WrongPools() {}

  @Caught(in = "08.1", as = "the maximum is taken for the average")
  static final class MaxForAverage extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return super.maxPool(input);
    }
  }

  @Caught(in = "08.1", as = "the sum is taken for the average")
  static final class SumForAverage extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return input.sum(2, 3);
    }
  }

  @Caught(in = "08.1", as = "the average's sum is divided by H:")
  static final class DividedByRows extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return input.sum(2, 3).div(input.size(2));
    }
  }

  @Caught(in = "08.1", as = "the average's sum is divided by C:")
  static final class DividedByChannels extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return input.sum(2, 3).div(input.size(1));
    }
  }

  @Caught(in = "08.1", as = "divided by one less than")
  static final class OneLess extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return input.sum(2, 3).div(input.size(2) * input.size(3) - 1);
    }
  }

  @Caught(in = "08.1", as = "the numbers' magnitudes: keep their signs")
  static final class Magnitudes extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return super.averagePool(Transforms.abs(input, true));
    }
  }

  @Caught(in = "08.1", as = "the numbers' squares")
  static final class Squares extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return super.averagePool(input.mul(input));
    }
  }

  @Caught(in = "08.1", as = "the middle between the smallest and the largest")
  static final class Middle extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return input.max(2, 3).add(input.min(2, 3)).div(2);
    }
  }

  @Caught(in = "08.1", as = "what is negative does not count in the average")
  static final class NegativeIgnored extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return super.averagePool(Transforms.relu(input, true));
    }
  }

  @Caught(in = "08.1", as = "the channels are pooled, not the places")
  static final class ChannelsPooled extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return input.mean(1);
    }
  }

  @Caught(in = "08.1", as = "only the rows or only the columns are pooled")
  static final class OneAxis extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return input.mean(3);
    }
  }

  @Caught(in = "08.1", as = "the average is that of the first example alone")
  static final class FirstExample extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      INDArray pools = super.averagePool(input);
      return pools.mul(0).add(pools.get(interval(0, 1), all()));
    }
  }

  @Caught(in = "08.1", as = "returned FLOAT for DOUBLE inputs")
  static final class AlwaysFloat extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return super.averagePool(input).castTo(DataType.FLOAT);
    }
  }

  @Caught(in = "08.1", as = "axes of length 1 are left over")
  static final class AxesKept extends ChannelAttention {
    @Override
    public INDArray averagePool(INDArray input) {
      return input.mean(true, 2, 3);
    }
  }

  @Caught(in = "08.2", as = "the average is taken for the maximum")
  static final class AverageForMax extends ChannelAttention {
    @Override
    public INDArray maxPool(INDArray input) {
      return super.averagePool(input);
    }
  }

  @Caught(in = "08.2", as = "the sum is taken for the maximum")
  static final class SumForMax extends ChannelAttention {
    @Override
    public INDArray maxPool(INDArray input) {
      return input.sum(2, 3);
    }
  }

  @Caught(in = "08.2", as = "the minimum is taken for the maximum")
  static final class Minimum extends ChannelAttention {
    @Override
    public INDArray maxPool(INDArray input) {
      return input.min(2, 3);
    }
  }

  @Caught(in = "08.2", as = "the search for the maximum begins with 0")
  static final class FromZero extends ChannelAttention {
    @Override
    public INDArray maxPool(INDArray input) {
      return Transforms.relu(super.maxPool(input), true);
    }
  }

  @Caught(in = "08.2", as = "the maximum is that of the numbers' magnitudes")
  static final class LargestMagnitude extends ChannelAttention {
    @Override
    public INDArray maxPool(INDArray input) {
      return super.maxPool(Transforms.abs(input, true));
    }
  }

  @Caught(in = "08.2", as = "this is where the maximum stands")
  static final class Place extends ChannelAttention {
    @Override
    public INDArray maxPool(INDArray input) {
      INDArray rows = input.dup('c').reshape(input.size(0), input.size(1), -1);
      return Nd4j.argMax(rows, 2).castTo(input.dataType());
    }
  }

  @Caught(in = "08.2", as = "the maximum is a soft one")
  static final class Soft extends ChannelAttention {
    @Override
    public INDArray maxPool(INDArray input) {
      return Transforms.log(Transforms.exp(input).sum(2, 3));
    }
  }
}
