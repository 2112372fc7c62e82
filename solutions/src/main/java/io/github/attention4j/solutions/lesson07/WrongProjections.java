package io.github.attention4j.solutions.lesson07;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: steps 2 and 4, what is made of queries and memory. */
final class WrongProjections {

  private WrongProjections() {}

  @Caught(in = "07.2", as = "the queries are compared with themselves")
  static final class QueriesTwice extends CrossAttention {
    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(query, query, queryWeight, queryWeight);
    }
  }

  @Caught(in = "07.2", as = "the memory is compared with itself")
  static final class MemoryTwice extends CrossAttention {
    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(memory, memory, keyWeight, keyWeight);
    }
  }

  @Caught(in = "07.2", as = "the weights have changed places")
  static final class WeightsSwapped extends CrossAttention {
    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(query, memory, keyWeight, queryWeight);
    }
  }

  @Caught(in = "07.2", as = "queryWeight makes the keys, too")
  static final class OneWeight extends CrossAttention {
    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(query, memory, queryWeight, queryWeight);
    }
  }

  @Caught(in = "07.2", as = "nothing is projected")
  static final class NotProjected extends CrossAttention {
    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      return Nd4j.matmul(query, memory, false, true, false);
    }
  }

  @Caught(in = "07.2", as = "the weights are not transposed")
  static final class NotTransposed extends CrossAttention {
    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(query, memory, queryWeight.transpose(), keyWeight.transpose());
    }
  }

  @Caught(in = "07.2", as = "these are the unscaled scores")
  static final class Unscaled extends CrossAttention {
    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(query, memory, queryWeight, keyWeight).mul(Math.sqrt(keyWeight.size(0)));
    }
  }

  @Caught(in = "07.2", as = "divided by sqrt(C)")
  static final class ScaledByMemory extends CrossAttention {
    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(
          query,
          memory,
          queryWeight.mul(Math.sqrt(keyWeight.size(0) / (double) memory.size(2))),
          keyWeight);
    }
  }

  @Caught(in = "07.2", as = "query and key have changed places")
  static final class Turned extends CrossAttention {
    @Override
    public INDArray scores(
        INDArray query, INDArray memory, INDArray queryWeight, INDArray keyWeight) {
      return super.scores(memory, query, keyWeight, queryWeight);
    }
  }

  @Caught(in = "07.4", as = "these are the values alone")
  static final class ValuesAlone extends CrossAttention {
    @Override
    public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
      return project(memory, valueWeight);
    }
  }

  @Caught(in = "07.4", as = "the memory is mixed as it is")
  static final class MemoryMixed extends CrossAttention {
    @Override
    public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
      return Nd4j.matmul(weights, memory);
    }
  }

  @Caught(in = "07.4", as = "the weight is not transposed")
  static final class ValueNotTransposed extends CrossAttention {
    @Override
    public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
      return super.output(weights, memory, valueWeight.transpose());
    }
  }

  @Caught(in = "07.4", as = "divided by their row's sum")
  static final class RowsNormalised extends CrossAttention {
    @Override
    public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
      return super.output(weights.div(weights.sum(true, 2)), memory, valueWeight);
    }
  }

  @Caught(in = "07.4", as = "only the value of the heaviest key")
  static final class OnlyTheHeaviest extends CrossAttention {
    @Override
    public INDArray output(INDArray weights, INDArray memory, INDArray valueWeight) {
      return super.output(
          weights.eq(weights.max(true, 2)).castTo(weights.dataType()), memory, valueWeight);
    }
  }
}
