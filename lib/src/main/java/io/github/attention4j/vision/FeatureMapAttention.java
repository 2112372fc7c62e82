package io.github.attention4j.vision;

import io.github.attention4j.kernel.FeatureMapLayers;
import io.github.attention4j.kernel.FeatureMapLayers.Layer;
import io.github.attention4j.kernel.FusedFeatureMap;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.ops.TensorShape;
import io.github.attention4j.param.Initializer;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Dot;
import io.github.attention4j.score.ScaledDot;
import io.github.attention4j.score.ScoreFunction;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Self-attention over a feature map: every place attends to all places, however far away, and adds
 * what it finds to what it has.
 *
 * <pre>{@code
 * x       = the H W places of the input, row by row, C numbers each
 * weights = softmax(score(x Wq, x Wk))          over the places
 * output  = input + residual (weights (x Wv))          and times Wo where there is one
 * }</pre>
 *
 * <p>Shapes: input {@code (B, C, H, W)} gives output {@code (B, C, H, W)} and weights {@code (B, H
 * W, H W)}: how much the place in front looks at the place behind, place {@code y W + x} in row y,
 * column x. {@code query.weight} and {@code key.weight} are {@code (Dk, C)}, {@code value.weight}
 * {@code (C, C)}, or {@code (Dv, C)} with {@code output.weight} {@code (C, Dv)}; in some options
 * each has a {@code bias}. {@code residual} is {@code (1)} and starts with 0, so that the module
 * starts as the identity. FLOAT or DOUBLE, as the parameters.
 *
 * <p>Edge rules: no mask. It knows no positions: permuting the places permutes the output. One
 * sample changes nothing in another. A NaN makes all of its sample NaN.
 *
 * <p>Cost: {@code 2 B (H W)^2 (Dk + Dv)} floating-point operations and memory for {@code B (H W)^2}
 * weights, beside 2 for every number of a map's weight and every place. {@link #output} needs no
 * memory for the weights where the fused path applies.
 *
 * <p>Compare: the maps are 1x1 convolutions, whose weights PyTorch stores as {@code (Dk, C, 1, 1)}.
 * SAGAN's f, g, h, v and gamma are {@code key}, {@code query}, {@code value}, {@code output} and
 * {@code residual} here; its authors' code also halves height and width of keys and values by a
 * maximum. Non-local networks' theta, phi, g and W are {@code query}, {@code key}, {@code value}
 * and {@code output}; their code has batch norm behind W. Not in PyTorch or Keras.
 *
 * <p>Source: Zhang et al. 2019, "Self-Attention Generative Adversarial Networks", section 3,
 * equations 1 to 3. Wang et al. 2018, "Non-local Neural Networks", section 3, equations 2 to 6.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
 * FeatureMapAttention attention = FeatureMapAttention.create(parameters, 1);
 * parameters.get("query.weight").assign(1);
 * parameters.get("key.weight").assign(Math.log(3)); // score(a, b) = a b log(3)
 * parameters.get("value.weight").assign(1);
 * parameters.get("residual").assign(10);
 * INDArray input = Nd4j.create(new double[][][][] {{{{0, 1}}}}); // (B, C, H, W) = (1, 1, 1, 2)
 * AttentionResult<INDArray> result = attention.attend(input);
 * result.weights(); // [[[0.5, 0.5], [0.25, 0.75]]]
 * result.output(); // [[[[5, 8.5]]]], 0 + 10 * 0.5 and 1 + 10 * 0.75
 * }</pre>
 */
public final class FeatureMapAttention {
  static final String NAME = "featureMapAttention";

  private final ScoreFunction score;
  private final Attention attention;
  private final Linear toQueries;
  private final Linear toKeys;
  private final Linear toValues;
  private final Linear toOutput; // null for none
  private final String residualPath;
  private final INDArray residual; // null for none
  private final Signature signature;

  private FeatureMapAttention(Parameters parameters, long channels, FeatureMapOptions options) {
    long keyDim = Math.max(1, channels / options.keyReduction());
    boolean narrow = options.valueReduction() > 0;
    long valueDim = narrow ? Math.max(1, channels / options.valueReduction()) : channels;
    boolean bias = options.bias();
    this.score = options.score();
    this.attention = new Attention(score);
    this.toQueries = Linear.create(parameters.at("query"), channels, keyDim, bias);
    this.toKeys = Linear.create(parameters.at("key"), channels, keyDim, bias);
    this.toValues = Linear.create(parameters.at("value"), channels, valueDim, bias);
    this.toOutput =
        narrow ? Linear.create(parameters.at("output"), valueDim, channels, bias) : null;
    this.residualPath = parameters.path("residual");
    this.residual =
        options.residualWeight() ? parameters.create("residual", Initializer.ZEROS, 1) : null;
    if (narrow && residual == null) {
      toOutput.weight().assign(0); // the identity to start with, as with a residual weight of 0
    }
    this.signature =
        Signature.of(NAME)
            .argument("input", "B", "C", "H", "W")
            .size("C", channels, "the module's channels")
            .type(parameters.type());
  }

  /**
   * A new module with the default options.
   *
   * @param parameters where the parameters are added
   * @param channels the number of channels, C
   * @throws IllegalArgumentException if it is less than 1, or a parameter exists already
   */
  public static FeatureMapAttention create(Parameters parameters, long channels) {
    return create(parameters, channels, FeatureMapOptions.withDefaults());
  }

  /**
   * A new module.
   *
   * @param parameters where {@code query}, {@code key} and {@code value}, and by the options {@code
   *     output} and {@code residual} are added
   * @param channels the number of channels, C
   * @throws IllegalArgumentException if the channels are less than 1, or a parameter exists already
   */
  public static FeatureMapAttention create(
      Parameters parameters, long channels, FeatureMapOptions options) {
    Sizes.atLeast(1, NAME, "channels", channels);
    return new FeatureMapAttention(parameters, channels, options);
  }

  /**
   * Attends eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public AttentionResult<INDArray> attend(INDArray input) {
    return attend(NdArrayOps.eager(), input);
  }

  /**
   * Attends under any interpreter: this is the definition.
   *
   * @param ops the interpreter
   * @param input {@code (B, C, H, W)}
   * @return output {@code (B, C, H, W)} and weights {@code (B, H W, H W)}
   * @throws ShapeException if the input does not fit
   */
  public <T> AttentionResult<T> attend(TensorOps<T> ops, T input) {
    T x = places(ops, input);
    AttentionResult<T> attended =
        attention.attend(
            ops,
            toQueries.apply(ops, x), // (B, H W, Dk)
            toKeys.apply(ops, x), // (B, H W, Dk)
            toValues.apply(ops, x), // (B, H W, Dv)
            Mask.all());
    return new AttentionResult<>(added(ops, input, attended.output()), attended.weights());
  }

  /**
   * Attends eagerly, and returns the output alone.
   *
   * @throws ShapeException if the input does not fit
   */
  public INDArray output(INDArray input) {
    return output(NdArrayOps.eager(), input);
  }

  /**
   * The output alone, without the weights: for FLOAT arrays on the CPU and the dot product, scaled
   * or not, {@link FusedFeatureMap} computes it, several times faster and in memory that grows with
   * {@code H W} instead of its square; elsewhere, and on a tape, it is made of the maps and {@link
   * Attention#output}. Both agree with {@link #attend}'s to the last digits of FLOAT.
   *
   * @return {@code (B, C, H, W)}
   * @throws ShapeException if the input does not fit
   */
  public <T> T output(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
    return fused(ops, input).orElseGet(() -> define(ops, input));
  }

  private <T> Optional<T> fused(TensorOps<T> ops, T input) {
    boolean scaled = score instanceof ScaledDot;
    if (ops != NdArrayOps.eager() || !scaled && !(score instanceof Dot)) {
      return Optional.empty();
    }
    double scale = scaled ? 1 / Math.sqrt(toKeys.weight().size(0)) : 1; // as in ScaledDot
    return ops.fused(
        List.of(input),
        arrays ->
            FusedFeatureMap.of(
                arrays.apply(input),
                () ->
                    new FeatureMapLayers(
                        layer(toQueries),
                        layer(toKeys),
                        layer(toValues),
                        toOutput == null ? null : layer(toOutput),
                        residual == null ? 1 : residual.getFloat(0),
                        (float) scale)));
  }

  private static Layer layer(Linear map) {
    return new Layer(map.weight(), map.bias());
  }

  private <T> T define(TensorOps<T> ops, T input) {
    T x = places(ops, input);
    T attended =
        attention.output(
            ops, toQueries.apply(ops, x), toKeys.apply(ops, x), toValues.apply(ops, x), Mask.all());
    return added(ops, input, attended);
  }

  /** The places as a sequence, {@code (B, C, H, W) -> (B, H W, C)}. */
  private <T> T places(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
    return ops.permute(ops.mergeAxes(input, 2), 0, 2, 1);
  }

  private <T> T added(TensorOps<T> ops, T input, T attended) {
    T mapped = toOutput == null ? attended : toOutput.apply(ops, attended); // (B, H W, C)
    TensorShape shape = ops.shape(input);
    T map = ops.splitAxis(ops.permute(mapped, 0, 2, 1), 2, shape.size(2), shape.size(3));
    if (residual != null) {
      map = ops.multiply(map, ops.parameter(residualPath, residual)); // (B, C, H, W)
    }
    return ops.add(input, map);
  }
}
