package io.github.attention4j.solutions.lesson08;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Catalogue of wrong answers: step 4, the gate and its product with the map. */
final class WrongGates {

  private WrongGates() {}

  private static INDArray gates(INDArray logits) {
    return spread(Transforms.sigmoid(logits));
  }

  private static INDArray spread(INDArray gates) {
    return ChannelAttention.spread(gates);
  }

  @Caught(in = "08.4", as = "the sigmoid is missing")
  static final class NoSigmoid extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(spread(logits));
    }
  }

  @Caught(in = "08.4", as = "the sigmoid is applied twice")
  static final class Twice extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(Transforms.sigmoid(gates(logits)));
    }
  }

  @Caught(in = "08.4", as = "the gate is 1 minus")
  static final class Inverted extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return super.output(input, logits.neg());
    }
  }

  @Caught(in = "08.4", as = "the gate is the tanh")
  static final class Tanh extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(spread(Transforms.tanh(logits)));
    }
  }

  @Caught(in = "08.4", as = "the gate is a ReLU")
  static final class Relu extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(spread(Transforms.relu(logits, true)));
    }
  }

  @Caught(in = "08.4", as = "the gate is rounded")
  static final class Rounded extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(spread(Transforms.round(Transforms.sigmoid(logits))));
    }
  }

  @Caught(in = "08.4", as = "the gate is a hard sigmoid")
  static final class Hard extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(spread(Transforms.hardTanh(logits.div(3), true).add(1).div(2)));
    }
  }

  @Caught(in = "08.4", as = "the gate is the sigmoid's derivative")
  static final class Derivative extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      INDArray gates = gates(logits);
      return input.mul(gates).mul(gates.rsub(1));
    }
  }

  @Caught(in = "08.4", as = "a softmax makes the gates")
  static final class Softmax extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      INDArray exps = Transforms.exp(logits);
      return input.mul(spread(exps.div(exps.sum(true, 1))));
    }
  }

  @Caught(in = "08.4", as = "this is the gate alone")
  static final class GateAlone extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return gates(logits);
    }
  }

  @Caught(in = "08.4", as = "the input is added once more")
  static final class Residual extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return super.output(input, logits).add(input);
    }
  }

  @Caught(in = "08.4", as = "the gate is added to the input")
  static final class Added extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.add(gates(logits));
    }
  }

  @Caught(in = "08.4", as = "the gate is upside down")
  static final class Divided extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.div(gates(logits));
    }
  }

  @Caught(in = "08.4", as = "multiplied by the gate twice")
  static final class GatedTwice extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return super.output(super.output(input, logits), logits);
    }
  }

  @Caught(in = "08.4", as = "one gate is used for all")
  static final class OneForAll extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(gates(logits).mean(true, 1, 2, 3));
    }
  }

  @Caught(in = "08.4", as = "the gates of the first example")
  static final class FirstExample extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(gates(logits).get(interval(0, 1), all(), all(), all()));
    }
  }

  @Caught(in = "08.4", as = "the gate of the first channel")
  static final class FirstChannel extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.mul(gates(logits).get(all(), interval(0, 1), all(), all()));
    }
  }

  @Caught(in = "08.4", as = "the gates lie along the columns")
  static final class AlongColumns extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      INDArray gates = Transforms.sigmoid(logits);
      return input.mul(gates.reshape(gates.size(0), 1, 1, gates.size(1)));
    }
  }

  @Caught(in = "08.4", as = "this is the input 'input', unchanged")
  static final class Unchanged extends ChannelAttention {
    @Override
    public INDArray output(INDArray input, INDArray logits) {
      return input.dup();
    }
  }
}
