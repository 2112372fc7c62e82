package io.github.attention4j.solutions.lesson02;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: the right idea, and one thing overlooked. */
final class NearMisses {

  private NearMisses() {}

  @Caught(
      in = {"02.1", "02.2"},
      as = "the absolute value",
      then = "right for what your step 1, dotScores, gives")
  static final class BuiltOnAbsoluteScores extends DotProduct {
    @Override
    public INDArray dotScores(INDArray query, INDArray key) {
      return Transforms.abs(super.dotScores(query, key), true);
    }

    @Override
    public INDArray generalScores(INDArray query, INDArray key, INDArray matrix) {
      INDArray[] mapped = new INDArray[(int) query.size(0)];
      for (int b = 0; b < mapped.length; b++) {
        mapped[b] = query.dup().get(point(b), all(), all()).mmul(matrix);
      }
      return dotScores(Nd4j.stack(0, mapped), key);
    }
  }

  @Caught(in = "02.4", as = "mmul takes two matrices, and there is an array of 3 axes")
  static final class OneProductForAll extends DotProduct {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return weights.mmul(value);
    }
  }

  @Caught(in = "02.4", as = "only the first index of B (axis 0) is there, and the axis is lost")
  static final class FirstExampleAlone extends DotProduct {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return super.context(weights, value).get(point(0), all(), all());
    }
  }

  @Caught(in = "02.4", as = "these numbers stand in the input 'value' as they are")
  static final class PartOfTheValues extends DotProduct {
    @Override
    public INDArray context(INDArray weights, INDArray value) {
      return value.get(all(), interval(0, 1), all());
    }
  }
}
