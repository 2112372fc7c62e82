package io.github.attention4j.block;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.KeyValueCache;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.LayerNorm;
import io.github.attention4j.param.Parameters;
import java.util.Collections;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The encoder block of the Transformer: multi-head self-attention, then a feed-forward part for
 * each position alone, each with a residual connection and a layer norm. With {@link Mask#causal}
 * it is the block of a decoder that has no encoder, such as GPT's.
 *
 * <pre>{@code
 * norm behind (unless asked)                 norm in front (withNormFirst)
 * x      = norm1(input + attention(input))   x      = input + attention(norm1(input))
 * output = norm2(x + feedForward(x))         output = x + feedForward(norm2(x))
 *
 * feedForward(x) = linear2(activation(linear1(x)))
 * }</pre>
 *
 * <p>Shapes: input {@code (B, T, D)} gives output {@code (B, T, D)} and the weights of every head,
 * {@code (B, H, T, T)}. Parameters: those of {@link MultiHeadAttention} below {@code self_attn},
 * {@code linear1} and {@code linear2} with {@code weight} and {@code bias}, {@code norm1} and
 * {@code norm2}, too. FLOAT or DOUBLE, as the parameters.
 *
 * <p>Mask and edge rules: as in {@link MultiHeadAttention}. Blocks with norms in front leave their
 * output as it is: a stack of them ends with a layer norm of its own. Dropout is off until {@link
 * #training}; it drops of the parts' outputs and behind the activation, not of the weights.
 *
 * <p>Cost: of a position {@code 8 D^2 + 4 D hidden} floating-point operations for the maps, and the
 * attention's {@code 4 T D}.
 *
 * <p>Compare: PyTorch {@code TransformerEncoderLayer(batch_first=True)}, whose names the parameters
 * have; of the attention's, see {@link MultiHeadAttention#fromPyTorch}. It has 2048 hidden features
 * unless told, drops a tenth, of the weights, too, and its linear maps start otherwise. Not in
 * Keras itself.
 *
 * <p>Source: Vaswani et al. 2017, "Attention Is All You Need", sections 3.1 and 3.3; norms in
 * front: Xiong et al. 2020, "On Layer Normalization in the Transformer Architecture", section 3.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * EncoderBlock block =
 *     EncoderBlock.create(parameters.at("layers.0"), BlockOptions.of(6, 2).withNormFirst());
 * AttentionResult<INDArray> result = block.attend(Nd4j.rand(DataType.FLOAT, 1, 5, 6));
 * result.output(); // (1, 5, 6)
 * result.weights(); // (1, 2, 5, 5)
 * parameters.count(); // 510 = 4 (6 * 6 + 6) + (24 * 6 + 24) + (6 * 24 + 6) + 4 * 6
 * }</pre>
 */
public final class EncoderBlock {
  private static final String NAME = "encoderBlock";

  private final Signature signature;
  private final MultiHeadAttention attention;
  private final FeedForward feedForward;
  private final Residual aroundAttention;
  private final Residual aroundFeedForward;

  private EncoderBlock(
      Signature signature,
      MultiHeadAttention attention,
      FeedForward feedForward,
      Residual aroundAttention,
      Residual aroundFeedForward) {
    this.signature = signature;
    this.attention = attention;
    this.feedForward = feedForward;
    this.aroundAttention = aroundAttention;
    this.aroundFeedForward = aroundFeedForward;
  }

  /**
   * A new block.
   *
   * @param parameters where its parameters are added
   * @throws IllegalArgumentException if a parameter exists already
   */
  public static EncoderBlock create(Parameters parameters, BlockOptions options) {
    long modelDim = options.modelDim();
    return new EncoderBlock(
        Signature.of(NAME)
            .argument("input", "B", "T", "D")
            .size("D", modelDim, "modelDim")
            .type(parameters.type()),
        MultiHeadAttention.create(
            parameters.at("self_attn"), MultiHeadOptions.of(modelDim, options.heads())),
        FeedForward.create(parameters, options),
        new Residual(LayerNorm.create(parameters.at("norm1"), modelDim), options),
        new Residual(LayerNorm.create(parameters.at("norm2"), modelDim), options));
  }

  /** The same block with the same parameters, while training: with dropout. */
  public EncoderBlock training() {
    return new EncoderBlock(
        signature,
        attention,
        feedForward.training(),
        aroundAttention.training(),
        aroundFeedForward.training());
  }

  /**
   * Attends eagerly to all positions.
   *
   * @throws ShapeException if the input does not fit
   */
  public AttentionResult<INDArray> attend(INDArray input) {
    return attend(NdArrayOps.eager(), input, Mask.all());
  }

  /**
   * Attends eagerly to the positions that the mask allows.
   *
   * @throws ShapeException if an argument does not fit
   */
  public AttentionResult<INDArray> attend(INDArray input, Mask<INDArray> mask) {
    return attend(NdArrayOps.eager(), input, mask);
  }

  /**
   * Attends under any interpreter: this is the definition.
   *
   * @param ops the interpreter
   * @param input {@code (B, T, D)}
   * @param mask which positions a position may attend to
   * @return output {@code (B, T, D)} and weights {@code (B, H, T, T)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> AttentionResult<T> attend(TensorOps<T> ops, T input, Mask<T> mask) {
    ops.check(signature, Collections.singletonList(input));
    T x = aroundAttention.before(ops, input);
    AttentionResult<T> attended = attention.attend(ops, x, x, x, mask);
    return new AttentionResult<>(behind(ops, input, attended.output()), attended.weights());
  }

  /**
   * The output alone, eagerly: see {@link MultiHeadAttention#output}.
   *
   * @throws ShapeException if an argument does not fit
   */
  public INDArray output(INDArray input, Mask<INDArray> mask) {
    return output(NdArrayOps.eager(), input, mask);
  }

  /**
   * The output alone, under any interpreter: see {@link MultiHeadAttention#output}.
   *
   * @return {@code (B, T, D)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> T output(TensorOps<T> ops, T input, Mask<T> mask) {
    ops.check(signature, Collections.singletonList(input));
    T x = aroundAttention.before(ops, input);
    return behind(ops, input, attention.output(ops, x, x, x, mask));
  }

  /**
   * The next positions of a sequence whose earlier ones are in a cache, eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public StepResult<INDArray> next(INDArray input, KeyValueCache<INDArray> past) {
    return next(NdArrayOps.eager(), input, past);
  }

  /**
   * The next positions of a sequence whose earlier ones are in a cache: the same numbers as {@link
   * #output} of the whole sequence has there under {@link Mask#causal}.
   *
   * @param input the new positions, usually one, {@code (B, T, D)}
   * @param past of this very block and the earlier positions; {@link KeyValueCache#empty} first
   * @return {@code (B, T, D)}, and the cache with the new positions
   * @throws ShapeException if the input does not fit
   */
  public <T> StepResult<T> next(TensorOps<T> ops, T input, KeyValueCache<T> past) {
    ops.check(signature, Collections.singletonList(input));
    T x = aroundAttention.before(ops, input);
    KeyValueCache<T> cache = past.then(ops, attention.project(ops, x, x));
    T attended = attention.output(ops, x, cache, Mask.causal(past.length(ops)));
    return new StepResult<>(behind(ops, input, attended), cache);
  }

  /** What comes behind the attention. */
  private <T> T behind(TensorOps<T> ops, T input, T attended) {
    T x = aroundAttention.after(ops, input, attended);
    T fed = feedForward.apply(ops, aroundFeedForward.before(ops, x));
    return aroundFeedForward.after(ops, x, fed);
  }
}
