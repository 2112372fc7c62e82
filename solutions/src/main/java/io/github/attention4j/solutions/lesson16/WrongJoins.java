package io.github.attention4j.solutions.lesson16;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 1, one tile is joined. */
final class WrongJoins {

  private WrongJoins() {}

  /** One tile in parts; each entry does one of them otherwise. The other steps are right. */
  private abstract static class InParts extends AttentionCost {

    INDArray maximum(INDArray m, INDArray top) {
      return Transforms.max(m, top);
    }

    INDArray finite(INDArray larger) {
      return Transforms.max(larger, -1e30);
    }

    INDArray exps(INDArray scores, INDArray finite) {
      return Transforms.exp(scores.sub(finite));
    }

    INDArray mended(INDArray sum, INDArray m, INDArray finite) {
      return sum.mul(Transforms.exp(m.sub(finite)));
    }

    INDArray sum(INDArray l, INDArray m, INDArray finite) {
      return mended(l, m, finite);
    }

    INDArray output(INDArray a, INDArray m, INDArray finite) {
      return mended(a, m, finite);
    }

    INDArray values(INDArray exps, INDArray value) {
      return exps.mmul(value);
    }

    INDArray together(INDArray m, INDArray l, INDArray a) {
      return Nd4j.concat(1, m, l, a);
    }

    @Override
    public INDArray join(INDArray soFar, INDArray scores, INDArray value) {
      INDArray m = columns(soFar, 0, 1);
      INDArray larger = maximum(m, scores.max(true, 1));
      INDArray finite = finite(larger);
      INDArray exps = exps(scores, finite);
      return together(
          larger,
          sum(columns(soFar, 1, 2), m, finite).add(exps.sum(true, 1)),
          output(columns(soFar, 2, soFar.size(1)), m, finite).add(values(exps, value)));
    }

    /** By the right step 1: what is wrong there costs its own points alone. */
    @Override
    public INDArray attention(
        INDArray query, INDArray key, INDArray value, int tile, boolean causal) {
      return new AttentionCost().attention(query, key, value, tile, causal);
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "l is not mended")
  static final class SumNotMended extends InParts {
    @Override
    INDArray sum(INDArray l, INDArray m, INDArray finite) {
      return l;
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "a is not mended")
  static final class OutputNotMended extends InParts {
    @Override
    INDArray output(INDArray a, INDArray m, INDArray finite) {
      return a;
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "neither l nor a is mended")
  static final class NotMended extends InParts {
    @Override
    INDArray mended(INDArray sum, INDArray m, INDArray finite) {
      return sum;
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "l and a are mended the wrong way round")
  static final class MendedTheOtherWay extends InParts {
    @Override
    INDArray mended(INDArray sum, INDArray m, INDArray finite) {
      return sum.mul(Transforms.exp(finite.sub(m)));
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "the tile's exps are taken with its own maximum")
  static final class OwnMaximum extends InParts {
    @Override
    INDArray exps(INDArray scores, INDArray finite) {
      return Transforms.exp(scores.sub(Transforms.max(scores.max(true, 1), -1e30)));
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "the maximum stays the old one")
  static final class OldMaximum extends InParts {
    @Override
    INDArray maximum(INDArray m, INDArray top) {
      return m;
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "the maximum is the tile's own, even where")
  static final class NewMaximum extends InParts {
    @Override
    INDArray maximum(INDArray m, INDArray top) {
      return top;
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "the tile's exps are taken without a maximum")
  static final class PlainExps extends InParts {
    @Override
    INDArray exps(INDArray scores, INDArray finite) {
      return Transforms.exp(scores);
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "a is divided by l already")
  static final class Divided extends InParts {
    @Override
    INDArray together(INDArray m, INDArray l, INDArray a) {
      return Nd4j.concat(1, m, l, a.div(l));
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "the values are added as they are")
  static final class ValuesAsTheyAre extends InParts {
    @Override
    INDArray values(INDArray exps, INDArray value) {
      return value.sum(true, 0);
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "what was before is left out")
  static final class TileAlone extends AttentionCost {
    @Override
    public INDArray join(INDArray soFar, INDArray scores, INDArray value) {
      INDArray known = Nd4j.create(value.dataType(), scores.size(0), value.size(1));
      return super.join(nothing(known), scores, value);
    }

    @Override
    public INDArray attention(
        INDArray query, INDArray key, INDArray value, int tile, boolean causal) {
      return new AttentionCost().attention(query, key, value, tile, causal);
    }
  }

  @Caught(
      in = {"16.1a", "16.1b"},
      as = "l and m have changed places")
  static final class Exchanged extends InParts {
    @Override
    INDArray together(INDArray m, INDArray l, INDArray a) {
      return Nd4j.concat(1, l, m, a);
    }
  }

  @Caught(in = "16.1b", as = "minus infinity minus minus infinity is NaN")
  static final class InfinityLessInfinity extends InParts {
    @Override
    INDArray finite(INDArray larger) {
      return larger;
    }
  }
}
