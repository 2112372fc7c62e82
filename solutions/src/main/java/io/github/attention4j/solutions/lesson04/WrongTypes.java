package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: another type, or lost digits. */
final class WrongTypes {

  private WrongTypes() {}

  @Caught(in = "04.3", as = "returned INT for")
  static final class AlwaysInt extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).castTo(DataType.INT32);
    }
  }

  @Caught(in = "04.3", as = "returned LONG for")
  static final class AlwaysLong extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).castTo(DataType.INT64);
    }
  }

  @Caught(in = "04.3", as = "returned HALF for")
  static final class AlwaysHalf extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).castTo(DataType.FLOAT16);
    }
  }

  @Caught(in = "04.3", as = "returned BFLOAT16 for")
  static final class AlwaysBfloat16 extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).castTo(DataType.BFLOAT16);
    }
  }

  @Caught(in = "04.3", as = "cut to integers")
  static final class ThroughInt extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).castTo(DataType.INT32).castTo(weights.dataType());
    }
  }

  @Caught(in = "04.3", as = "right to 3 digits only")
  static final class ThroughHalf extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).castTo(DataType.FLOAT16).castTo(weights.dataType());
    }
  }

  @Caught(in = "04.3", as = "right to 2 digits only")
  static final class ThroughBfloat16 extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).castTo(DataType.BFLOAT16).castTo(weights.dataType());
    }
  }

  @Caught(in = "04.3", as = "returned BOOL numbers")
  static final class Booleans extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).gt(0);
    }
  }

  @Caught(in = "04.3", as = "a little too small, from digit 7 on")
  static final class Epsilon extends ScaledDotProduct {
    @Override
    public INDArray output(INDArray weights, INDArray value) {
      return super.output(weights, value).div(1 + 3e-7);
    }
  }
}
