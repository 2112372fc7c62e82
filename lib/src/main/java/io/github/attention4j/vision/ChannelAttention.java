package io.github.attention4j.vision;

import io.github.attention4j.kernel.ChannelGate;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Channel attention: every channel of a feature map is multiplied by a gate, which one small
 * network computes from the average and the maximum of all channels.
 *
 * <pre>{@code
 * gate   = sigmoid(mlp(average(input)) + mlp(max(input)))          pooled over H and W
 * output = gate * input
 * mlp(x) = W1 relu(W0 x + b0) + b1
 * }</pre>
 *
 * <p>Shapes: input {@code (B, C, H, W)} gives output {@code (B, C, H, W)} and gate {@code (B, C, 1,
 * 1)}. W0 is {@code reduce.weight}, {@code (hidden, C)}, and W1 is {@code expand.weight}, {@code
 * (C, hidden)}, where hidden is {@code C / r} rounded down, and at least 1; their biases are {@code
 * reduce.bias} and {@code expand.bias}. FLOAT or DOUBLE, as the parameters.
 *
 * <p>Edge rules: no mask. The order of the places changes nothing. A gate lies between 0 and 1, and
 * rounds to one of them where the sigmoid saturates. One sample changes nothing in another. A NaN
 * makes every gate of its sample NaN, unless the maximum alone pools.
 *
 * <p>Cost: {@code 4 B C hidden} floating-point operations for each pool, beside a few for every
 * element; {@code 2 C hidden} weights.
 *
 * <p>Compare: {@code ChannelGate} in the code of CBAM's authors, whose {@code mlp.1} and {@code
 * mlp.3} are {@code reduce} and {@code expand} here; of fewer channels than r it makes a network
 * without hidden numbers. With {@link ChannelOptions#squeezeAndExcitation} the
 * squeeze-and-excitation block. Not in PyTorch or Keras; torchvision's {@code SqueezeExcitation}
 * has 1x1 convolutions in place of the linear maps.
 *
 * <p>Source: Woo et al. 2018, "CBAM: Convolutional Block Attention Module", section 3, equation 2;
 * code by the authors: github.com/Jongchan/attention-module, {@code MODELS/cbam.py}. Hu, Shen and
 * Sun 2018, "Squeeze-and-Excitation Networks", section 3, equations 2 to 4.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
 * ChannelOptions options = ChannelOptions.withDefaults().withReduction(2);
 * ChannelAttention attention = ChannelAttention.create(parameters, 2, options);
 * parameters.get("reduce.weight").assign(Nd4j.create(new double[][] {{1, 0}}));
 * parameters.get("expand.weight").assign(Nd4j.create(new double[][] {{0.2}, {-0.2}}));
 * INDArray input = Nd4j.create(new double[][][][] {{{{1, 3}}, {{0, 8}}}}); // (1, 2, 1, 2)
 * GateResult<INDArray> result = attention.attend(input); // average 2 and maximum 3 of channel 0
 * result.gate(); // [[[[0.7311]], [[0.2689]]]], sigmoid of 0.2 (2 + 3) and of -0.2 (2 + 3)
 * result.output(); // [[[[0.7311, 2.1932]], [[0, 2.1515]]]]
 * }</pre>
 */
public final class ChannelAttention {
  static final String NAME = "channelAttention";

  private final ChannelOptions options;
  private final Linear reduce;
  private final Linear expand;
  private final Signature signature;

  private ChannelAttention(
      ChannelOptions options, Linear reduce, Linear expand, Signature signature) {
    this.options = options;
    this.reduce = reduce;
    this.expand = expand;
    this.signature = signature;
  }

  /**
   * New channel attention with the default options.
   *
   * @param parameters where the parameters are added
   * @param channels the number of channels, C
   * @throws IllegalArgumentException if it is less than 1, or a parameter exists already
   */
  public static ChannelAttention create(Parameters parameters, long channels) {
    return create(parameters, channels, ChannelOptions.withDefaults());
  }

  /**
   * New channel attention.
   *
   * @param parameters where {@code reduce.weight}, {@code reduce.bias}, {@code expand.weight} and
   *     {@code expand.bias} are added
   * @param channels the number of channels, C
   * @throws IllegalArgumentException if the channels are less than 1, or a parameter exists already
   */
  public static ChannelAttention create(
      Parameters parameters, long channels, ChannelOptions options) {
    Sizes.atLeast(1, NAME, "channels", channels);
    long hidden = Math.max(1, channels / options.reduction());
    return new ChannelAttention(
        options,
        Linear.create(parameters.at("reduce"), channels, hidden, options.bias()),
        Linear.create(parameters.at("expand"), hidden, channels, options.bias()),
        Signature.of(NAME)
            .argument("input", "B", "C", "H", "W")
            .size("C", channels, "the gate's channels")
            .type(parameters.type()));
  }

  /**
   * Gates the channels eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public GateResult<INDArray> attend(INDArray input) {
    return attend(NdArrayOps.eager(), input);
  }

  /**
   * Gates the channels under any interpreter: this is the definition.
   *
   * @param ops the interpreter
   * @param input {@code (B, C, H, W)}
   * @return output {@code (B, C, H, W)} and gate {@code (B, C, 1, 1)}
   * @throws ShapeException if the input does not fit
   */
  public <T> GateResult<T> attend(TensorOps<T> ops, T input) {
    check(ops, input);
    return define(ops, input);
  }

  /**
   * Gates the channels eagerly, and returns the gated input alone.
   *
   * @throws ShapeException if the input does not fit
   */
  public INDArray output(INDArray input) {
    return output(NdArrayOps.eager(), input);
  }

  /**
   * The gated input alone, without the gate: as {@link Cbam#output}, by the fused path where it
   * applies.
   *
   * @return {@code (B, C, H, W)}
   * @throws ShapeException if the input does not fit
   */
  public <T> T output(TensorOps<T> ops, T input) {
    check(ops, input);
    return Gates.fused(ops, input, parameters(ops), List.of(this::fused))
        .orElseGet(() -> define(ops, input).output());
  }

  private <T> void check(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
  }

  private <T> GateResult<T> define(TensorOps<T> ops, T input) {
    T logits = null;
    for (Pool pool : options.pools()) {
      T pooled = pool.over(ops, input, 2, 3); // (B, C, 1, 1)
      T mapped = perceptron(ops, ops.squeeze(ops.squeeze(pooled, -1), -1)); // (B, C)
      logits = logits == null ? mapped : ops.add(logits, mapped);
    }
    T gate = ops.expand(ops.expand(ops.sigmoid(logits), -1), -1); // (B, C, 1, 1)
    return new GateResult<>(ops.multiply(input, gate), gate); // (B, C, H, W)
  }

  private <T> T perceptron(TensorOps<T> ops, T pooled) {
    return expand.apply(ops, ops.relu(reduce.apply(ops, pooled))); // (B, C)
  }

  /** What the gate is made of, in the order of {@link ChannelGate#parameters}. */
  <T> List<T> parameters(TensorOps<T> ops) {
    return Stream.of(reduce.weight(ops), reduce.bias(ops), expand.weight(ops), expand.bias(ops))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The gate as the fused path computes it, with what the parameters hold now. */
  ChannelGate fused() {
    return new ChannelGate(
        options.pools().contains(Pool.AVERAGE),
        options.pools().contains(Pool.MAX),
        reduce.weight(),
        reduce.bias(),
        expand.weight(),
        expand.bias());
  }
}
