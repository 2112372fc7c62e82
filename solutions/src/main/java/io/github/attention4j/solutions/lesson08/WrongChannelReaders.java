package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.exercises.lesson08.ChannelExperiment;
import io.github.attention4j.exercises.lesson08.ChannelReader;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: models of the experiment that do not prove its point. */
final class WrongChannelReaders {

  private WrongChannelReaders() {}

  /** The experiment, trained once for all that spoil it. */
  abstract static class Trained implements ChannelReader {
    private static final ChannelReader MODEL = new ChannelExperiment();

    @Override
    public INDArray gates(INDArray pictures) {
      return MODEL.gates(pictures);
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
      in = {"08.e1", "08.e2"},
      as = "gates returned null")
  static final class NoGates extends Trained {
    @Override
    public INDArray gates(INDArray pictures) {
      return null;
    }
  }

  @Caught(
      in = {"08.e1", "08.e2"},
      as = "gates returned shape")
  static final class WithTheLastAxes extends Trained {
    @Override
    public INDArray gates(INDArray pictures) {
      return super.gates(pictures).reshape(pictures.size(0), 12, 1, 1);
    }
  }

  @Caught(
      in = {"08.e1", "08.e2"},
      as = "are these logits")
  static final class Logits extends Trained {
    @Override
    public INDArray gates(INDArray pictures) {
      INDArray gates = super.gates(pictures);
      return Transforms.log(gates.div(gates.rsub(1).add(1e-6)).add(1e-6));
    }
  }

  @Caught(in = "08.e2", as = "it does not look")
  static final class Even extends Trained {
    @Override
    public INDArray gates(INDArray pictures) {
      return super.gates(pictures).mul(0).add(0.5);
    }
  }

  @Caught(in = "08.e2", as = "is this 1 - gate")
  static final class Closing extends Trained {
    @Override
    public INDArray gates(INDArray pictures) {
      return super.gates(pictures).rsub(1);
    }
  }

  @Caught(in = "08.e2", as = "the reverse order of the channels")
  static final class LastChannelFirst extends Trained {
    @Override
    public INDArray gates(INDArray pictures) {
      INDArray gates = super.gates(pictures);
      INDArray reversed = gates.like();
      for (int c = 0; c < 12; c++) {
        reversed.getColumn(11 - c).assign(gates.getColumn(c));
      }
      return reversed;
    }
  }

  @Caught(in = "08.e2", as = "does the gate see the maximum")
  static final class AverageAlone extends Trained {
    @Override
    public INDArray gates(INDArray pictures) {
      return Transforms.sigmoid(pictures.mean(2, 3));
    }
  }

  @Caught(in = "08.e2", as = "does the gate see the average")
  static final class MaximumAlone extends Trained {
    @Override
    public INDArray gates(INDArray pictures) {
      return pictures.max(2, 3).div(16);
    }
  }

  @Caught(in = "08.e3", as = "the same is read")
  static final class GateForShow extends Trained {
    @Override
    public INDArray read(INDArray pictures) {
      return super.readWithoutGate(pictures);
    }
  }

  @Caught(in = "08.e3", as = "costs more than it brings")
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

  @Caught(in = "08.e3", as = "read returned shape")
  static final class OneAnswer extends Trained {
    @Override
    public INDArray read(INDArray pictures) {
      return super.read(pictures).argMax(1);
    }
  }

  @Caught(in = "08.e4", as = "every picture gets the same answer")
  static final class DumbBaseline extends Trained {
    @Override
    public INDArray readWithoutGate(INDArray pictures) {
      INDArray ones = Nd4j.zeros(pictures.dataType(), pictures.size(0), 10);
      ones.getColumn(1).assign(1);
      return ones;
    }
  }

  @Caught(in = "08.e4", as = "no better than chance")
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
