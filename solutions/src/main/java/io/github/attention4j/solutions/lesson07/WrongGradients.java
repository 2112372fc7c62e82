package io.github.attention4j.solutions.lesson07;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 6, the gradient of the memory. */
final class WrongGradients {

  private WrongGradients() {}

  /** Puts the two ways together in its own manner. */
  private abstract static class Joining extends CrossAttention {

    abstract INDArray join(INDArray keys, INDArray values, double root);

    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      INDArray none = outputGradient.mul(0);
      INDArray keys =
          super.memoryGradient(
              query, queryWeight, keyWeight, valueWeight, weights, scoresGradient, none);
      INDArray all =
          super.memoryGradient(
              query, queryWeight, keyWeight, valueWeight, weights, scoresGradient, outputGradient);
      return join(keys, all.sub(keys), Math.sqrt(keyWeight.size(0)));
    }
  }

  @Caught(in = "07.6", as = "this is the way of the keys alone")
  static final class KeysOnly extends Joining {
    @Override
    INDArray join(INDArray keys, INDArray values, double root) {
      return keys;
    }
  }

  @Caught(in = "07.6", as = "this is the way of the values alone")
  static final class ValuesOnly extends Joining {
    @Override
    INDArray join(INDArray keys, INDArray values, double root) {
      return values;
    }
  }

  @Caught(in = "07.6", as = "the scale is missing")
  static final class ScaleMissing extends Joining {
    @Override
    INDArray join(INDArray keys, INDArray values, double root) {
      return keys.mul(root).add(values);
    }
  }

  @Caught(in = "07.6", as = "the scale is applied twice")
  static final class ScaleTwice extends Joining {
    @Override
    INDArray join(INDArray keys, INDArray values, double root) {
      return keys.div(root).add(values);
    }
  }

  @Caught(in = "07.6", as = "the values' way is divided by sqrt(Dk)")
  static final class ValuesScaled extends Joining {
    @Override
    INDArray join(INDArray keys, INDArray values, double root) {
      return keys.add(values.div(root));
    }
  }

  @Caught(in = "07.6", as = "the mean of the two ways")
  static final class Mean extends Joining {
    @Override
    INDArray join(INDArray keys, INDArray values, double root) {
      return keys.add(values).div(2);
    }
  }

  @Caught(in = "07.6", as = "the keys' way is subtracted")
  static final class KeysSubtracted extends Joining {
    @Override
    INDArray join(INDArray keys, INDArray values, double root) {
      return values.sub(keys);
    }
  }

  @Caught(in = "07.6", as = "the values' way is subtracted")
  static final class ValuesSubtracted extends Joining {
    @Override
    INDArray join(INDArray keys, INDArray values, double root) {
      return keys.sub(values);
    }
  }

  @Caught(in = "07.6", as = "the weights stand in the keys' way")
  static final class WeightsForGradient extends CrossAttention {
    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      return super.memoryGradient(
          query, queryWeight, keyWeight, valueWeight, weights, weights, outputGradient);
    }
  }

  @Caught(in = "07.6", as = "the scores' gradient stands in the values' way")
  static final class GradientForWeights extends CrossAttention {
    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      return super.memoryGradient(
          query,
          queryWeight,
          keyWeight,
          valueWeight,
          scoresGradient,
          scoresGradient,
          outputGradient);
    }
  }

  @Caught(in = "07.6", as = "every query counts alike in the values' way")
  static final class UnweightedValues extends CrossAttention {
    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      return super.memoryGradient(
          query,
          queryWeight,
          keyWeight,
          valueWeight,
          weights.mul(0).add(1),
          scoresGradient,
          outputGradient);
    }
  }

  @Caught(in = "07.6", as = "the keys' way does not transpose dS")
  static final class KeysStraight extends CrossAttention {
    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      return super.memoryGradient(
          query,
          queryWeight,
          keyWeight,
          valueWeight,
          weights,
          scoresGradient.permute(0, 2, 1),
          outputGradient);
    }
  }

  @Caught(in = "07.6", as = "the values' way does not transpose the weights")
  static final class ValuesStraight extends CrossAttention {
    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      return super.memoryGradient(
          query,
          queryWeight,
          keyWeight,
          valueWeight,
          weights.permute(0, 2, 1),
          scoresGradient,
          outputGradient);
    }
  }

  @Caught(in = "07.6", as = "takes the queries before their projection")
  static final class QueriesNotProjected extends CrossAttention {
    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      INDArray scaled = scoresGradient.div(Math.sqrt(keyWeight.size(0)));
      INDArray ofKey = Nd4j.matmul(scaled, query, true, false, false);
      INDArray ofValue = Nd4j.matmul(weights, outputGradient, true, false, false);
      return back(ofKey, keyWeight).add(back(ofValue, valueWeight));
    }
  }

  @Caught(in = "07.6", as = "queries of the first example")
  static final class FirstExamplesQueries extends CrossAttention {
    @Override
    public INDArray memoryGradient(
        INDArray query,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      return super.memoryGradient(
          query.mul(0).add(query.get(interval(0, 1), all(), all())),
          queryWeight,
          keyWeight,
          valueWeight,
          weights,
          scoresGradient,
          outputGradient);
    }
  }
}
