package io.github.attention4j.solutions.lesson05;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Catalogue of wrong answers: the right idea, and one thing overlooked. */
final class NearMisses {

  private NearMisses() {}

  @Caught(in = "05.4", as = "mmul takes two matrices, and there is an array of 3 axes")
  static final class OneProductForAll extends SelfAttention {
    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      return weights.mmul(project(input, valueWeight));
    }
  }

  @Caught(in = "05.4", as = "only the first index of B (axis 0) is there, and the axis is lost")
  static final class FirstExampleAlone extends SelfAttention {
    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      return super.output(weights, input, valueWeight).get(point(0), all(), all());
    }
  }

  @Caught(in = "05.4", as = "these numbers stand in the input 'input' as they are")
  static final class PartOfTheInput extends SelfAttention {
    @Override
    public INDArray output(INDArray weights, INDArray input, INDArray valueWeight) {
      return input.get(all(), all(), interval(0, 1));
    }
  }
}
