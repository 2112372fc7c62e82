package io.github.attention4j.solutions.lesson09;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 3, the gate and its product with the map. */
final class WrongGates {

  private WrongGates() {}

  @Caught(in = "09.3", as = "the sigmoid is missing")
  static final class NoSigmoid extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(logits);
    }
  }

  @Caught(in = "09.3", as = "the sigmoid is applied twice")
  static final class Twice extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return super.output(input, Transforms.sigmoid(logits));
    }
  }

  @Caught(in = "09.3", as = "the gate is 1 minus")
  static final class Inverted extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return super.output(input, logits.neg());
    }
  }

  @Caught(in = "09.3", as = "a softmax makes the gates")
  static final class Softmax extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      INDArray exps = Transforms.exp(logits);
      return input.mul(exps.div(exps.sum(true, 2, 3)));
    }
  }

  @Caught(in = "09.3", as = "this is the gate alone")
  static final class GateAlone extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return Transforms.sigmoid(logits);
    }
  }

  @Caught(in = "09.3", as = "the input is added once more")
  static final class Residual extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return super.output(input, logits).add(input);
    }
  }

  @Caught(in = "09.3", as = "one gate is used for all")
  static final class OneForAll extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(Transforms.sigmoid(logits).mean(true, 1, 2, 3));
    }
  }

  @Caught(in = "09.3", as = "the gates of the first row")
  static final class FirstRow extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      INDArray gates = Transforms.sigmoid(logits);
      return input.mul(gates.get(all(), all(), interval(0, 1), all()).dup());
    }
  }

  @Caught(in = "09.3", as = "the gates of the first example")
  static final class FirstExample extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      INDArray gates = Transforms.sigmoid(logits);
      return input.mul(gates.get(interval(0, 1), all(), all(), all()));
    }
  }

  @Caught(in = "09.3", as = "rows and columns of the gate")
  static final class Transposed extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return super.output(input, logits.permute(0, 1, 3, 2));
    }
  }

  @Caught(in = "09.3", as = "only the first channel is multiplied")
  static final class FirstChannelOnly extends SpatialAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      long channels = input.size(1);
      INDArray rest = input.dup().get(all(), interval(1, channels), all(), all());
      INDArray first = input.dup().get(all(), interval(0, 1), all(), all());
      INDArray gated = super.output(first, logits);
      return channels == 1 ? gated : Nd4j.concat(1, gated, rest);
    }
  }
}
