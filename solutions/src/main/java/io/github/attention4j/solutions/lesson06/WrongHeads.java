package io.github.attention4j.solutions.lesson06;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: steps 1 and 3, the axis of the heads. */
final class WrongHeads {

  private WrongHeads() {}

  @Caught(in = "06.1", as = "reshaped to (B, H, T, D) at once")
  static final class ReshapedAtOnce extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      return input.reshape(input.size(0), heads, input.size(1), input.size(2) / heads);
    }
  }

  @Caught(in = "06.1", as = "head h gets D features that stand side by side")
  static final class TakingTurns extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      long headDim = input.size(2) / heads;
      return input.reshape(input.size(0), input.size(1), headDim, heads).permute(0, 3, 1, 2);
    }
  }

  @Caught(in = "06.1", as = "the heads still stand behind the positions")
  static final class NotMoved extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      return input.reshape(input.size(0), input.size(1), heads, input.size(2) / heads);
    }
  }

  @Caught(in = "06.1", as = "the features stand before the positions")
  static final class FeaturesBeforePositions extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      return super.splitHeads(input, heads).permute(0, 1, 3, 2);
    }
  }

  @Caught(in = "06.1", as = "taken for the width of a head")
  static final class HeadsForTheirWidth extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      return super.splitHeads(input, (int) input.size(2) / heads);
    }
  }

  @Caught(in = "06.1", as = "batch and heads are one axis")
  static final class JoinedWithTheBatch extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      INDArray split = super.splitHeads(input, heads);
      return split.reshape(split.size(0) * heads, split.size(2), split.size(3));
    }
  }

  @Caught(in = "06.1", as = "every head gets the features of the last one")
  static final class LastForAll extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      INDArray split = super.splitHeads(input, heads);
      return split.mul(0).add(split.get(all(), interval(heads - 1, heads), all(), all()));
    }
  }

  @Caught(in = "06.1", as = "first index of H (axis 1) is repeated")
  static final class FirstForAll extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      INDArray split = super.splitHeads(input, heads);
      return split.mul(0).add(split.get(all(), interval(0, 1), all(), all()));
    }
  }

  @Caught(in = "06.1", as = "returned DOUBLE for FLOAT")
  static final class AlwaysDouble extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      return super.splitHeads(input, heads).castTo(DataType.DOUBLE);
    }
  }

  @Caught(in = "06.1", as = "this is the input 'input', unchanged")
  static final class Untouched extends MultiHead {
    @Override
    public INDArray splitHeads(INDArray input, int heads) {
      return input;
    }
  }

  @Caught(in = "06.3", as = "reshaped to (B, T, H*D) at once")
  static final class MergedAtOnce extends MultiHead {
    @Override
    public INDArray mergeHeads(INDArray outputs) {
      long width = outputs.size(1) * outputs.size(3);
      return outputs.reshape(outputs.size(0), outputs.size(2), width);
    }
  }

  @Caught(in = "06.3", as = "the D features of a head stand side by side")
  static final class MergedInTurns extends MultiHead {
    @Override
    public INDArray mergeHeads(INDArray outputs) {
      long width = outputs.size(1) * outputs.size(3);
      return outputs.permute(0, 2, 3, 1).reshape(outputs.size(0), outputs.size(2), width);
    }
  }

  @Caught(in = "06.3", as = "the heads are still an axis of their own")
  static final class NotJoined extends MultiHead {
    @Override
    public INDArray mergeHeads(INDArray outputs) {
      return outputs.permute(0, 2, 1, 3);
    }
  }

  @Caught(in = "06.3", as = "the heads are added up: they stand")
  static final class AddedUp extends MultiHead {
    @Override
    public INDArray mergeHeads(INDArray outputs) {
      return outputs.sum(1);
    }
  }

  @Caught(in = "06.3", as = "the mean over the heads is taken: they stand")
  static final class Averaged extends MultiHead {
    @Override
    public INDArray mergeHeads(INDArray outputs) {
      return outputs.mean(1);
    }
  }

  @Caught(in = "06.3", as = "only the first head is there")
  static final class FirstAlone extends MultiHead {
    @Override
    public INDArray mergeHeads(INDArray outputs) {
      return outputs.get(all(), point(0), all(), all()).dup();
    }
  }

  @Caught(in = "06.3", as = "the heads stand in the reverse order")
  static final class Reversed extends MultiHead {
    @Override
    public INDArray mergeHeads(INDArray outputs) {
      INDArray[] turned = new INDArray[(int) outputs.size(1)];
      for (int head = 0; head < turned.length; head++) {
        turned[turned.length - 1 - head] = outputs.get(all(), point(head), all(), all()).dup();
      }
      return Nd4j.concat(2, turned);
    }
  }

  @Caught(in = "06.3", as = "the features of each head are joined with its positions")
  static final class JoinedWithPositions extends MultiHead {
    @Override
    public INDArray mergeHeads(INDArray outputs) {
      long joined = outputs.size(2) * outputs.size(3);
      return outputs.reshape(outputs.size(0), outputs.size(1), joined);
    }
  }
}
