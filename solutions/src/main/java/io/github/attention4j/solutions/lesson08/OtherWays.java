package io.github.attention4j.solutions.lesson08;

import io.github.attention4j.exercises.lesson08.ChannelAttentionTask;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** Leaves as much as it can to the library's tape, the gradients first of all. */
  static final class OnTheTape implements ChannelAttentionTask {

    @Override
    public INDArray averagePool(INDArray input) {
      TapeOps ops = TapeOps.create();
      return ops.mean(ops.constant(input.dup()), 2, 3)
          .array()
          .reshape(input.size(0), input.size(1));
    }

    @Override
    public INDArray maxPool(INDArray input) {
      TapeOps ops = TapeOps.create();
      return ops.max(ops.constant(input.dup()), 2, 3).array().reshape(input.size(0), input.size(1));
    }

    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      TapeOps ops = TapeOps.create();
      Tensor both = ops.constant(Nd4j.concat(0, average.dup(), max.dup())); // (2 B, C)
      Tensor hidden =
          ops.relu(
              ops.linear(both, ops.constant(reduceWeight.dup()), ops.constant(reduceBias.dup())));
      Tensor made =
          ops.linear(hidden, ops.constant(expandWeight.dup()), ops.constant(expandBias.dup()));
      long batch = average.size(0);
      return ops.add(ops.slice(made, 0, 0, batch), ops.slice(made, 0, batch, 2 * batch)).array();
    }

    @Override
    public INDArray output(INDArray input, INDArray logits) {
      TapeOps ops = TapeOps.create();
      return gated(ops, input, ops.constant(ChannelAttention.spread(logits.dup()))).array();
    }

    private static Tensor gated(TapeOps ops, INDArray input, Tensor logits) {
      return ops.multiply(ops.constant(input.dup()), ops.sigmoid(logits));
    }

    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      TapeOps ops = TapeOps.create();
      Tensor logits = ops.variable(Transforms.log(gate.div(gate.rsub(1))));
      Tensor output = gated(ops, input, logits);
      return ops.backward(output, outputGradient.dup())
          .of(logits)
          .reshape(input.size(0), input.size(1));
    }

    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray gate,
        INDArray outputGradient,
        INDArray averageGradient,
        INDArray maxGradient) {
      TapeOps ops = TapeOps.create();
      Tensor x = ops.variable(input.dup());
      Tensor product = ops.multiply(x, ops.constant(gate.dup()));
      INDArray byProduct = ops.backward(product, outputGradient.dup()).of(x);
      INDArray byAverage =
          ops.backward(ops.mean(x, 2, 3), ChannelAttention.spread(averageGradient.dup())).of(x);
      INDArray byMax =
          ops.backward(ops.max(x, 2, 3), ChannelAttention.spread(maxGradient.dup())).of(x);
      return byProduct.add(byAverage).add(byMax);
    }
  }

  /** Makes a row of every channel, and products of matrices of the sums. */
  static final class Rows implements ChannelAttentionTask {

    private static INDArray rows(INDArray input) {
      return input
          .dup('c')
          .reshape('c', input.size(0) * input.size(1), input.size(2) * input.size(3));
    }

    private static INDArray sums(INDArray rows, INDArray like) {
      INDArray ones = Nd4j.ones(rows.dataType(), rows.size(1), 1);
      return rows.mmul(ones).reshape('c', like.size(0), like.size(1));
    }

    private static INDArray column(INDArray numbers) {
      return numbers.dup('c').reshape('c', numbers.length(), 1);
    }

    @Override
    public INDArray averagePool(INDArray input) {
      return sums(rows(input), input).div(input.size(2) * input.size(3));
    }

    @Override
    public INDArray maxPool(INDArray input) {
      INDArray sorted = Nd4j.sort(rows(input), 1, false); // the largest first
      return sorted.getColumn(0, true).dup().reshape('c', input.size(0), input.size(1));
    }

    @Override
    public INDArray logits(
        INDArray average,
        INDArray max,
        INDArray reduceWeight,
        INDArray reduceBias,
        INDArray expandWeight,
        INDArray expandBias) {
      // W1 (relu(..) + relu(..)) + 2 b1: the second layer is linear.
      INDArray hidden =
          hidden(average, reduceWeight, reduceBias).add(hidden(max, reduceWeight, reduceBias));
      return Nd4j.gemm(hidden, expandWeight, false, true).addRowVector(expandBias.mul(2));
    }

    private static INDArray hidden(INDArray pooled, INDArray weight, INDArray bias) {
      INDArray made = Nd4j.gemm(pooled, weight, false, true).addRowVector(bias);
      return Transforms.abs(made).add(made).div(2);
    }

    @Override
    public INDArray output(INDArray input, INDArray logits) {
      INDArray gates = Transforms.tanh(column(logits).div(2)).add(1).div(2);
      return rows(input).mul(gates).reshape('c', input.shape());
    }

    @Override
    public INDArray logitsGradient(INDArray input, INDArray gate, INDArray outputGradient) {
      INDArray gates = gate.dup('c').reshape('c', gate.size(0), gate.size(1));
      INDArray back = sums(rows(outputGradient).mul(rows(input)), input);
      return back.mul(gates.sub(gates.mul(gates)));
    }

    @Override
    public INDArray inputGradient(
        INDArray input,
        INDArray gate,
        INDArray outputGradient,
        INDArray averageGradient,
        INDArray maxGradient) {
      INDArray rows = rows(input);
      INDArray back = rows(outputGradient).mul(column(gate));
      INDArray both = back.add(column(averageGradient).div(rows.size(1)));
      INDArray heaviest = Nd4j.argMax(rows, 1);
      INDArray winners = column(maxGradient);
      for (long row = 0; row < rows.size(0); row++) {
        long place = heaviest.getLong(row);
        both.putScalar(row, place, both.getDouble(row, place) + winners.getDouble(row, 0));
      }
      return both.reshape('c', input.shape());
    }
  }
}
