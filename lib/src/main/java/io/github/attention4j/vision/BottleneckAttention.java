package io.github.attention4j.vision;

import io.github.attention4j.kernel.FusedBottleneck;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.BatchNorm;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.BottleneckOptions.Join;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The bottleneck attention module, BAM: a channel branch and a spatial branch side by side make one
 * gate for every element, and what it lets pass is added to the input.
 *
 * <pre>{@code
 * channel = norm(W1 relu(W0 average(input) + b0) + b1)                     averaged over H and W
 * spatial = norm(conv1x1(relu(conv3x3(relu(conv3x3(relu(conv1x1(input))))))))
 * gate    = sigmoid(channel + spatial)
 * output  = input + gate * input
 * }</pre>
 *
 * <p>Shapes: input {@code (B, C, H, W)} gives output and gate {@code (B, C, H, W)} and the branches
 * {@code (B, C, 1, 1)} and {@code (B, 1, H, W)}. With hidden, {@code C / r} rounded down and at
 * least 1: {@code channel.reduce.weight} is {@code (hidden, C)}, {@code channel.expand.weight}
 * {@code (C, hidden)}; {@code spatial.reduce.weight} is {@code (hidden, C, 1, 1)}, {@code
 * spatial.first.weight} and {@code spatial.second.weight} {@code (hidden, hidden, 3, 3)}, {@code
 * spatial.last.weight} {@code (1, hidden, 1, 1)}; each has a {@code bias}. Batch norm behind a
 * layer has the layer's path and {@code Norm}: {@code channel.expandNorm} and {@code
 * spatial.lastNorm}, or those of the inner layers. FLOAT or DOUBLE, as the parameters.
 *
 * <p>Edge rules: no mask. Beyond the edges of the map there are zeros; in the middle of a map
 * smaller than the dilation the 3x3 windows see one place. The output is between the input and its
 * double. One sample changes nothing in another, unless batch norm is {@linkplain #training
 * training}.
 *
 * <p>Training: as {@link SpatialAttention}, and {@link BatchNorm} with momentum 0.1. The training
 * twin refuses a batch of one sample, whose averages have no variance.
 *
 * <p>Cost: {@code 2 B H W hidden (C + 18 hidden + 1)} floating-point operations, beside a few for
 * every element.
 *
 * <p>Compare: {@code BAM} in the code of its authors, {@link BottleneckOptions#ofAuthors}, which
 * multiplies the branches, {@code 1 + sigmoid(channel * spatial)}, and has batch norm behind the
 * inner layers instead; its {@code gate_c_fc_0} and {@code gate_c_fc_final} are {@code
 * channel.reduce} and {@code channel.expand}, its {@code gate_s_conv_reduce0}, {@code
 * gate_s_conv_di_0}, {@code gate_s_conv_di_1} and {@code gate_s_conv_final} are {@code
 * spatial.reduce}, {@code first}, {@code second} and {@code last}. The paper's equations write no
 * ReLU; here it stands where the code has it. Weights start with {@link
 * Initializer#XAVIER_UNIFORM}. Not in PyTorch or Keras.
 *
 * <p>Source: Park et al. 2018, "BAM: Bottleneck Attention Module", section 3, equations 1 to 4;
 * code by the authors: github.com/Jongchan/attention-module, {@code MODELS/bam.py}.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
 * BottleneckAttention attention = BottleneckAttention.create(parameters, 16);
 * parameters.paths().forEach(path -> parameters.get(path).assign(0));
 * parameters.get("channel.expandNorm.bias").assign(2);
 * parameters.get("spatial.lastNorm.bias").assign(-1);
 * BottleneckAttention.Result<INDArray> result =
 *     attention.attend(Nd4j.ones(DataType.DOUBLE, 2, 16, 5, 4));
 * result.gate(); // (2, 16, 5, 4) of 0.7311, sigmoid of 2 - 1
 * result.output(); // (2, 16, 5, 4) of 1.7311
 * }</pre>
 */
public final class BottleneckAttention {
  static final String NAME = "bottleneckAttention";

  /**
   * What the module returns.
   *
   * @param output the input and what the gate lets pass of it, {@code (B, C, H, W)}
   * @param gate how much passes of every element, from 0 to 1, {@code (B, C, H, W)}
   * @param channel the channel branch, any number, {@code (B, C, 1, 1)}
   * @param spatial the spatial branch, any number, {@code (B, 1, H, W)}
   * @param <T> the tensor type of the interpreter
   */
  public record Result<T>(T output, T gate, T channel, T spatial) {}

  private final BottleneckBranch channels;
  private final BottleneckBranch places;
  private final BottleneckOptions options;
  private final boolean training;
  private final Signature signature;

  private BottleneckAttention(
      BottleneckBranch channels,
      BottleneckBranch places,
      BottleneckOptions options,
      boolean training,
      Signature signature) {
    this.channels = channels;
    this.places = places;
    this.options = options;
    this.training = training;
    this.signature = signature;
  }

  /**
   * A new module with the default options.
   *
   * @param parameters where the parameters are added
   * @param channels the number of channels, C
   * @throws IllegalArgumentException if it is less than 1, or a parameter exists already
   */
  public static BottleneckAttention create(Parameters parameters, long channels) {
    return create(parameters, channels, BottleneckOptions.withDefaults());
  }

  /**
   * A new module.
   *
   * @param parameters where the branches' parameters are added, below {@code channel} and {@code
   *     spatial}
   * @param channels the number of channels, C
   * @throws IllegalArgumentException if the channels are less than 1, or a parameter exists already
   */
  public static BottleneckAttention create(
      Parameters parameters, long channels, BottleneckOptions options) {
    Sizes.atLeast(1, NAME, "channels", channels);
    long hidden = Math.max(1, channels / options.reduction());
    return new BottleneckAttention(
        BottleneckBranch.ofChannels(parameters.at("channel"), channels, hidden, options.norms()),
        BottleneckBranch.ofPlaces(
            parameters.at("spatial"), channels, hidden, options.dilation(), options.norms()),
        options,
        false,
        Signature.of(NAME)
            .argument("input", "B", "C", "H", "W")
            .size("C", channels, "the module's channels")
            .type(parameters.type()));
  }

  /** The same module with the same parameters, normalised by the statistics of each batch. */
  public BottleneckAttention training() {
    return new BottleneckAttention(
        channels.training(), places.training(), options, true, signature);
  }

  /**
   * Gates eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public Result<INDArray> attend(INDArray input) {
    return attend(NdArrayOps.eager(), input);
  }

  /**
   * Gates under any interpreter: this is the definition.
   *
   * @param ops the interpreter
   * @param input {@code (B, C, H, W)}
   * @return output, gate and branches
   * @throws ShapeException if the input does not fit
   * @throws IllegalArgumentException if the training twin gets one sample
   */
  public <T> Result<T> attend(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
    return define(ops, input);
  }

  private <T> Result<T> define(TensorOps<T> ops, T input) {
    T channel = channels.apply(ops, averages(ops, input)); // (B, C)
    channel = ops.expand(ops.expand(channel, -1), -1); // (B, C, 1, 1)
    T spatial = places.apply(ops, input); // (B, 1, H, W)
    T joined =
        options.join() == Join.SUM ? ops.add(channel, spatial) : ops.multiply(channel, spatial);
    T gate = ops.sigmoid(joined); // (B, C, H, W)
    T output = ops.add(input, ops.multiply(input, gate)); // (B, C, H, W)
    return new Result<>(output, gate, channel, spatial);
  }

  private static <T> T averages(TensorOps<T> ops, T input) {
    return ops.squeeze(ops.squeeze(ops.mean(input, 2, 3), -1), -1); // (B, C)
  }

  /**
   * Gates eagerly, and returns the output alone.
   *
   * @throws ShapeException if the input does not fit
   */
  public INDArray output(INDArray input) {
    return output(NdArrayOps.eager(), input);
  }

  /**
   * The output alone, under any interpreter: eagerly of FLOAT arrays on the CPU {@link
   * FusedBottleneck} computes it, several times faster, unless batch norm is training; elsewhere it
   * is {@link #attend}'s. Both agree to the last digits of FLOAT.
   *
   * @return {@code (B, C, H, W)}
   * @throws ShapeException if the input does not fit
   */
  public <T> T output(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
    return fused(ops, input).orElseGet(() -> define(ops, input).output());
  }

  /** It has no gradients, and no sample can be passed alone where batch norm is training. */
  private <T> Optional<T> fused(TensorOps<T> ops, T input) {
    if (training || ops != NdArrayOps.eager()) {
      return Optional.empty();
    }
    return ops.fused(
        List.of(input),
        arrays ->
            FusedBottleneck.of(
                arrays.apply(input),
                channels::folded,
                places::folded,
                options.dilation(),
                options.join() == Join.PRODUCT));
  }

  /**
   * Moves the running statistics of batch norm towards those of a batch, as the training twin does
   * by itself on a tape: for where a graph is trained. Graphs that were built before see it.
   *
   * @param input what the module was given in this training step, {@code (B, C, H, W)}; as in
   *     PyTorch if the parameters have not been changed yet
   * @throws ShapeException if the input does not fit
   * @throws IllegalArgumentException if there is one sample, whose averages have no variance
   */
  public void updateStatistics(INDArray input) {
    NdArrayOps eager = NdArrayOps.eager();
    eager.check(signature, Collections.singletonList(input));
    channels.updateStatistics(averages(eager, input));
    places.updateStatistics(input);
  }
}
