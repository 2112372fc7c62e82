package io.github.attention4j.solutions.lesson12;

import static io.github.attention4j.solutions.lesson12.ShowAttendTell.scores;
import static io.github.attention4j.solutions.lesson12.ShowAttendTell.softmax;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 1, weights of the linear score. */
final class WrongWeights {

  private WrongWeights() {}

  /** Makes weights of what the locations and the state add to the scores. */
  private abstract static class Of extends ShowAttendTell {

    /**
     * @param own what the locations add, (B, L)
     * @param lift what the state adds, (B, 1)
     */
    abstract INDArray weights(INDArray own, INDArray lift);

    @Override
    public INDArray linearWeights(INDArray locations, INDArray state, INDArray w) {
      long features = locations.size(2);
      INDArray ofState = w.get(NDArrayIndex.interval(features, w.length()));
      return weights(
          scores(locations, w.get(NDArrayIndex.interval(0, features))),
          state.mmul(ofState.reshape(state.size(1), 1)));
    }
  }

  @Caught(
      in = {"12.1a", "12.1b"},
      as = "the softmax is missing")
  static final class Scores extends Of {
    @Override
    INDArray weights(INDArray own, INDArray lift) {
      return own.add(lift);
    }
  }

  @Caught(in = "12.1b", as = "exp of a large score is infinite")
  static final class NoMaximum extends Of {
    @Override
    INDArray weights(INDArray own, INDArray lift) {
      INDArray exps = Transforms.exp(own.add(lift));
      return exps.div(exps.sum(true, 1));
    }
  }

  @Caught(
      in = {"12.1a", "12.1b"},
      as = "location and state are multiplied")
  static final class Multiplied extends Of {
    @Override
    INDArray weights(INDArray own, INDArray lift) {
      return softmax(own.mul(lift));
    }
  }

  @Caught(
      in = {"12.1a", "12.1b"},
      as = "there is a tanh")
  static final class Bent extends Of {
    @Override
    INDArray weights(INDArray own, INDArray lift) {
      return softmax(Transforms.tanh(own.add(lift)));
    }
  }

  @Caught(
      in = {"12.1a", "12.1b"},
      as = "softmax over axis 0 (B) instead of the last (L)")
  static final class OverThePictures extends Of {
    @Override
    INDArray weights(INDArray own, INDArray lift) {
      return softmax(own.add(lift).transpose()).transpose();
    }
  }

  @Caught(
      in = {"12.1a", "12.1b"},
      as = "the scores are divided by sqrt(D + N)")
  static final class Scaled extends ShowAttendTell {
    @Override
    public INDArray linearWeights(INDArray locations, INDArray state, INDArray w) {
      return super.linearWeights(locations, state, w.div(Math.sqrt(w.length())));
    }
  }

  @Caught(
      in = {"12.1a", "12.1b"},
      as = "the state's numbers of w meet the locations")
  static final class StateFirst extends ShowAttendTell {
    @Override
    public INDArray linearWeights(INDArray locations, INDArray state, INDArray w) {
      return softmax(scores(locations, w.get(NDArrayIndex.interval(state.size(1), w.length()))));
    }
  }

  @Caught(
      in = {"12.1a", "12.1b"},
      as = "w is left out")
  static final class WithoutW extends ShowAttendTell {
    @Override
    public INDArray linearWeights(INDArray locations, INDArray state, INDArray w) {
      return softmax(locations.sum(2));
    }
  }

  @Caught(
      in = {"12.1a", "12.1b"},
      as = "the largest score takes all")
  static final class Hardest extends Of {
    @Override
    INDArray weights(INDArray own, INDArray lift) {
      return own.eq(Nd4j.zerosLike(own).add(own.max(true, 1))).castTo(own.dataType());
    }
  }
}
