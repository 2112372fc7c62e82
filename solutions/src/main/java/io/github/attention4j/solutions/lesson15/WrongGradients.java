package io.github.attention4j.solutions.lesson15;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 3, the loss's gradient. */
final class WrongGradients {

  private WrongGradients() {}

  /** Joins the two softmaxes; each entry does it otherwise. */
  private abstract static class InParts extends TextAndPicture {

    /**
     * @param rows softmax of every row
     * @param columns softmax of every column
     * @param eye the identity
     */
    abstract INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs);

    INDArray softmax(INDArray similarities) {
      return Transforms.exp(logSoftmax(similarities));
    }

    @Override
    public INDArray gradient(INDArray similarities) {
      INDArray columns = softmax(similarities.transpose()).transpose();
      return join(softmax(similarities), columns, eye(similarities), similarities.size(0));
    }
  }

  @Caught(
      in = {"15.3a", "15.3b"},
      as = "only the pictures' loss is differentiated")
  static final class PicturesAlone extends InParts {
    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return rows.sub(eye).div(pairs);
    }
  }

  @Caught(
      in = {"15.3a", "15.3b"},
      as = "only the texts' loss is differentiated")
  static final class TextsAlone extends InParts {
    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return columns.sub(eye).div(pairs);
    }
  }

  @Caught(
      in = {"15.3a", "15.3b"},
      as = "the half is missing")
  static final class NoHalf extends InParts {
    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return rows.add(columns).sub(eye.mul(2)).div(pairs);
    }
  }

  @Caught(
      in = {"15.3a", "15.3b"},
      as = "1 / N is missing")
  static final class NotAMean extends InParts {
    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return rows.add(columns).div(2).sub(eye);
    }
  }

  @Caught(
      in = {"15.3a", "15.3b"},
      as = "the right ones are not subtracted")
  static final class RightOnesForgotten extends InParts {
    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return rows.add(columns).div(2 * pairs);
    }
  }

  @Caught(
      in = {"15.3a", "15.3b"},
      as = "1 is subtracted once on the diagonal")
  static final class SubtractedOnce extends InParts {
    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return rows.add(columns).sub(eye).div(2 * pairs);
    }
  }

  @Caught(
      in = {"15.3a", "15.3b"},
      as = "the sign is turned: the right ones are to rise")
  static final class SignTurned extends InParts {
    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return eye.mul(2).sub(rows).sub(columns).div(2 * pairs);
    }
  }

  @Caught(
      in = {"15.3a", "15.3b"},
      as = "the texts' softmax is not turned back")
  static final class NotTurnedBack extends InParts {
    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return rows.add(columns.transpose()).sub(eye.mul(2)).div(2 * pairs);
    }
  }

  @Caught(
      in = {"15.3a", "15.3b"},
      as = "the two softmaxes are multiplied")
  static final class Multiplied extends InParts {
    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return rows.mul(columns).sub(eye).div(pairs);
    }
  }

  @Caught(in = "15.3b", as = "exp of a large similarity is infinite")
  static final class NoMaximum extends InParts {
    @Override
    INDArray softmax(INDArray similarities) {
      INDArray exps = Transforms.exp(similarities);
      return exps.div(exps.sum(true, 1));
    }

    @Override
    INDArray join(INDArray rows, INDArray columns, INDArray eye, double pairs) {
      return rows.add(columns).sub(eye.mul(2)).div(2 * pairs);
    }
  }
}
