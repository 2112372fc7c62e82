package io.github.attention4j.solutions.lesson04;

import io.github.attention4j.exercises.lesson04.DigitExperiment;
import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: readers of the experiment that do not prove its point. */
final class WrongReaders {

  private WrongReaders() {}

  @Caught(in = "04.e2", as = "gets too little weight")
  static final class AtTheRoot extends DigitExperiment {
    @Override
    public INDArray weights(INDArray images, INDArray known) {
      return super.weights(images.div(8), known);
    }

    @Override
    public INDArray read(INDArray images, INDArray known, INDArray labels) {
      return super.read(images.div(8), known, labels);
    }
  }

  @Caught(
      in = {"04.e2", "04.e4"},
      as = "attends to nearly all keys alike")
  static final class Uniform extends DigitExperiment {
    @Override
    public INDArray weights(INDArray images, INDArray known) {
      return super.weights(images.mul(0), known);
    }

    @Override
    public INDArray read(INDArray images, INDArray known, INDArray labels) {
      return super.read(images.mul(0), known, labels);
    }
  }

  @Caught(
      in = {"04.e1", "04.e2", "04.e3"},
      as = "expected [150, 1647]")
  static final class MapTransposed extends DigitExperiment {
    @Override
    public INDArray weights(INDArray images, INDArray known) {
      return super.weights(images, known).transpose();
    }
  }

  @Caught(
      in = {"04.e1", "04.e2", "04.e3"},
      as = "are these scores")
  static final class Scores extends DigitExperiment {
    @Override
    public INDArray weights(INDArray images, INDArray known) {
      return Nd4j.matmul(images, known, false, true, false);
    }
  }

  @Caught(
      in = {"04.e1", "04.e2", "04.e3"},
      as = "softmax taken over the queries")
  static final class OverQueries extends DigitExperiment {
    @Override
    public INDArray weights(INDArray images, INDArray known) {
      return super.weights(known, images).transpose().dup();
    }
  }

  @Caught(
      in = {"04.e2", "04.e3"},
      as = "one and the same key")
  static final class AlwaysTheFirst extends DigitExperiment {
    @Override
    public INDArray weights(INDArray images, INDArray known) {
      INDArray weights = Nd4j.zeros(images.dataType(), images.size(0), known.size(0));
      weights.getColumn(0).assign(1);
      return weights;
    }
  }

  @Caught(in = "04.e3", as = "does not mix the labels by the map")
  static final class AnotherMap extends DigitExperiment {
    @Override
    public INDArray read(INDArray images, INDArray known, INDArray labels) {
      return super.read(images.mul(2), known, labels);
    }
  }

  @Caught(
      in = {"04.e3", "04.e4"},
      as = "does not mix the labels by the map")
  static final class AlwaysZero extends DigitExperiment {
    @Override
    public INDArray read(INDArray images, INDArray known, INDArray labels) {
      INDArray read = Nd4j.zeros(images.dataType(), images.size(0), labels.size(1));
      read.getColumn(0).assign(1);
      return read;
    }
  }
}
