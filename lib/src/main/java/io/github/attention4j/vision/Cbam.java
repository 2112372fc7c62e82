package io.github.attention4j.vision;

import io.github.attention4j.kernel.FusedGates;
import io.github.attention4j.kernel.Gate;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The convolutional block attention module: channel attention, then spatial attention over what it
 * lets pass. For ablation the order can be turned and either part, or both, left out.
 *
 * <pre>{@code
 * output = spatial(channel(input))
 * }</pre>
 *
 * <p>Shapes: input {@code (B, C, H, W)} gives output {@code (B, C, H, W)} and the gates of the
 * parts, {@code (B, C, 1, 1)} of channel and {@code (B, 1, H, W)} of spatial attention. The
 * parameters are those of {@link ChannelAttention} below {@code channel} and those of {@link
 * SpatialAttention} below {@code spatial}. FLOAT or DOUBLE, as the parameters.
 *
 * <p>Edge rules, training and cost are those of the parts. Without any part the output is the input
 * itself.
 *
 * <p>Compare: {@code CBAM} in the code of CBAM's authors, whose {@code ChannelGate} and {@code
 * SpatialGate} are {@code channel} and {@code spatial} here; the paper's form is {@link
 * CbamOptions#ofPaper}. Not in PyTorch or Keras.
 *
 * <p>Source: Woo et al. 2018, "CBAM: Convolutional Block Attention Module", section 3, equation 1;
 * code by the authors: github.com/Jongchan/attention-module, {@code MODELS/cbam.py}.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
 * Cbam cbam = Cbam.create(parameters, 16);
 * parameters.paths().forEach(path -> parameters.get(path).assign(0)); // every gate is sigmoid(0)
 * Cbam.Result<INDArray> result = cbam.attend(Nd4j.ones(DataType.DOUBLE, 2, 16, 5, 4));
 * result.gates().get(Part.SPATIAL); // (2, 1, 5, 4) of 0.5
 * result.output(); // (2, 16, 5, 4) of 0.25
 * }</pre>
 */
public final class Cbam {
  static final String NAME = "cbam";

  /** A part of the module; its gate is found by it. */
  public enum Part {
    /** {@link ChannelAttention}. */
    CHANNEL,
    /** {@link SpatialAttention}. */
    SPATIAL
  }

  /**
   * What the module returns.
   *
   * @param output the gated input, {@code (B, C, H, W)}
   * @param gates the gate of every part that the module has, see {@link GateResult#gate}
   * @param <T> the tensor type of the interpreter
   */
  public record Result<T>(T output, Map<Part, T> gates) {}

  private final List<Part> parts;
  private final ChannelAttention channel; // null where it is no part
  private final SpatialAttention spatial; // null where it is no part
  private final Signature signature;

  private Cbam(
      List<Part> parts, ChannelAttention channel, SpatialAttention spatial, Signature signature) {
    this.parts = parts;
    this.channel = channel;
    this.spatial = spatial;
    this.signature = signature;
  }

  /**
   * A new module with the default options.
   *
   * @param parameters where the parameters are added
   * @param channels the number of channels, C
   * @throws IllegalArgumentException if it is less than 1, or a parameter exists already
   */
  public static Cbam create(Parameters parameters, long channels) {
    return create(parameters, channels, CbamOptions.withDefaults());
  }

  /**
   * A new module.
   *
   * @param parameters where the parts' parameters are added, below {@code channel} and {@code
   *     spatial}; a part that is left out has none
   * @param channels the number of channels, C
   * @throws IllegalArgumentException if the channels are less than 1, or a parameter exists already
   */
  public static Cbam create(Parameters parameters, long channels, CbamOptions options) {
    Sizes.atLeast(1, NAME, "channels", channels);
    List<Part> parts = options.parts();
    return new Cbam(
        parts,
        parts.contains(Part.CHANNEL)
            ? ChannelAttention.create(parameters.at("channel"), channels, options.channel())
            : null,
        parts.contains(Part.SPATIAL)
            ? SpatialAttention.create(parameters.at("spatial"), options.spatial())
            : null,
        Signature.of(NAME)
            .argument("input", "B", "C", "H", "W")
            .size("C", channels, "the module's channels")
            .type(parameters.type()));
  }

  /** The same module with the same parameters, see {@link SpatialAttention#training}. */
  public Cbam training() {
    return new Cbam(parts, channel, spatial == null ? null : spatial.training(), signature);
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
   * @return output {@code (B, C, H, W)} and the parts' gates
   * @throws ShapeException if the input does not fit
   */
  public <T> Result<T> attend(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
    return define(ops, input);
  }

  /**
   * Gates eagerly, and returns the gated input alone.
   *
   * @throws ShapeException if the input does not fit
   */
  public INDArray output(INDArray input) {
    return output(NdArrayOps.eager(), input);
  }

  /**
   * The gated input alone, without the gates: for FLOAT arrays on the CPU {@link FusedGates}
   * computes it and on a tape its gradients, several times faster, unless batch norm is training;
   * elsewhere, and on a tape with batch norm, it is {@link #attend}'s. Both agree to the last
   * digits of FLOAT; but where the maximum alone pools, a NaN that {@link Pool#MAX} does not see
   * makes gates NaN.
   *
   * @return {@code (B, C, H, W)}
   * @throws ShapeException if the input does not fit
   */
  public <T> T output(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
    return fused(ops, input).orElseGet(() -> define(ops, input).output());
  }

  private <T> Optional<T> fused(TensorOps<T> ops, T input) {
    if (parts.isEmpty() || spatial != null && !spatial.isFused(ops)) {
      return Optional.empty();
    }
    List<T> parameters = new ArrayList<>();
    List<Supplier<Gate>> gates = new ArrayList<>();
    for (Part part : parts) {
      parameters.addAll(part == Part.CHANNEL ? channel.parameters(ops) : spatial.parameters(ops));
      gates.add(part == Part.CHANNEL ? channel::fused : spatial::fused);
    }
    return Gates.fused(ops, input, parameters, gates);
  }

  private <T> Result<T> define(TensorOps<T> ops, T input) {
    T output = input;
    Map<Part, T> gates = new EnumMap<>(Part.class);
    for (Part part : parts) {
      GateResult<T> result =
          part == Part.CHANNEL ? channel.attend(ops, output) : spatial.attend(ops, output);
      gates.put(part, result.gate());
      output = result.output();
    }
    return new Result<>(output, Collections.unmodifiableMap(gates));
  }

  /**
   * Moves the running statistics of spatial attention where a graph is trained, see {@link
   * SpatialAttention#updateStatistics}.
   *
   * @param input what the module was given in this training step, {@code (B, C, H, W)}; as in
   *     PyTorch if the parameters have not been changed yet
   * @throws ShapeException if the input does not fit
   * @throws IllegalArgumentException if {@code B H W} is 1: one number has no variance
   */
  public void updateStatistics(INDArray input) {
    NdArrayOps.eager().check(signature, Collections.singletonList(input));
    INDArray reached = input;
    for (Part part : parts) {
      if (part == Part.SPATIAL) {
        spatial.updateStatistics(reached);
        return;
      }
      reached = channel.attend(reached).output();
    }
  }
}
