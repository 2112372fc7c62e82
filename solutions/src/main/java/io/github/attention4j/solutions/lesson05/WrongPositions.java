package io.github.attention4j.solutions.lesson05;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 1, the positions. */
final class WrongPositions {

  private WrongPositions() {}

  /** The number of a position and a feature, for a sequence of some width. */
  private interface Wave {
    double at(long position, long feature, double width);
  }

  private static INDArray with(INDArray input, Wave wave) {
    INDArray table = Nd4j.create(input.dataType(), 1, input.size(1), input.size(2));
    for (long t = 0; t < input.size(1); t++) {
      for (long f = 0; f < input.size(2); f++) {
        table.putScalar(0, t, f, wave.at(t, f, input.size(2)));
      }
    }
    return input.add(table);
  }

  private static double wave(long feature, double angle) {
    return feature % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
  }

  @Caught(in = "05.1", as = "these are the positions alone")
  static final class PositionsAlone extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return super.addPositions(input).sub(input);
    }
  }

  @Caught(in = "05.1", as = "the positions are multiplied with the input")
  static final class Multiplied extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return super.addPositions(input).sub(input).mul(input);
    }
  }

  @Caught(in = "05.1", as = "each feature has a wave length of its own")
  static final class OwnWaveLengths extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> wave(f, t / Math.pow(10000, f / width)));
    }
  }

  @Caught(in = "05.1", as = "the exponent is i / D")
  static final class HalfExponent extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> wave(f, t / Math.pow(10000, f / 2 / width)));
    }
  }

  @Caught(in = "05.1", as = "the exponent is divided as whole numbers")
  static final class WholeDivision extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> wave(f, t / Math.pow(10000, f / 2 * 2 / (int) width)));
    }
  }

  @Caught(in = "05.1", as = "sine and cosine are swapped")
  static final class Swapped extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> wave(f + 1, t / Math.pow(10000, (f - f % 2) / width)));
    }
  }

  @Caught(in = "05.1", as = "every feature takes the sine")
  static final class OnlySines extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> Math.sin(t / Math.pow(10000, (f - f % 2) / width)));
    }
  }

  @Caught(in = "05.1", as = "all sines come before all cosines")
  static final class SinesFirst extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(
          input,
          (t, f, width) -> {
            long half = (long) (width + 1) / 2;
            double angle = t / Math.pow(10000, 2 * (f % half) / width);
            return f < half ? Math.sin(angle) : Math.cos(angle);
          });
    }
  }

  @Caught(in = "05.1", as = "the positions are counted from 1")
  static final class FromOne extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> wave(f, (t + 1) / Math.pow(10000, (f - f % 2) / width)));
    }
  }

  @Caught(in = "05.1", as = "multiplied by 10000^(2i / D)")
  static final class Shrinking extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> wave(f, t * Math.pow(10000, (f - f % 2) / width)));
    }
  }

  @Caught(in = "05.1", as = "the base is 1000 or 100000")
  static final class OtherBase extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> wave(f, t / Math.pow(1000, (f - f % 2) / width)));
    }
  }

  @Caught(in = "05.1", as = "the plain number of the position")
  static final class PlainNumbers extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> t);
    }
  }

  @Caught(in = "05.1", as = "the angles are added, without")
  static final class Angles extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(input, (t, f, width) -> t / Math.pow(10000, (f - f % 2) / width));
    }
  }

  @Caught(in = "05.1", as = "multiplied by sqrt(D) first")
  static final class InputScaled extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return with(
          input.mul(Math.sqrt(input.size(2))),
          (t, f, width) -> wave(f, t / Math.pow(10000, (f - f % 2) / width)));
    }
  }

  @Caught(in = "05.1", as = "changed its input 'input'")
  static final class ChangesItsInput extends SelfAttention {
    @Override
    public INDArray addPositions(INDArray input) {
      return input.addi(super.addPositions(input).sub(input));
    }
  }
}
