package io.github.attention4j.vision;

import io.github.attention4j.kernel.SpatialGate;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch norm of a map with one channel.
 *
 * <pre>{@code
 * output = (input - mean) / sqrt(variance + epsilon) * weight + bias
 * }</pre>
 *
 * <p>Mean and variance are the batch's own while training, over B, H and W; otherwise the running
 * ones, which {@link #updateStatistics} lets follow the batches'.
 *
 * <p>Compare: PyTorch's {@code BatchNorm2d(1, eps=1e-5, momentum=0.01)}, which names and stores
 * parameters and buffers as here.
 *
 * <p>Source: Ioffe and Szegedy 2015, "Batch Normalization: Accelerating Deep Network Training by
 * Reducing Internal Covariate Shift", section 3, algorithm 1; epsilon and momentum by CBAM's
 * authors.
 */
final class BatchNorm {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.01;

  private final String path;
  private final INDArray weight;
  private final INDArray bias;
  private final INDArray runningMean;
  private final INDArray runningVariance;

  private BatchNorm(
      String path, INDArray weight, INDArray bias, INDArray runningMean, INDArray runningVariance) {
    this.path = path;
    this.weight = weight;
    this.bias = bias;
    this.runningMean = runningMean;
    this.runningVariance = runningVariance;
  }

  /**
   * A new batch norm, which starts as the identity but for epsilon.
   *
   * @param parameters where {@code weight} and {@code bias}, and the buffers {@code running_mean}
   *     and {@code running_var} are added
   */
  static BatchNorm create(Parameters parameters) {
    return new BatchNorm(
        parameters.path(""),
        parameters.add("weight", Nd4j.ones(parameters.type(), 1)),
        parameters.add("bias", Nd4j.zeros(parameters.type(), 1)),
        parameters.addBuffer("running_mean", Nd4j.zeros(parameters.type(), 1)),
        parameters.addBuffer("running_var", Nd4j.ones(parameters.type(), 1)));
  }

  /** Normalises {@code (B, 1, H, W)} by the batch's own statistics or by the running ones. */
  <T> T apply(TensorOps<T> ops, T input, boolean training) {
    T mean = training ? ops.mean(input, 0, 2, 3) : ops.constant(runningMean);
    T centred = ops.add(input, ops.scale(mean, -1)); // (B, 1, H, W)
    T variance = training ? meanSquare(ops, centred) : ops.constant(runningVariance);
    T normalised = ops.multiply(centred, ops.power(ops.shift(variance, EPSILON), -0.5));
    T scaled = ops.multiply(normalised, ops.parameter(path + "weight", weight));
    return ops.add(scaled, ops.parameter(path + "bias", bias));
  }

  /** A gate of the fused path, normalised by the running statistics. */
  SpatialGate fused(SpatialGate gate) {
    double deviation = Math.sqrt(runningVariance.getDouble(0) + EPSILON);
    float factor = (float) (weight.getDouble(0) / deviation);
    return gate.normalised(runningMean.getFloat(0), factor, bias.getFloat(0));
  }

  private static <T> T meanSquare(TensorOps<T> ops, T centred) {
    return ops.mean(ops.multiply(centred, centred), 0, 2, 3); // (1, 1, 1, 1)
  }

  /**
   * Moves the running statistics by the momentum towards those of a batch. They change in place, so
   * that graphs built before see it.
   *
   * @throws IllegalArgumentException if the batch is a single number, which has no variance
   */
  void updateStatistics(String operation, INDArray input) {
    long count = input.length();
    if (count < 2) {
      throw new IllegalArgumentException(
          operation + ": statistics of a single number have no variance, expected B H W above 1");
    }
    INDArray mean = input.mean(true, 0, 2, 3);
    INDArray variance = meanSquare(NdArrayOps.eager(), input.sub(mean));
    // The running variance follows the unbiased estimate, though the biased one normalises.
    follow(runningVariance, variance.mul(count / (count - 1.0)));
    follow(runningMean, mean);
  }

  private static void follow(INDArray running, INDArray batch) {
    running.muli(1 - MOMENTUM).addi(batch.reshape(1).mul(MOMENTUM));
  }
}
