package io.github.attention4j.solutions.lesson13;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Catalogue of wrong answers: step 2, the tokens. */
final class WrongTokens {

  private WrongTokens() {}

  /** Puts the pieces together in its own manner. */
  private abstract static class Joining extends VisionTransformer {

    /** Class tokens (B, 1, D), embedded patches (B, T, D), positions (1, T+1, D). */
    abstract INDArray join(INDArray first, INDArray embedded, INDArray positions);

    @Override
    public INDArray tokens(
        INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions) {
      return join(
          forEach(classToken, patches.size(0)),
          embedded(patches, weight, bias),
          positions.reshape(1, positions.size(0), positions.size(1)));
    }
  }

  /** Rows of the positions, from one to another. */
  private static INDArray rows(INDArray positions, long from, long to) {
    return positions
        .get(NDArrayIndex.all(), NDArrayIndex.interval(from, to), NDArrayIndex.all())
        .dup('c')
        .reshape('c', 1, to - from, positions.size(2));
  }

  @Caught(in = "13.2", as = "the positions are missing")
  static final class NoPositions extends Joining {
    @Override
    INDArray join(INDArray first, INDArray embedded, INDArray positions) {
      return Nd4j.concat(1, first, embedded);
    }
  }

  @Caught(in = "13.2", as = "the class token is missing")
  static final class NoClassToken extends Joining {
    @Override
    INDArray join(INDArray first, INDArray embedded, INDArray positions) {
      return embedded.add(rows(positions, 1, positions.size(1)));
    }
  }

  @Caught(in = "13.2", as = "the class token stands behind the patches")
  static final class ClassTokenLast extends Joining {
    @Override
    INDArray join(INDArray first, INDArray embedded, INDArray positions) {
      return Nd4j.concat(1, embedded, first).add(positions);
    }
  }

  @Caught(in = "13.2", as = "the class token has no place")
  static final class NoPlaceForTheClassToken extends Joining {
    @Override
    INDArray join(INDArray first, INDArray embedded, INDArray positions) {
      return Nd4j.concat(1, first, embedded.add(rows(positions, 1, positions.size(1))));
    }
  }

  @Caught(in = "13.2", as = "the positions are shifted")
  static final class Shifted extends Joining {
    @Override
    INDArray join(INDArray first, INDArray embedded, INDArray positions) {
      long last = positions.size(1) - 1;
      return Nd4j.concat(
          1, first.add(rows(positions, last, last + 1)), embedded.add(rows(positions, 0, last)));
    }
  }

  @Caught(in = "13.2", as = "the positions are multiplied")
  static final class Multiplied extends Joining {
    @Override
    INDArray join(INDArray first, INDArray embedded, INDArray positions) {
      return Nd4j.concat(1, first, embedded).mul(positions);
    }
  }

  @Caught(in = "13.2", as = "the bias is missing")
  static final class NoBias extends VisionTransformer {
    @Override
    public INDArray tokens(
        INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions) {
      return super.tokens(patches, weight, bias.mul(0), classToken, positions);
    }
  }

  @Caught(in = "13.2", as = "the class token gets the bias, too")
  static final class BiasForAll extends VisionTransformer {
    @Override
    public INDArray tokens(
        INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions) {
      INDArray biased = classToken.add(bias.reshape(1, bias.length()));
      return super.tokens(patches, weight, bias, biased, positions);
    }
  }

  @Caught(in = "13.2", as = "changed its input 'positions' in place")
  static final class WritesIntoThePositions extends VisionTransformer {
    @Override
    public INDArray tokens(
        INDArray patches, INDArray weight, INDArray bias, INDArray classToken, INDArray positions) {
      INDArray result = super.tokens(patches, weight, bias, classToken, positions);
      positions.addi(1);
      return result;
    }
  }
}
