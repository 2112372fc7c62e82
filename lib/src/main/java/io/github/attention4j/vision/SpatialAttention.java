package io.github.attention4j.vision;

import io.github.attention4j.kernel.SpatialGate;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.BatchNorm;
import io.github.attention4j.param.Convolution;
import io.github.attention4j.param.ConvolutionOptions;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.Parameters;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Spatial attention: every place of a feature map is multiplied by a gate, which a convolution
 * computes from the maximum and the average over the channels, there and around.
 *
 * <pre>{@code
 * gate   = sigmoid(norm(convolution([max(input); average(input)])))          pooled over C
 * output = gate * input
 * }</pre>
 *
 * <p>Shapes: input {@code (B, C, H, W)} of any number of channels gives output {@code (B, C, H, W)}
 * and gate {@code (B, 1, H, W)}. {@code convolution.weight} is {@code (1, 2, window, window)},
 * {@code convolution.bias}, {@code batchNorm.weight} and {@code batchNorm.bias} are {@code (1)}, as
 * are the buffers {@code batchNorm.running_mean} and {@code batchNorm.running_var}. FLOAT or
 * DOUBLE, as the parameters.
 *
 * <p>Edge rules: no mask. Beyond the edges of the map there are zeros. The order of the channels
 * changes nothing. A gate lies between 0 and 1, and rounds to one of them where the sigmoid
 * saturates. One sample changes nothing in another, unless batch norm is {@linkplain #training
 * training}. A NaN makes the gates NaN as far as the window reaches.
 *
 * <p>Training: batch norm normalises by its running statistics; the twin that {@link #training}
 * returns, by those of the batch, which on a tape it moves the running ones towards, once a call:
 * see {@link BatchNorm}. Train with the twin, use this one for everything else. Both have the same
 * parameters. Where a graph is trained, call {@link #updateStatistics} once a step.
 *
 * <p>Cost: {@code 4 B H W window window} floating-point operations, beside a few for every element.
 *
 * <p>Compare: {@code SpatialGate} in the code of CBAM's authors, whose {@code spatial.conv} and
 * {@code spatial.bn} are {@code convolution} and {@code batchNorm} here. The paper writes the
 * average before the maximum and has no batch norm: {@link SpatialOptions#ofPaper}. Batch norm's
 * weight starts with 1, in the authors' networks with 0. Not in PyTorch or Keras.
 *
 * <p>Source: Woo et al. 2018, "CBAM: Convolutional Block Attention Module", section 3, equation 3;
 * code by the authors: github.com/Jongchan/attention-module, {@code MODELS/cbam.py} and {@code
 * MODELS/model_resnet.py}.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
 * SpatialOptions options = SpatialOptions.withDefaults().withWindow(1).withoutBatchNorm();
 * SpatialAttention attention = SpatialAttention.create(parameters, options);
 * INDArray difference = Nd4j.createFromArray(1.0, -1.0).reshape(1, 2, 1, 1); // max - average
 * parameters.get("convolution.weight").assign(difference);
 * INDArray input = Nd4j.create(new double[][][][] {{{{2, 5}}, {{4, 5}}}}); // (1, 2, 1, 2)
 * GateResult<INDArray> result = attention.attend(input);
 * result.gate(); // [[[[0.7311, 0.5]]]], sigmoid of 4 - 3 and of 5 - 5
 * result.output(); // [[[[1.4621, 2.5]], [[2.9242, 2.5]]]]
 * }</pre>
 */
public final class SpatialAttention {
  static final String NAME = "spatialAttention";
  private static final double MOMENTUM = 0.01; // of CBAM's authors

  private final SpatialOptions options;
  private final Convolution convolution;
  private final BatchNorm batchNorm; // null for none
  private final boolean training;

  private SpatialAttention(
      SpatialOptions options, Convolution convolution, BatchNorm batchNorm, boolean training) {
    this.options = options;
    this.convolution = convolution;
    this.batchNorm = batchNorm;
    this.training = training;
  }

  /** New spatial attention with the default options. */
  public static SpatialAttention create(Parameters parameters) {
    return create(parameters, SpatialOptions.withDefaults());
  }

  /**
   * New spatial attention.
   *
   * @param parameters where {@code convolution.weight}, which starts with {@link
   *     Initializer#XAVIER_UNIFORM}, and by the options {@code convolution.bias} and what begins
   *     with {@code batchNorm} are added
   * @throws IllegalArgumentException if a parameter exists already
   */
  public static SpatialAttention create(Parameters parameters, SpatialOptions options) {
    ConvolutionOptions defaults = ConvolutionOptions.withDefaults();
    return new SpatialAttention(
        options,
        Convolution.create(
            parameters.at("convolution"),
            options.pools().size(),
            1,
            options.window(),
            options.bias() ? defaults : defaults.withoutBias()),
        options.batchNorm() ? BatchNorm.create(parameters.at("batchNorm"), 1, MOMENTUM) : null,
        false);
  }

  /** The same gate with the same parameters, normalised by the statistics of each batch. */
  public SpatialAttention training() {
    BatchNorm twin = batchNorm == null ? null : batchNorm.training();
    return new SpatialAttention(options, convolution, twin, true);
  }

  /**
   * Gates the places eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public GateResult<INDArray> attend(INDArray input) {
    return attend(NdArrayOps.eager(), input);
  }

  /**
   * Gates the places under any interpreter: this is the definition.
   *
   * @param ops the interpreter
   * @param input {@code (B, C, H, W)}
   * @return output {@code (B, C, H, W)} and gate {@code (B, 1, H, W)}
   * @throws ShapeException if the input does not fit
   */
  public <T> GateResult<T> attend(TensorOps<T> ops, T input) {
    check(ops, input);
    return define(ops, input);
  }

  /**
   * Gates the places eagerly, and returns the gated input alone.
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
    return (isFused(ops)
            ? Gates.fused(ops, input, parameters(ops), List.of(this::fused))
            : Optional.<T>empty())
        .orElseGet(() -> define(ops, input).output());
  }

  private <T> void check(TensorOps<T> ops, T input) {
    ops.check(
        Signature.of(NAME)
            .argument("input", "B", "C", "H", "W")
            .type(convolution.weight().dataType()),
        Collections.singletonList(input));
  }

  private <T> GateResult<T> define(TensorOps<T> ops, T input) {
    T logits = convolved(ops, input); // (B, 1, H, W)
    if (batchNorm != null) {
      logits = batchNorm.apply(ops, logits);
    }
    T gate = ops.sigmoid(logits); // (B, 1, H, W)
    return new GateResult<>(ops.multiply(input, gate), gate); // (B, C, H, W)
  }

  private <T> T convolved(TensorOps<T> ops, T input) {
    T pooled = null;
    for (Pool pool : options.pools()) {
      T one = pool.over(ops, input, 1); // (B, 1, H, W)
      pooled = pooled == null ? one : ops.concat(pooled, one, 1); // (B, 2, H, W)
    }
    return convolution.apply(ops, pooled); // (B, 1, H, W)
  }

  /**
   * Moves batch norm's running statistics by 0.01 of the way towards those of a batch, as the
   * training twin does by itself on a tape; without batch norm nothing happens. Graphs that were
   * built before see it: they share the arrays.
   *
   * @param input what the gate was given in this training step, {@code (B, C, H, W)}; as in PyTorch
   *     if the parameters have not been changed yet
   * @throws ShapeException if the input does not fit
   * @throws IllegalArgumentException if {@code B H W} is 1: one number has no variance
   */
  public void updateStatistics(INDArray input) {
    check(NdArrayOps.eager(), input);
    if (batchNorm != null) {
      batchNorm.updateStatistics(convolved(NdArrayOps.eager(), input));
    }
  }

  /**
   * Whether the fused path knows how: while training, batch norm makes gates depend on the whole
   * batch, so that no sample can be gated alone; and it has gradients only without batch norm.
   */
  boolean isFused(TensorOps<?> ops) {
    return batchNorm == null || !training && ops == NdArrayOps.eager();
  }

  /** What the gate is made of, in the order of {@link SpatialGate#parameters}. */
  <T> List<T> parameters(TensorOps<T> ops) {
    return Stream.of(convolution.weight(ops), convolution.bias(ops))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The gate as the fused path computes it, with what the parameters hold now. */
  SpatialGate fused() {
    SpatialGate gate =
        SpatialGate.of(
            options.pools().indexOf(Pool.AVERAGE),
            options.pools().indexOf(Pool.MAX),
            convolution.weight(),
            convolution.bias());
    if (batchNorm == null) {
      return gate;
    }
    double variance = batchNorm.runningVariance().getDouble(0) + batchNorm.epsilon();
    float factor = (float) (batchNorm.weight().getDouble(0) / Math.sqrt(variance));
    float mean = batchNorm.runningMean().getFloat(0);
    return gate.normalised(mean, factor, batchNorm.bias().getFloat(0));
  }
}
