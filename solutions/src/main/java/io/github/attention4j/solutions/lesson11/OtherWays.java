package io.github.attention4j.solutions.lesson11;

import io.github.attention4j.exercises.lesson11.FeatureMapAttentionTask;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** Leaves as much as it can to the library, the gradient to its tape. */
  static final class OnTheTape implements FeatureMapAttentionTask {

    private static Tensor places(TapeOps ops, INDArray map) {
      return ops.permute(ops.mergeAxes(ops.constant(map.dup('c')), 2), 0, 2, 1);
    }

    private static Tensor projected(TapeOps ops, Tensor x, INDArray weight) {
      return ops.linear(x, ops.constant(weight.dup('c')), null);
    }

    private static Tensor added(TapeOps ops, INDArray input, Tensor found, INDArray residual) {
      Tensor map = ops.splitAxis(ops.permute(found, 0, 2, 1), 2, input.size(2), input.size(3));
      return ops.add(ops.constant(input.dup('c')), ops.scale(map, residual.getDouble(0)));
    }

    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      TapeOps ops = TapeOps.create();
      Tensor x = places(ops, input);
      Tensor query = projected(ops, x, queryWeight);
      return ops.softmax(ops.matmulTransposed(query, projected(ops, x, keyWeight))).array();
    }

    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      TapeOps ops = TapeOps.create();
      Tensor values = projected(ops, places(ops, input), valueWeight);
      Tensor found = ops.matmul(ops.constant(weights.dup('c')), values);
      return added(ops, input, found, residual).array();
    }

    @Override
    public INDArray valueGradient(
        INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
      TapeOps ops = TapeOps.create();
      // The output is linear in the weight: where the gradient is taken does not matter.
      Tensor weight = ops.variable(Nd4j.eye(input.size(1)).castTo(input.dataType()));
      Tensor values = ops.linear(places(ops, input), weight, null);
      Tensor found = ops.matmul(ops.constant(weights.dup('c')), values);
      Tensor output = added(ops, input, found, residual);
      return ops.backward(output, outputGradient.dup('c')).of(weight);
    }
  }

  /** One example at a time, channels in front, and the two weights of the scores multiplied. */
  static final class ChannelsFirst implements FeatureMapAttentionTask {

    /** One example as a matrix, (C, H*W). */
    private static INDArray columns(INDArray map, long b) {
      return map.dup('c').slice(b).reshape('c', map.size(1), map.size(2) * map.size(3));
    }

    @Override
    public INDArray weights(INDArray input, INDArray queryWeight, INDArray keyWeight) {
      long places = input.size(2) * input.size(3);
      INDArray weights = Nd4j.create(input.dataType(), input.size(0), places, places);
      INDArray both = queryWeight.transpose().mmul(keyWeight); // x Wq^T Wk y
      for (long b = 0; b < input.size(0); b++) {
        INDArray x = columns(input, b);
        INDArray exps = Transforms.exp(x.transpose().mmul(both).mmul(x));
        weights.slice(b).assign(exps.divColumnVector(exps.sum(1)));
      }
      return weights;
    }

    @Override
    public INDArray output(
        INDArray input, INDArray weights, INDArray valueWeight, INDArray residual) {
      INDArray output = Nd4j.create(input.dataType(), input.shape());
      for (long b = 0; b < input.size(0); b++) {
        INDArray mixed = columns(input, b).mmul(weights.dup('c').slice(b).transpose()); // (C, P)
        INDArray found = valueWeight.mmul(mixed).mul(residual.getDouble(0));
        output.slice(b).assign(found.dup('c').reshape('c', output.slice(b).shape()));
      }
      return output.add(input);
    }

    @Override
    public INDArray valueGradient(
        INDArray input, INDArray weights, INDArray residual, INDArray outputGradient) {
      INDArray gradient = Nd4j.zeros(input.dataType(), input.size(1), input.size(1));
      for (long b = 0; b < input.size(0); b++) {
        INDArray values =
            columns(outputGradient, b).mmul(weights.dup('c').slice(b)); // what comes to each
        gradient.addi(values.mmul(columns(input, b).transpose()));
      }
      return gradient.mul(residual.getDouble(0));
    }
  }
}
