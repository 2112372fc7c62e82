package io.github.attention4j.solutions.lesson12;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 3, one step of soft attention. */
final class WrongContexts {

  private WrongContexts() {}

  /** One step of soft attention in parts; each entry does one of them otherwise. */
  private abstract static class InParts extends ShowAttendTell {

    /**
     * @param a Wa a_i, (B, L, A)
     * @param h Wh h, (B, 1, A)
     * @param b b, (1, 1, A)
     */
    INDArray hidden(INDArray a, INDArray h, INDArray b) {
      return Transforms.tanh(a.add(h).add(b));
    }

    INDArray energies(INDArray hidden, INDArray v) {
      return ShowAttendTell.scores(hidden, v);
    }

    INDArray weights(INDArray scores) {
      return softmax(scores);
    }

    INDArray output(INDArray weights, INDArray locations, INDArray projected) {
      return mixed(weights, locations);
    }

    @Override
    public INDArray context(
        INDArray locations,
        INDArray state,
        INDArray locationWeight,
        INDArray stateWeight,
        INDArray bias,
        INDArray v) {
      INDArray a = ofLocations(locations, locationWeight);
      INDArray h = column(state.mmul(stateWeight.transpose()));
      INDArray scores = energies(hidden(a, h, bias.reshape(1, 1, bias.length())), v);
      return output(weights(scores), locations, a);
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the tanh is missing: the score is linear")
  static final class Linear extends InParts {
    @Override
    INDArray hidden(INDArray a, INDArray h, INDArray b) {
      return a.add(h).add(b);
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the state is left out, or stands outside the tanh")
  static final class StateOutside extends InParts {
    @Override
    INDArray hidden(INDArray a, INDArray h, INDArray b) {
      return Transforms.tanh(a.add(b)).add(h);
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the state is left out, or stands outside the tanh")
  static final class WithoutState extends InParts {
    @Override
    INDArray hidden(INDArray a, INDArray h, INDArray b) {
      return Transforms.tanh(a.add(b));
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the bias is left out, or stands outside the tanh")
  static final class WithoutBias extends InParts {
    @Override
    INDArray hidden(INDArray a, INDArray h, INDArray b) {
      return Transforms.tanh(a.add(h));
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "location and state are multiplied in the tanh")
  static final class Multiplied extends InParts {
    @Override
    INDArray hidden(INDArray a, INDArray h, INDArray b) {
      return Transforms.tanh(a.mul(h).add(b));
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "a sigmoid stands in the tanh's place")
  static final class Sigmoid extends InParts {
    @Override
    INDArray hidden(INDArray a, INDArray h, INDArray b) {
      return Transforms.sigmoid(a.add(h).add(b));
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "v is left out")
  static final class WithoutV extends InParts {
    @Override
    INDArray energies(INDArray hidden, INDArray v) {
      return hidden.sum(2);
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the tanh of the scores is taken")
  static final class ScoresBent extends InParts {
    @Override
    INDArray energies(INDArray hidden, INDArray v) {
      return Transforms.tanh(super.energies(hidden, v));
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the scores are divided by sqrt(A)")
  static final class Scaled extends InParts {
    @Override
    INDArray energies(INDArray hidden, INDArray v) {
      return super.energies(hidden, v).div(Math.sqrt(v.length()));
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the scores are not turned into weights")
  static final class NoSoftmax extends InParts {
    @Override
    INDArray weights(INDArray scores) {
      return scores;
    }
  }

  @Caught(in = "12.3b", as = "exp of a large score is infinite")
  static final class NoMaximum extends InParts {
    @Override
    INDArray weights(INDArray scores) {
      INDArray exps = Transforms.exp(scores);
      return exps.div(exps.sum(true, 1));
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the softmax runs over the pictures")
  static final class OverThePictures extends InParts {
    @Override
    INDArray weights(INDArray scores) {
      return softmax(scores.transpose()).transpose();
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "only the heaviest location is taken: that is hard attention")
  static final class Hard extends InParts {
    @Override
    INDArray weights(INDArray scores) {
      INDArray top = Nd4j.zerosLike(scores).add(scores.max(true, 1));
      INDArray best = scores.eq(top).castTo(scores.dataType());
      return best.div(best.sum(true, 1));
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "these are the weights")
  static final class Weights extends InParts {
    @Override
    INDArray output(INDArray weights, INDArray locations, INDArray projected) {
      return weights;
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the projected locations are mixed")
  static final class ProjectedMixed extends InParts {
    @Override
    INDArray output(INDArray weights, INDArray locations, INDArray projected) {
      return mixed(weights, projected);
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "each location is weighed, but they are not added up")
  static final class NotAdded extends InParts {
    @Override
    INDArray output(INDArray weights, INDArray locations, INDArray projected) {
      return locations.mul(weights.reshape(weights.size(0), weights.size(1), 1));
    }
  }

  @Caught(
      in = {"12.3a", "12.3b"},
      as = "the plain mean of the locations is taken")
  static final class PlainMean extends InParts {
    @Override
    INDArray output(INDArray weights, INDArray locations, INDArray projected) {
      return locations.mean(1);
    }
  }
}
