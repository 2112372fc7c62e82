package io.github.attention4j.solutions.lesson09;

import io.github.attention4j.exercises.lesson09.SpatialExperiment;
import io.github.attention4j.exercises.lesson09.SpatialReader;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongSpatialReaders {

  private WrongSpatialReaders() {}

  /** The experiment, trained once for all that spoil it. */
  abstract static class Trained implements SpatialReader {
    private static final SpatialReader MODEL = new SpatialExperiment();

    @Override
    public INDArray gate(INDArray pictures) {
      return MODEL.gate(pictures);
    }

    @Override
    public INDArray read(INDArray pictures) {
      return MODEL.read(pictures);
    }

    @Override
    public INDArray readWithoutGate(INDArray pictures) {
      return MODEL.readWithoutGate(pictures);
    }
  }

  @Caught(
      in = {"09.e1", "09.e2"},
      as = "gate returned null")
  static final class NoGate extends Trained {
    @Override
    public INDArray gate(INDArray pictures) {
      return null;
    }
  }

  @Caught(
      in = {"09.e1", "09.e2"},
      as = "gate returned shape")
  static final class AGateForEveryFeature extends Trained {
    @Override
    public INDArray gate(INDArray pictures) {
      return Nd4j.concat(1, super.gate(pictures), super.gate(pictures));
    }
  }

  @Caught(
      in = {"09.e1", "09.e2"},
      as = "are these logits")
  static final class Logits extends Trained {
    @Override
    public INDArray gate(INDArray pictures) {
      INDArray gate = super.gate(pictures);
      return Transforms.log(gate.div(gate.rsub(1).add(1e-6)).add(1e-6));
    }
  }

  @Caught(in = "09.e2", as = "nearly the same everywhere")
  static final class Even extends Trained {
    @Override
    public INDArray gate(INDArray pictures) {
      return super.gate(pictures).mul(0.01).add(0.5);
    }
  }

  @Caught(in = "09.e2", as = "rows and columns are exchanged")
  static final class ColumnsFirst extends Trained {
    @Override
    public INDArray gate(INDArray pictures) {
      return super.gate(pictures).permute(0, 1, 3, 2).dup('c');
    }
  }

  @Caught(in = "09.e2", as = "is this 1 - gate")
  static final class Closing extends Trained {
    @Override
    public INDArray gate(INDArray pictures) {
      return super.gate(pictures).rsub(1);
    }
  }

  @Caught(in = "09.e2", as = "open at all ink alike")
  static final class AllInk extends Trained {
    @Override
    public INDArray gate(INDArray pictures) {
      return pictures.gt(0).castTo(pictures.dataType());
    }
  }

  @Caught(in = "09.e3", as = "the same is read")
  static final class GateForShow extends Trained {
    @Override
    public INDArray read(INDArray pictures) {
      return super.readWithoutGate(pictures);
    }
  }

  @Caught(in = "09.e3", as = "costs more than it brings")
  static final class Exchanged extends Trained {
    @Override
    public INDArray read(INDArray pictures) {
      return super.readWithoutGate(pictures);
    }

    @Override
    public INDArray readWithoutGate(INDArray pictures) {
      return super.read(pictures);
    }
  }

  @Caught(in = "09.e3", as = "read returned shape")
  static final class OneAnswer extends Trained {
    @Override
    public INDArray read(INDArray pictures) {
      return super.read(pictures).argMax(1);
    }
  }

  @Caught(in = "09.e4", as = "every canvas gets the same answer")
  static final class DumbBaseline extends Trained {
    @Override
    public INDArray readWithoutGate(INDArray pictures) {
      INDArray ones = Nd4j.zeros(pictures.dataType(), pictures.size(0), 10);
      ones.getColumn(1).assign(1);
      return ones;
    }
  }

  @Caught(in = "09.e4", as = "no better than chance")
  static final class UntrainedBaseline extends Trained {
    @Override
    public INDArray readWithoutGate(INDArray pictures) {
      INDArray read = super.readWithoutGate(pictures);
      INDArray next = read.like();
      for (int digit = 0; digit < 10; digit++) { // every answer is one too high
        next.getColumn((digit + 1) % 10).assign(read.getColumn(digit));
      }
      return next;
    }
  }
}
