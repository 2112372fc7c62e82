package io.github.attention4j.solutions.lesson13;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Catalogue of wrong answers: step 3, the rollout. */
final class WrongRollouts {

  private WrongRollouts() {}

  /** Joins heads, takes a step and multiplies in its own manner. */
  private abstract static class Own extends VisionTransformer {

    /** (L, B, H, N, N) -> (L, B, N, N). */
    INDArray heads(INDArray weights) {
      return weights.mean(2);
    }

    INDArray step(INDArray block, INDArray eye) {
      return block.add(eye).div(2);
    }

    INDArray join(INDArray later, INDArray product) {
      return Nd4j.matmul(later, product);
    }

    @Override
    public INDArray rollout(INDArray weights) {
      INDArray joined = heads(weights);
      INDArray product = step(block(joined, 0), eye(joined));
      for (long block = 1; block < joined.size(0); block++) {
        product = join(step(block(joined, block), eye(joined)), product);
      }
      return product;
    }
  }

  @Caught(in = "13.3", as = "the product is in the other order")
  static final class OtherOrder extends Own {
    @Override
    INDArray join(INDArray later, INDArray product) {
      return Nd4j.matmul(product, later);
    }
  }

  @Caught(in = "13.3", as = "the identity is missing")
  static final class NoIdentity extends Own {
    @Override
    INDArray step(INDArray block, INDArray eye) {
      return block;
    }
  }

  @Caught(in = "13.3", as = "A + I is not halved")
  static final class NotHalved extends Own {
    @Override
    INDArray step(INDArray block, INDArray eye) {
      return block.add(eye);
    }
  }

  @Caught(in = "13.3", as = "A alone is halved")
  static final class WeightsHalved extends Own {
    @Override
    INDArray step(INDArray block, INDArray eye) {
      return block.div(2).add(eye);
    }
  }

  @Caught(in = "13.3", as = "the heads are added up")
  static final class HeadsAdded extends Own {
    @Override
    INDArray heads(INDArray weights) {
      return weights.sum(2);
    }
  }

  @Caught(in = "13.3", as = "the largest of the heads is taken")
  static final class LargestHead extends Own {
    @Override
    INDArray heads(INDArray weights) {
      return weights.max(2);
    }
  }

  @Caught(in = "13.3", as = "the first head is taken alone")
  static final class FirstHead extends Own {
    @Override
    INDArray heads(INDArray weights) {
      return weights
          .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, 1))
          .dup('c')
          .reshape('c', weights.size(0), weights.size(1), weights.size(3), weights.size(4));
    }
  }

  @Caught(in = "13.3", as = "this is the last block alone")
  static final class LastBlock extends Own {
    @Override
    INDArray join(INDArray later, INDArray product) {
      return later;
    }
  }

  @Caught(in = "13.3", as = "this is the first block alone")
  static final class FirstBlock extends Own {
    @Override
    INDArray join(INDArray later, INDArray product) {
      return product;
    }
  }

  @Caught(in = "13.3", as = "the blocks are averaged")
  static final class Averaged extends VisionTransformer {
    @Override
    public INDArray rollout(INDArray weights) {
      INDArray mean = weights.mean(2);
      return mean.mean(0).add(eye(mean)).div(2);
    }
  }

  @Caught(in = "13.3", as = "the rollout is transposed")
  static final class Transposed extends VisionTransformer {
    @Override
    public INDArray rollout(INDArray weights) {
      return super.rollout(weights).permute(0, 2, 1);
    }
  }

  @Caught(in = "13.3", as = "this is the class token's row")
  static final class ClassTokensRow extends VisionTransformer {
    @Override
    public INDArray rollout(INDArray weights) {
      INDArray whole = super.rollout(weights);
      return whole
          .get(NDArrayIndex.all(), NDArrayIndex.interval(0, 1))
          .dup('c')
          .reshape('c', whole.size(0), whole.size(2));
    }
  }
}
