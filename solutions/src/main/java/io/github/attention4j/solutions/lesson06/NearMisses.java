package io.github.attention4j.solutions.lesson06;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: the right idea, and one thing overlooked. */
final class NearMisses {

  private NearMisses() {}

  @Caught(
      in = {"06.3", "06.5"},
      as = "the absolute value",
      then = "right for what your step 3, mergeHeads, gives")
  static final class BuiltOnAbsoluteHeads extends MultiHead {
    @Override
    public INDArray mergeHeads(INDArray outputs) {
      return Transforms.abs(super.mergeHeads(outputs), true);
    }

    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      return project(mergeHeads(outputs), weight, bias);
    }
  }

  @Caught(
      in = {"06.4", "06.5"},
      as = "what should be negative is 0",
      then = "right for what your step 4, project, gives")
  static final class BuiltOnClippedProjection extends MultiHead {
    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      return Transforms.relu(super.project(merged, weight, bias), true);
    }

    @Override
    public INDArray sumOverHeads(INDArray outputs, INDArray weight, INDArray bias) {
      return project(mergeHeads(outputs), weight, bias);
    }
  }

  @Caught(in = "06.2", as = "mmul takes two matrices, and there is an array of 4 axes")
  static final class OneProductForAll extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return query.mmul(key.permute(0, 1, 3, 2)).mmul(value);
    }
  }

  @Caught(in = "06.4", as = "only the first index of B (axis 0) is there, and the axis is lost")
  static final class FirstExampleAlone extends MultiHead {
    @Override
    public INDArray project(INDArray merged, INDArray weight, INDArray bias) {
      return super.project(merged, weight, bias).get(point(0), all(), all());
    }
  }

  @Caught(in = "06.2", as = "these numbers stand in the input 'value' as they are")
  static final class PartOfTheValues extends MultiHead {
    @Override
    public INDArray attend(INDArray query, INDArray key, INDArray value) {
      return value.get(all(), all(), interval(0, 1), all());
    }
  }
}
