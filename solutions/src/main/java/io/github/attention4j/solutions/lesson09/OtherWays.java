package io.github.attention4j.solutions.lesson09;

import io.github.attention4j.exercises.lesson09.SpatialAttentionTask;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Answers as right as the reference answer, though computed otherwise: all earn every point. */
final class OtherWays {

  private OtherWays() {}

  /** Leaves as much as it can to the library's tape, the gradients first of all. */
  static final class OnTheTape implements SpatialAttentionTask {

    @Override
    public INDArray pools(INDArray input) {
      TapeOps ops = TapeOps.create();
      return pools(ops, ops.constant(input.dup())).array();
    }

    private static Tensor pools(TapeOps ops, Tensor input) {
      return ops.concat(ops.max(input, 1), ops.mean(input, 1), 1);
    }

    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      TapeOps ops = TapeOps.create();
      return ops.convolution(ops.constant(pooled.dup()), ops.constant(weight.dup())).array();
    }

    @Override
    public INDArray output(INDArray input, INDArray logits) {
      TapeOps ops = TapeOps.create();
      Tensor gate = ops.sigmoid(ops.constant(logits.dup()));
      return ops.multiply(ops.constant(input.dup()), gate).array();
    }

    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      TapeOps ops = TapeOps.create();
      // The sums are linear in the weights: where the gradient is taken does not matter.
      Tensor weight = ops.variable(Nd4j.create(pooled.dataType(), 1, 2, window, window));
      Tensor sums = ops.convolution(ops.constant(pooled.dup()), weight);
      return ops.backward(sums, logitsGradient.dup()).of(weight);
    }

    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      TapeOps ops = TapeOps.create();
      long[] shape = logitsGradient.shape().clone(); // ND4J hands out its own
      shape[1] = 2;
      Tensor pooled = ops.variable(Nd4j.create(weight.dataType(), shape));
      Tensor sums = ops.convolution(pooled, ops.constant(weight.dup()));
      return ops.backward(sums, logitsGradient.dup()).of(pooled);
    }

    @Override
    public INDArray inputGradient(
        INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient) {
      TapeOps ops = TapeOps.create();
      Tensor x = ops.variable(input.dup());
      Tensor product = ops.multiply(x, ops.constant(gate.dup()));
      INDArray byProduct = ops.backward(product, outputGradient.dup()).of(x);
      return byProduct.add(ops.backward(pools(ops, x), pooledGradient.dup()).of(x));
    }
  }

  /** Writes the window as one large matrix, from all places of the maps to all places. */
  static final class OneMatrix implements SpatialAttentionTask {

    /** (2 H W, H W): what a place brings to another, 0 if the window does not reach so far. */
    private static INDArray matrix(INDArray weight, int height, int width) {
      int places = height * width;
      INDArray matrix = Nd4j.create(weight.dataType(), 2 * places, places);
      for (int from = 0; from < 2 * places; from++) {
        for (int to = 0; to < places; to++) {
          int u = from % places / width - to / width + (int) weight.size(2) / 2;
          int v = from % width - to % width + (int) weight.size(3) / 2;
          if (u >= 0 && v >= 0 && u < weight.size(2) && v < weight.size(3)) {
            matrix.putScalar(from, to, weight.getDouble(0, from / places, u, v));
          }
        }
      }
      return matrix;
    }

    /** An example a row. */
    private static INDArray rows(INDArray map) {
      return map.dup('c').reshape('c', map.size(0), map.length() / map.size(0));
    }

    private static INDArray maps(INDArray rows, INDArray like, long channels) {
      return rows.dup('c').reshape('c', like.size(0), channels, like.size(2), like.size(3));
    }

    @Override
    public INDArray pools(INDArray input) {
      INDArray last = input.permute(0, 2, 3, 1).dup('c'); // (B, H, W, C)
      return Nd4j.stack(1, last.max(3), last.mean(3));
    }

    @Override
    public INDArray logits(INDArray pooled, INDArray weight) {
      INDArray matrix = matrix(weight, (int) pooled.size(2), (int) pooled.size(3));
      return maps(rows(pooled).mmul(matrix), pooled, 1);
    }

    @Override
    public INDArray output(INDArray input, INDArray logits) {
      INDArray gate = Transforms.tanh(logits.div(2)).add(1).div(2);
      return gate.mul(input);
    }

    @Override
    public INDArray weightGradient(INDArray pooled, INDArray logitsGradient, int window) {
      INDArray gradient = Nd4j.create(pooled.dataType(), 1, 2, window, window);
      // The gradient of the matrix; then each weight gathers it where it stands.
      INDArray ofMatrix = rows(pooled).transpose().mmul(rows(logitsGradient)); // (2 H W, H W)
      int width = (int) pooled.size(3);
      int places = (int) ofMatrix.size(1);
      for (int from = 0; from < 2 * places; from++) {
        for (int to = 0; to < places; to++) {
          int u = from % places / width - to / width + window / 2;
          int v = from % width - to % width + window / 2;
          if (u >= 0 && v >= 0 && u < window && v < window) {
            long[] cell = {0, from / places, u, v};
            gradient.putScalar(cell, gradient.getDouble(cell) + ofMatrix.getDouble(from, to));
          }
        }
      }
      return gradient;
    }

    @Override
    public INDArray pooledGradient(INDArray logitsGradient, INDArray weight) {
      INDArray matrix = matrix(weight, (int) logitsGradient.size(2), (int) logitsGradient.size(3));
      return maps(rows(logitsGradient).mmul(matrix.transpose()), logitsGradient, 2);
    }

    @Override
    public INDArray inputGradient(
        INDArray input, INDArray gate, INDArray outputGradient, INDArray pooledGradient) {
      INDArray gradient = outputGradient.mul(gate);
      INDArray winners = Nd4j.argMax(input, 1); // (B, H, W)
      for (long b = 0; b < input.size(0); b++) {
        for (long h = 0; h < input.size(2); h++) {
          for (long w = 0; w < input.size(3); w++) {
            for (long c = 0; c < input.size(1); c++) {
              double byMax =
                  winners.getLong(b, h, w) == c ? pooledGradient.getDouble(b, 0, h, w) : 0;
              double byAverage = pooledGradient.getDouble(b, 1, h, w) / input.size(1);
              long[] place = {b, c, h, w};
              gradient.putScalar(place, gradient.getDouble(place) + byMax + byAverage);
            }
          }
        }
      }
      return gradient;
    }
  }
}
