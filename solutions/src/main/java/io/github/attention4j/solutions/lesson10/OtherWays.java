package io.github.attention4j.solutions.lesson10;

import io.github.attention4j.exercises.lesson10.CbamTask;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.SpatialAttention;
import io.github.attention4j.vision.SpatialOptions;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** Leaves as much as it can to the library, the gradients to its tape. */
  static final class OnTheTape implements CbamTask {

    @Override
    public INDArray channelGate(
        INDArray input,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      TapeOps ops = TapeOps.create();
      Tensor x = ops.constant(input.dup());
      Tensor both = ops.concat(ops.mean(x, 2, 3), ops.max(x, 2, 3), 0); // (2 B, C, 1, 1)
      Tensor pooled = ops.squeeze(ops.squeeze(both, -1), -1);
      Tensor hidden = ops.relu(linear(ops, pooled, reduceWeight, reduceBias));
      Tensor made = linear(ops, hidden, expandWeight, expandBias); // (2 B, C)
      long batch = input.size(0);
      Tensor logits = ops.add(ops.slice(made, 0, 0, batch), ops.slice(made, 0, batch, 2 * batch));
      return ops.expand(ops.expand(ops.sigmoid(logits), -1), -1).array();
    }

    private static Tensor linear(TapeOps ops, Tensor x, INDArray weight, INDArray bias) {
      return ops.linear(x, ops.constant(weight.dup()), ops.constant(bias.dup()));
    }

    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      Parameters parameters = Parameters.seeded(weight.dataType(), 1);
      SpatialOptions options =
          SpatialOptions.withDefaults().withWindow(weight.size(2)).withoutBatchNorm();
      SpatialAttention attention = SpatialAttention.create(parameters, options);
      parameters.get("convolution.weight").assign(weight);
      return attention.attend(input.dup()).gate();
    }

    @Override
    public INDArray output(
        INDArray input,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias,
        INDArray weight) {
      INDArray gate = channelGate(input, reduceWeight, reduceBias, expandWeight, expandBias);
      INDArray passed = gate.mul(input);
      return spatialGate(passed, weight).mul(passed);
    }

    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      TapeOps ops = TapeOps.create();
      Tensor logits = ops.add(ops.constant(channelLogits.dup()), ops.constant(spatialLogits.dup()));
      return ops.multiply(ops.constant(input.dup()), ops.shift(ops.sigmoid(logits), 1)).array();
    }

    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      TapeOps ops = TapeOps.create();
      Tensor logits = ops.variable(Transforms.log(channelGate.div(channelGate.rsub(1))));
      Tensor passed = ops.multiply(ops.constant(input.dup()), ops.sigmoid(logits));
      Tensor output = ops.multiply(passed, ops.constant(spatialGate.dup()));
      return ops.backward(output, outputGradient.dup())
          .of(logits)
          .add(ops.backward(passed, spatialWay.dup()).of(logits));
    }

    @Override
    public INDArray inputGradient(
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay,
        INDArray channelWay) {
      TapeOps ops = TapeOps.create();
      // The products are linear in the input: where the gradient is taken does not matter.
      Tensor input = ops.variable(Nd4j.zerosLike(outputGradient));
      Tensor passed = ops.multiply(input, ops.constant(channelGate.dup()));
      Tensor output = ops.multiply(passed, ops.constant(spatialGate.dup()));
      INDArray byProduct = ops.backward(output, outputGradient.dup()).of(input);
      return byProduct.add(ops.backward(passed, spatialWay.dup()).of(input)).add(channelWay);
    }
  }

  /** Takes ND4J's own convolution, and multiplies out whatever stands in brackets. */
  static final class MultipliedOut implements CbamTask {

    private static INDArray sigmoid(INDArray logits) {
      return Transforms.exp(logits.neg()).add(1).rdiv(1);
    }

    @Override
    public INDArray channelGate(
        INDArray input,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      INDArray rows = input.dup('c').reshape('c', input.size(0), input.size(1), -1); // (B, C, H W)
      INDArray hidden = hidden(rows.mean(2), reduceWeight, reduceBias);
      INDArray other = hidden(rows.max(2), reduceWeight, reduceBias);
      INDArray logits =
          Nd4j.gemm(hidden.add(other), expandWeight, false, true).addRowVector(expandBias.mul(2));
      return sigmoid(logits).reshape(input.size(0), input.size(1), 1, 1);
    }

    private static INDArray hidden(INDArray pooled, INDArray weight, INDArray bias) {
      INDArray made = Nd4j.gemm(pooled, weight, false, true).addRowVector(bias);
      return made.add(Transforms.abs(made, true)).div(2);
    }

    @Override
    public INDArray spatialGate(INDArray input, INDArray weight) {
      long window = weight.size(2);
      INDArray pooled = Nd4j.concat(1, input.max(true, 1), input.mean(true, 1));
      Conv2DConfig config =
          Conv2DConfig.builder().kH(window).kW(window).paddingMode(PaddingMode.SAME).build();
      // ND4J's weights are (rows, columns, in, out).
      INDArray logits = Nd4j.cnn().conv2d(pooled, weight.permute(2, 3, 1, 0).dup('c'), config);
      return sigmoid(logits);
    }

    @Override
    public INDArray output(
        INDArray input,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias,
        INDArray weight) {
      INDArray channels = channelGate(input, reduceWeight, reduceBias, expandWeight, expandBias);
      return channels.mul(spatialGate(channels.mul(input), weight)).mul(input);
    }

    @Override
    public INDArray bottleneck(INDArray input, INDArray channelLogits, INDArray spatialLogits) {
      // The exps of a sum are a product: sigmoid(a + b) = 1 / (1 + exp(-a) exp(-b)).
      INDArray exps = Transforms.exp(channelLogits.neg()).mul(Transforms.exp(spatialLogits.neg()));
      return input.add(input.div(exps.add(1)));
    }

    @Override
    public INDArray channelGradient(
        INDArray input,
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay) {
      INDArray byProduct = outputGradient.mul(input).mul(spatialGate).sum(true, 2, 3);
      INDArray bySpatial = spatialWay.mul(input).sum(true, 2, 3);
      INDArray slope = channelGate.sub(channelGate.mul(channelGate));
      return byProduct.mul(slope).add(bySpatial.mul(slope));
    }

    @Override
    public INDArray inputGradient(
        INDArray channelGate,
        INDArray spatialGate,
        INDArray outputGradient,
        INDArray spatialWay,
        INDArray channelWay) {
      INDArray gates = channelGate.mul(spatialGate); // (B, C, H, W)
      return channelWay.add(outputGradient.mul(gates)).add(spatialWay.mul(channelGate));
    }
  }
}
