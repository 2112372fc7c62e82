package io.github.attention4j.solutions.lesson05;

import io.github.attention4j.solutions.Caught;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Catalogue of wrong answers: step 5, the gradient of the sequence. */
final class WrongGradients {

  private WrongGradients() {}

  /** Puts the three ways together in its own manner. */
  private abstract static class Joining extends SelfAttention {

    abstract INDArray join(INDArray queries, INDArray keys, INDArray values, double root);

    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      INDArray none = outputGradient.mul(0);
      INDArray queries = ofQueries(input, queryWeight, keyWeight, scoresGradient);
      INDArray scores =
          super.inputGradient(
              input, queryWeight, keyWeight, valueWeight, weights, scoresGradient, none);
      INDArray all =
          super.inputGradient(
              input, queryWeight, keyWeight, valueWeight, weights, scoresGradient, outputGradient);
      double root = Math.sqrt(queryWeight.size(0));
      return join(queries, scores.sub(queries), all.sub(scores), root);
    }
  }

  private static INDArray ofQueries(
      INDArray input, INDArray queryWeight, INDArray keyWeight, INDArray scoresGradient) {
    INDArray keys = SelfAttention.project(input, keyWeight);
    INDArray scaled = scoresGradient.div(Math.sqrt(queryWeight.size(0)));
    return SelfAttention.back(Nd4j.matmul(scaled, keys), queryWeight);
  }

  @Caught(in = "05.5", as = "this is the way of the values alone")
  static final class ValuesOnly extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return values;
    }
  }

  @Caught(in = "05.5", as = "this is the way of the scores alone")
  static final class ScoresOnly extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return queries.add(keys);
    }
  }

  @Caught(in = "05.5", as = "the way of the queries is missing")
  static final class QueriesMissing extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return keys.add(values);
    }
  }

  @Caught(in = "05.5", as = "the way of the keys is missing")
  static final class KeysMissing extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return queries.add(values);
    }
  }

  @Caught(in = "05.5", as = "this is the way of the queries alone")
  static final class QueriesOnly extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return queries;
    }
  }

  @Caught(in = "05.5", as = "the scale is missing")
  static final class ScaleMissing extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return queries.add(keys).mul(root).add(values);
    }
  }

  @Caught(in = "05.5", as = "the scale is applied twice")
  static final class ScaleTwice extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return queries.add(keys).div(root).add(values);
    }
  }

  @Caught(in = "05.5", as = "the values' way is divided by sqrt(Dk)")
  static final class ValuesScaled extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return queries.add(keys).add(values.div(root));
    }
  }

  @Caught(in = "05.5", as = "only one of queries and keys is divided")
  static final class OneScaled extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return queries.add(keys.mul(root)).add(values);
    }
  }

  @Caught(in = "05.5", as = "the mean of the three ways")
  static final class Mean extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return queries.add(keys).add(values).div(3);
    }
  }

  @Caught(in = "05.5", as = "the values' way is subtracted")
  static final class ValuesSubtracted extends Joining {
    @Override
    INDArray join(INDArray queries, INDArray keys, INDArray values, double root) {
      return queries.add(keys).sub(values);
    }
  }

  @Caught(in = "05.5", as = "the keys' way does not transpose dS")
  static final class KeysStraight extends SelfAttention {
    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      INDArray turned = scoresGradient.permute(0, 2, 1);
      return super.inputGradient(
              input, queryWeight, keyWeight, valueWeight, weights, scoresGradient, outputGradient)
          .sub(ofQueries(input, keyWeight, queryWeight, turned))
          .add(ofQueries(input, keyWeight, queryWeight, scoresGradient));
    }
  }

  @Caught(in = "05.5", as = "the queries' way transposes dS")
  static final class QueriesTurned extends SelfAttention {
    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      INDArray turned = scoresGradient.permute(0, 2, 1);
      return super.inputGradient(
              input, queryWeight, keyWeight, valueWeight, weights, scoresGradient, outputGradient)
          .sub(ofQueries(input, queryWeight, keyWeight, scoresGradient))
          .add(ofQueries(input, queryWeight, keyWeight, turned));
    }
  }

  @Caught(in = "05.5", as = "both ways of the scores")
  static final class BothTurned extends SelfAttention {
    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      return super.inputGradient(
          input,
          queryWeight,
          keyWeight,
          valueWeight,
          weights,
          scoresGradient.permute(0, 2, 1),
          outputGradient);
    }
  }

  @Caught(in = "05.5", as = "the values' way does not transpose")
  static final class ValuesStraight extends SelfAttention {
    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      return super.inputGradient(
          input,
          queryWeight,
          keyWeight,
          valueWeight,
          weights.permute(0, 2, 1),
          scoresGradient,
          outputGradient);
    }
  }

  @Caught(in = "05.5", as = "queries and keys are mixed up")
  static final class MixedUp extends SelfAttention {
    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray queryWeight,
        INDArray keyWeight,
        INDArray valueWeight,
        INDArray weights,
        INDArray scoresGradient,
        INDArray outputGradient) {
      INDArray turned = scoresGradient.permute(0, 2, 1);
      INDArray none = scoresGradient.mul(0);
      return super.inputGradient(
              input, queryWeight, keyWeight, valueWeight, weights, none, outputGradient)
          .add(ofQueries(input, queryWeight, queryWeight, scoresGradient))
          .add(ofQueries(input, keyWeight, keyWeight, turned));
    }
  }
}
