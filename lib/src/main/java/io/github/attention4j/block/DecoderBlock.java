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
import java.util.Arrays;
import java.util.Collections;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The decoder block of the Transformer: self-attention to the positions so far, attention to a
 * context (what the encoder made of the other sequence), then a feed-forward part for each position
 * alone, each with a residual connection and a layer norm.
 *
 * <pre>{@code
 * norm behind (unless asked)                      norm in front (withNormFirst)
 * x      = norm1(input + attention(input))        x      = input + attention(norm1(input))
 * y      = norm2(x + attention(x, context))       y      = x + attention(norm2(x), context)
 * output = norm3(y + feedForward(y))              output = y + feedForward(norm3(y))
 * }</pre>
 *
 * <p>Shapes: input {@code (B, Tq, D)} and context {@code (B, Tk, D)} give output {@code (B, Tq, D)}
 * and the weights of every head, {@code (B, H, Tq, Tq)} and {@code (B, H, Tq, Tk)}. Parameters:
 * those of {@link MultiHeadAttention} below {@code self_attn} and {@code multihead_attn}, {@code
 * linear1} and {@code linear2} with {@code weight} and {@code bias}, {@code norm1}, {@code norm2}
 * and {@code norm3}, too. FLOAT or DOUBLE, as the parameters.
 *
 * <p>Mask and edge rules: as in {@link MultiHeadAttention}. The block masks nothing by itself: give
 * {@link Mask#causal} for its own positions. Norms in front and dropout as in {@link EncoderBlock}.
 *
 * <p>Cost: as {@link EncoderBlock}, and of a position {@code 4 D^2 + 4 Tk D} more, of the context's
 * positions {@code 4 D^2}.
 *
 * <p>Compare: PyTorch {@code TransformerDecoderLayer(batch_first=True)}, whose names the parameters
 * have and whose {@code memory} is the context; see {@link EncoderBlock}.
 *
 * <p>Source: Vaswani et al. 2017, "Attention Is All You Need", sections 3.1 and 3.3; norms in
 * front: Xiong et al. 2020, "On Layer Normalization in the Transformer Architecture", section 3.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * DecoderBlock block = DecoderBlock.create(parameters.at("layers.0"), BlockOptions.of(6, 2));
 * INDArray words = Nd4j.rand(DataType.FLOAT, 1, 3, 6); // (B, Tq, D)
 * INDArray context = Nd4j.rand(DataType.FLOAT, 1, 5, 6); // (B, Tk, D)
 * DecoderResult<INDArray> result = block.attend(words, context, Mask.causal(), Mask.all());
 * result.output(); // (1, 3, 6)
 * result.weights(); // (1, 2, 3, 3)
 * result.contextWeights(); // (1, 2, 3, 5)
 * parameters.count(); // 690 = 8 (6 * 6 + 6) + (24 * 6 + 24) + (6 * 24 + 6) + 6 * 6
 * }</pre>
 */
public final class DecoderBlock {
  private static final String NAME = "decoderBlock";

  private final Signature inputSignature;
  private final Signature signature;
  private final MultiHeadAttention own;
  private final MultiHeadAttention toContext;
  private final FeedForward feedForward;
  private final Residual aroundOwn;
  private final Residual aroundContext;
  private final Residual aroundFeedForward;

  private DecoderBlock(Parameters parameters, BlockOptions options) {
    long modelDim = options.modelDim();
    MultiHeadOptions heads = MultiHeadOptions.of(modelDim, options.heads());
    inputSignature =
        Signature.of(NAME)
            .argument("input", "B", "Tq", "D")
            .size("D", modelDim, "modelDim")
            .type(parameters.type());
    signature = inputSignature.argument("context", "B", "Tk", "D");
    own = MultiHeadAttention.create(parameters.at("self_attn"), heads);
    toContext = MultiHeadAttention.create(parameters.at("multihead_attn"), heads);
    feedForward = FeedForward.create(parameters, options);
    aroundOwn = new Residual(LayerNorm.create(parameters.at("norm1"), modelDim), options);
    aroundContext = new Residual(LayerNorm.create(parameters.at("norm2"), modelDim), options);
    aroundFeedForward = new Residual(LayerNorm.create(parameters.at("norm3"), modelDim), options);
  }

  private DecoderBlock(DecoderBlock evaluating) {
    inputSignature = evaluating.inputSignature;
    signature = evaluating.signature;
    own = evaluating.own;
    toContext = evaluating.toContext;
    feedForward = evaluating.feedForward.training();
    aroundOwn = evaluating.aroundOwn.training();
    aroundContext = evaluating.aroundContext.training();
    aroundFeedForward = evaluating.aroundFeedForward.training();
  }

  /**
   * A new block.
   *
   * @param parameters where its parameters are added
   * @throws IllegalArgumentException if a parameter exists already
   */
  public static DecoderBlock create(Parameters parameters, BlockOptions options) {
    return new DecoderBlock(parameters, options);
  }

  /** The same block with the same parameters, while training: with dropout. */
  public DecoderBlock training() {
    return new DecoderBlock(this);
  }

  /**
   * Attends eagerly.
   *
   * @throws ShapeException if an argument does not fit
   */
  public DecoderResult<INDArray> attend(
      INDArray input, INDArray context, Mask<INDArray> mask, Mask<INDArray> contextMask) {
    return attend(NdArrayOps.eager(), input, context, mask, contextMask);
  }

  /**
   * Attends under any interpreter: this is the definition.
   *
   * @param ops the interpreter
   * @param input {@code (B, Tq, D)}
   * @param context {@code (B, Tk, D)}
   * @param mask which of its own positions a position may attend to, usually {@link Mask#causal}
   * @param contextMask which positions of the context it may attend to
   * @return output {@code (B, Tq, D)}, weights {@code (B, H, Tq, Tq)} and {@code (B, H, Tq, Tk)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> DecoderResult<T> attend(
      TensorOps<T> ops, T input, T context, Mask<T> mask, Mask<T> contextMask) {
    ops.check(signature, Arrays.asList(input, context));
    T x = aroundOwn.before(ops, input);
    AttentionResult<T> owned = own.attend(ops, x, x, x, mask);
    T y = aroundOwn.after(ops, input, owned.output());
    T query = aroundContext.before(ops, y);
    AttentionResult<T> seen = toContext.attend(ops, query, context, context, contextMask);
    T output = behind(ops, y, seen.output());
    return new DecoderResult<>(output, owned.weights(), seen.weights());
  }

  /**
   * The output alone, eagerly: see {@link MultiHeadAttention#output}.
   *
   * @throws ShapeException if an argument does not fit
   */
  public INDArray output(
      INDArray input, INDArray context, Mask<INDArray> mask, Mask<INDArray> contextMask) {
    return output(NdArrayOps.eager(), input, context, mask, contextMask);
  }

  /**
   * The output alone, under any interpreter: see {@link MultiHeadAttention#output}.
   *
   * @return {@code (B, Tq, D)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> T output(TensorOps<T> ops, T input, T context, Mask<T> mask, Mask<T> contextMask) {
    ops.check(signature, Arrays.asList(input, context));
    T x = aroundOwn.before(ops, input);
    T y = aroundOwn.after(ops, input, own.output(ops, x, x, x, mask));
    T query = aroundContext.before(ops, y);
    return behind(ops, y, toContext.output(ops, query, context, context, contextMask));
  }

  /**
   * A context as {@link #next} wants it: projected once for all steps.
   *
   * @param context {@code (B, Tk, D)}
   * @throws ShapeException if the context does not fit
   */
  public <T> KeyValueCache<T> remember(TensorOps<T> ops, T context) {
    return toContext.project(ops, context, context);
  }

  /**
   * The next positions of a sequence whose earlier ones are in a cache: the same numbers as {@link
   * #output} of the whole sequence has there under {@link Mask#causal}.
   *
   * @param input the new positions, usually one, {@code (B, Tq, D)}
   * @param past of this very block and the earlier positions; {@link KeyValueCache#empty} first
   * @param context from {@link #remember}
   * @param contextMask which positions of the context may be attended to
   * @return {@code (B, Tq, D)}, and the cache with the new positions
   * @throws ShapeException if an argument does not fit
   */
  public <T> StepResult<T> next(
      TensorOps<T> ops,
      T input,
      KeyValueCache<T> past,
      KeyValueCache<T> context,
      Mask<T> contextMask) {
    ops.check(inputSignature, Collections.singletonList(input));
    T x = aroundOwn.before(ops, input);
    KeyValueCache<T> cache = past.then(ops, own.project(ops, x, x));
    T owned = own.output(ops, x, cache, Mask.causal(past.length(ops)));
    T y = aroundOwn.after(ops, input, owned);
    T query = aroundContext.before(ops, y);
    T output = behind(ops, y, toContext.output(ops, query, context, contextMask));
    return new StepResult<>(output, cache);
  }

  /** What comes behind the attention to the context. */
  private <T> T behind(TensorOps<T> ops, T input, T attended) {
    T x = aroundContext.after(ops, input, attended);
    T fed = feedForward.apply(ops, aroundFeedForward.before(ops, x));
    return aroundFeedForward.after(ops, x, fed);
  }
}
