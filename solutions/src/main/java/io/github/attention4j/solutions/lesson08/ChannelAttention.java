package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.exercises.lesson08.ChannelAttentionTask;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The reference answer. */
public class ChannelAttention implements ChannelAttentionTask {

  /** Creates the answer. */
  public ChannelAttention() {}

  @Override
  public INDArray averagePool(INDArray input) {
    return input.mean(2, 3); // (B, C)
  }

  @Override
  public INDArray maxPool(INDArray input) {
    return input.max(2, 3); // (B, C)
  }

  @Override
  public INDArray logits(
      INDArray average,
      INDArray max,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    return perceptron(average, reduceWeight, reduceBias, expandWeight, expandBias)
        .add(perceptron(max, reduceWeight, reduceBias, expandWeight, expandBias));
  }

  /** {@code W1 relu(W0 x + b0) + b1}. */
  static INDArray perceptron(
      INDArray pooled,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    INDArray hidden = Transforms.relu(layer(pooled, reduceWeight, reduceBias), true); // (B, R)
    return layer(hidden, expandWeight, expandBias); // (B, C)
  }

  private static INDArray layer(INDArray input, INDArray weight, INDArray bias) {
    return input.mmul(weight.transpose()).add(bias.reshape(1, bias.length()));
  }

  @Override
  public INDArray output(INDArray input, INDArray logits) {
    return input.mul(spread(Transforms.sigmoid(logits)));
  }

  @Override
  public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
    INDArray gates = gate.reshape(gate.size(0), gate.size(1)); // (B, C)
    INDArray gateGradient = outputGradient.mul(input).sum(2, 3);
    return gateGradient.mul(gates).mul(gates.rsub(1));
  }

  @Override
  public INDArray inputGradient(
      INDArray input,
      INDArray gate,
      INDArray outputGradient,
      INDArray averageGradient,
      INDArray maxGradient) {
    INDArray byProduct = outputGradient.mul(gate);
    INDArray byAverage = spread(averageGradient.div(input.size(2) * input.size(3)));
    return byProduct.add(byAverage).add(spread(maxGradient).mul(winners(input)));
  }

  /** Gives a number for each channel the axes of a map: {@code (B, C) -> (B, C, 1, 1)}. */
  static INDArray spread(INDArray numbers) {
    return numbers.reshape(numbers.size(0), numbers.size(1), 1, 1);
  }

  /** 1 at the first of each channel's largest numbers, 0 elsewhere. */
  static INDArray winners(INDArray input) {
    INDArray winners = Nd4j.create(input.dataType(), input.shape());
    for (long b = 0; b < input.size(0); b++) {
      for (long c = 0; c < input.size(1); c++) {
        long row = 0;
        long column = 0;
        for (long h = 0; h < input.size(2); h++) {
          for (long w = 0; w < input.size(3); w++) {
            if (input.getDouble(b, c, h, w) > input.getDouble(b, c, row, column)) {
              row = h;
              column = w;
            }
          }
        }
        winners.putScalar(new long[] {b, c, row, column}, 1);
      }
    }
    return winners;
  }
}
