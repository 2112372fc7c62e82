package io.github.attention4j.solutions.lesson13;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: step 1, the patches. */
final class WrongPatches {

  private WrongPatches() {}

  /** Puts the split axes, (B, C, I, P, J, P), into another order. */
  private static INDArray ordered(INDArray pictures, int side, int... order) {
    return VisionTransformer.split(pictures, side)
        .permute(order)
        .dup('c')
        .reshape('c', VisionTransformer.shape(pictures, side));
  }

  @Caught(in = "13.1", as = "the picture is reshaped alone")
  static final class ReshapedAlone extends VisionTransformer {
    @Override
    public INDArray patches(INDArray pictures, int side) {
      return pictures.dup('c').reshape('c', shape(pictures, side));
    }
  }

  @Caught(in = "13.1", as = "these are strips")
  static final class Strips extends VisionTransformer {
    @Override
    public INDArray patches(INDArray pictures, int side) {
      return ordered(pictures, side, 0, 2, 1, 3, 4, 5);
    }
  }

  @Caught(in = "13.1", as = "the patches come column by column")
  static final class ColumnByColumn extends VisionTransformer {
    @Override
    public INDArray patches(INDArray pictures, int side) {
      return ordered(pictures, side, 0, 4, 2, 1, 3, 5);
    }
  }

  @Caught(in = "13.1", as = "the pixels within a patch come column by column")
  static final class TurnedPatches extends VisionTransformer {
    @Override
    public INDArray patches(INDArray pictures, int side) {
      return ordered(pictures, side, 0, 2, 4, 1, 5, 3);
    }
  }

  @Caught(in = "13.1", as = "the pixels of a patch lie apart")
  static final class Combs extends VisionTransformer {
    @Override
    public INDArray patches(INDArray pictures, int side) {
      return pictures
          .dup('c')
          .reshape(
              'c',
              pictures.size(0),
              pictures.size(1),
              side,
              pictures.size(2) / side,
              side,
              pictures.size(3) / side)
          .permute(0, 3, 5, 1, 2, 4)
          .dup('c')
          .reshape('c', shape(pictures, side));
    }
  }

  @Caught(in = "13.1", as = "the channels come last within a patch")
  static final class ChannelsLast extends VisionTransformer {
    @Override
    public INDArray patches(INDArray pictures, int side) {
      return ordered(pictures, side, 0, 2, 4, 3, 5, 1);
    }
  }

  @Caught(in = "13.1", as = "the patches are mirrored")
  static final class Mirrored extends VisionTransformer {
    @Override
    public INDArray patches(INDArray pictures, int side) {
      INDArray right = super.patches(pictures, side);
      long beside = pictures.size(3) / side;
      INDArray result = right.dup('c');
      for (int t = 0; t < right.size(1); t++) {
        long from = t / beside * beside + beside - 1 - t % beside;
        for (int b = 0; b < right.size(0); b++) {
          for (int m = 0; m < right.size(2); m++) {
            result.putScalar(new int[] {b, t, m}, right.getDouble(b, from, m));
          }
        }
      }
      return result;
    }
  }

  @Caught(in = "13.1", as = "keep the type of the inputs")
  static final class AlwaysDouble extends VisionTransformer {
    @Override
    public INDArray patches(INDArray pictures, int side) {
      return super.patches(pictures, side).castTo(DataType.DOUBLE);
    }
  }
}
