package io.github.attention4j.param;

import io.github.attention4j.kernel.FusedBatchNorm;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch norm: every channel gets mean 0 and variance 1, then a scale and an offset.
 *
 * <pre>{@code
 * output = (input - mean) / sqrt(variance + 1e-5) * weight + bias          over B, H and W
 * running = (1 - momentum) running + momentum batch                        of mean and variance
 * }</pre>
 *
 * <p>Shapes: {@code (B, C, H, W) -> (B, C, H, W)}, or {@code (B, C) -> (B, C)}. Parameters, all
 * {@code (C)}: {@code weight}, which starts with ones, and {@code bias}, which starts with zeros;
 * and the buffers {@code running_mean}, from zeros, and {@code running_var}, from ones. FLOAT or
 * DOUBLE, as the parameters.
 *
 * <p>Training: mean and variance are the running ones; of the twin that {@link #training} returns,
 * the batch's own. On a tape, which is how the trainer computes, the twin moves the running ones
 * towards the batch's, once whenever it is called. Eagerly and in a graph it moves nothing: call
 * {@link #updateStatistics} where a graph is trained.
 *
 * <p>Edge rules: the batch's variance divides by {@code n = B H W}, the running variance follows
 * the one that divides by {@code n - 1}. The training twin refuses one number in a channel, which
 * has no variance; with more samples, one sample changes all others.
 *
 * <p>Cost: a few floating-point operations for every element.
 *
 * <p>Compare: PyTorch {@code BatchNorm2d(C)} and {@code BatchNorm1d(C)}, whose parameters and
 * buffers are named and stored as here; while training they move their statistics without a
 * gradient being asked for, too. Keras {@code BatchNormalization} has epsilon {@code 1e-3}, and
 * counts momentum the other way round.
 *
 * <p>Source: Ioffe and Szegedy 2015, "Batch Normalization: Accelerating Deep Network Training by
 * Reducing Internal Covariate Shift", section 3, algorithms 1 and 2.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
 * BatchNorm norm = BatchNorm.create(parameters, 2);
 * INDArray input = Nd4j.create(new double[][] {{1, 10}, {3, 30}}); // (B, C)
 * norm.training().apply(input); // [[-1, -1], [1, 1]], rounded
 * norm.updateStatistics(input); // running_mean [0.2, 2], running_var [1.1, 20.9]
 * }</pre>
 */
public final class BatchNorm {
  private static final String NAME = "batchNorm";
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  /** What the two twins share. */
  private record State(
      String path,
      INDArray weight,
      INDArray bias,
      INDArray runningMean,
      INDArray runningVariance,
      double momentum,
      Signature signature) {}

  private final State state;
  private final boolean training;

  private BatchNorm(State state, boolean training) {
    this.state = state;
    this.training = training;
  }

  /**
   * A new batch norm with momentum 0.1.
   *
   * @param parameters where the parameters and buffers are added
   * @param channels the number of channels, C
   * @throws IllegalArgumentException if it is less than 1, or a parameter exists already
   */
  public static BatchNorm create(Parameters parameters, long channels) {
    return create(parameters, channels, MOMENTUM);
  }

  /**
   * A new batch norm.
   *
   * @param parameters where the parameters and buffers are added
   * @param channels the number of channels, C
   * @param momentum how far the running statistics move towards a batch's, from 0 to 1
   * @throws IllegalArgumentException if the channels are less than 1, the momentum is another
   *     number, or a parameter exists already
   */
  public static BatchNorm create(Parameters parameters, long channels, double momentum) {
    Sizes.atLeast(1, NAME, "channels", channels);
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          NAME + ": momentum is " + momentum + ", expected from 0 to 1");
    }
    DataType type = parameters.type();
    State state =
        new State(
            parameters.path(""),
            parameters.add("weight", Nd4j.ones(type, channels)),
            parameters.add("bias", Nd4j.zeros(type, channels)),
            parameters.addBuffer("running_mean", Nd4j.zeros(type, channels)),
            parameters.addBuffer("running_var", Nd4j.ones(type, channels)),
            momentum,
            Signature.of(NAME)
                .argument("input", "B", "C", "H?", "W?")
                .size("C", channels, "the norm's channels")
                .type(type));
    return new BatchNorm(state, false);
  }

  /** The same batch norm with the same parameters and buffers, while training. */
  public BatchNorm training() {
    return new BatchNorm(state, true);
  }

  /**
   * Normalises eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public INDArray apply(INDArray input) {
    return apply(NdArrayOps.eager(), input);
  }

  /**
   * Normalises under any interpreter. Of FLOAT arrays {@link FusedBatchNorm} computes the training
   * twin's output and gradients; both agree to the last digits of FLOAT.
   *
   * @param input {@code (B, C, H, W)} or {@code (B, C)}
   * @return of the input's shape
   * @throws ShapeException if the input does not fit
   * @throws IllegalArgumentException if the training twin gets one number in a channel
   */
  public <T> T apply(TensorOps<T> ops, T input) {
    ops.check(state.signature, Collections.singletonList(input));
    long[] sizes = ops.shape(input).sizes();
    T scale = ops.parameter(state.path + "weight", state.weight);
    T offset = ops.parameter(state.path + "bias", state.bias);
    if (!training) {
      T centred =
          ops.add(input, ops.scale(stretched(ops, ops.constant(state.runningMean), sizes), -1));
      T variance = stretched(ops, ops.constant(state.runningVariance), sizes);
      return scaled(ops, centred, variance, scale, offset);
    }
    checkVariance(sizes);
    ops.observe(input, this::follow);
    return ops.fused(
            List.of(input, scale, offset),
            arrays -> FusedBatchNorm.of(arrays.apply(input), state.weight, state.bias, EPSILON))
        .orElseGet(() -> normalised(ops, input, scale, offset));
  }

  /** By the batch's own statistics: this is the definition. */
  private static <T> T normalised(TensorOps<T> ops, T input, T scale, T offset) {
    int[] axes = others(ops.shape(input).rank());
    T centred = ops.add(input, ops.scale(ops.mean(input, axes), -1)); // (B, C, H, W)
    T variance = ops.mean(ops.multiply(centred, centred), axes); // (1, C, 1, 1)
    return scaled(ops, centred, variance, scale, offset);
  }

  private static <T> T scaled(TensorOps<T> ops, T centred, T variance, T scale, T offset) {
    long[] sizes = ops.shape(centred).sizes();
    T normalised = ops.multiply(centred, ops.power(ops.shift(variance, EPSILON), -0.5));
    T scaled = ops.multiply(normalised, stretched(ops, scale, sizes)); // (B, C, H, W)
    return ops.add(scaled, stretched(ops, offset, sizes));
  }

  /** {@code (C)}, or {@code (C, 1, 1)} to be stretched over H and W. */
  private static <T> T stretched(TensorOps<T> ops, T channels, long[] sizes) {
    return sizes.length == 2 ? channels : ops.expand(ops.expand(channels, -1), -1);
  }

  /** All axes but that of the channels. */
  private static int[] others(int rank) {
    return IntStream.range(0, rank).filter(axis -> axis != 1).toArray();
  }

  /** Sizes that a graph leaves open are below zero, and pass. */
  private static void checkVariance(long[] sizes) {
    if (IntStream.of(others(sizes.length)).allMatch(axis -> sizes[axis] == 1)) {
      throw new IllegalArgumentException(
          NAME + ": one number in each channel has no variance, expected B H W above 1 to train");
    }
  }

  /**
   * Moves the running statistics by the momentum towards those of a batch, as the training twin
   * does by itself on a tape. They change in place, so that graphs built before see it.
   *
   * @param input what was normalised in this training step
   * @throws ShapeException if the input does not fit
   * @throws IllegalArgumentException if it has one number in a channel
   */
  public void updateStatistics(INDArray input) {
    NdArrayOps.eager().check(state.signature, Collections.singletonList(input));
    checkVariance(input.shape());
    follow(input);
  }

  private void follow(INDArray input) {
    int[] axes = others(input.rank());
    double count = (double) input.length() / input.size(1);
    INDArray mean = input.mean(true, axes);
    INDArray centred = input.sub(mean);
    INDArray variance = centred.muli(centred).mean(axes).muli(count / (count - 1));
    move(state.runningMean, mean);
    move(state.runningVariance, variance);
  }

  private void move(INDArray running, INDArray batch) {
    running.muli(1 - state.momentum).addi(batch.reshape(running.shape()).mul(state.momentum));
  }

  /** {@code (C)}. */
  public INDArray weight() {
    return state.weight;
  }

  /** {@code (C)}. */
  public INDArray bias() {
    return state.bias;
  }

  /** {@code (C)}; {@link #training} moves it. */
  public INDArray runningMean() {
    return state.runningMean;
  }

  /** {@code (C)}; {@link #training} moves it. */
  public INDArray runningVariance() {
    return state.runningVariance;
  }

  /** What is added to the variance. */
  public double epsilon() {
    return EPSILON;
  }
}
