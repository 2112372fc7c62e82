package io.github.attention4j.solutions.lesson11;

import static io.github.attention4j.solutions.lesson11.FeatureMapAttention.places;
import static io.github.attention4j.solutions.lesson11.FeatureMapAttention.projected;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 1, every place looks at every place. */
final class WrongWeights {

  private WrongWeights() {}

  private static INDArray scores(INDArray query, INDArray key) {
    return Nd4j.matmul(query, key, false, true, false);
  }

  private static INDArray softmax(INDArray scores) {
    return Nd4j.nn().softmax(scores, 2);
  }

  /** Weights of places that are made otherwise. */
  private abstract static class Of extends FeatureMapAttention {

    abstract INDArray sequence(INDArray input);

    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      INDArray x = sequence(input);
      return softmax(scores(projected(x, queryWeight), projected(x, keyWeight)));
    }
  }

  @Caught(in = "11.1", as = "the map is reshaped to (B, H*W, C) as it is")
  static final class Reshaped extends Of {
    @Override
    INDArray sequence(INDArray input) {
      return input
          .dup('c')
          .reshape('c', input.size(0), input.size(2) * input.size(3), input.size(1));
    }
  }

  @Caught(in = "11.1", as = "the places are counted column by column")
  static final class ByColumns extends Of {
    @Override
    INDArray sequence(INDArray input) {
      return places(input.permute(0, 1, 3, 2));
    }
  }

  @Caught(in = "11.1", as = "the softmax is missing")
  static final class Scores extends FeatureMapAttention {
    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      INDArray x = places(input);
      return scores(projected(x, queryWeight), projected(x, keyWeight));
    }
  }

  @Caught(in = "11.1", as = "the scores are divided by sqrt(Dk): here they are plain")
  static final class Scaled extends FeatureMapAttention {
    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      INDArray x = places(input);
      INDArray plain = scores(projected(x, queryWeight), projected(x, keyWeight));
      return softmax(plain.div(Math.sqrt(queryWeight.size(0))));
    }
  }

  @Caught(in = "11.1", as = "query and key have changed places")
  static final class Swapped extends FeatureMapAttention {
    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.weights(input, keyWeight, queryWeight);
    }
  }

  @Caught(in = "11.1", as = "the queries are compared with themselves")
  static final class QueriesTwice extends FeatureMapAttention {
    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.weights(input, queryWeight, queryWeight);
    }
  }

  @Caught(in = "11.1", as = "the places are compared as they are")
  static final class NotProjected extends FeatureMapAttention {
    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return softmax(scores(places(input), places(input)));
    }
  }

  @Caught(in = "11.1", as = "the weights look at the other places alone")
  static final class NotItself extends FeatureMapAttention {
    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      INDArray x = places(input);
      INDArray all = scores(projected(x, queryWeight), projected(x, keyWeight));
      long places = all.size(1);
      INDArray self = Nd4j.eye(places).castTo(all.dataType()).reshape(1, places, places);
      INDArray others = softmax(all.sub(self.mul(1e9)));
      return places == 1 ? Nd4j.zerosLike(all) : others;
    }
  }

  @Caught(in = "11.1", as = "softmax over axis 1 (H*W) instead of the last")
  static final class OverTheQueries extends FeatureMapAttention {
    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      return super.weights(input, keyWeight, queryWeight).permute(0, 2, 1).dup('c');
    }
  }
}
