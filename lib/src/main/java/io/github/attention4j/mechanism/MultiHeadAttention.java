package io.github.attention4j.mechanism;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-head attention: several attentions side by side, each over projections of its own.
 *
 * <pre>{@code
 * head h = attention(query Wq_h, key Wk_h, value Wv_h)          h = 1 .. H
 * output = [head 1; ..; head H] Wo
 * }</pre>
 *
 * <p>The heads' projections are kept as one: {@code query.weight} is {@code (H * headKeyDim, D)},
 * whose first headKeyDim rows are head 1's, and so on.
 *
 * <p>Shapes: query {@code (B, Tq, D)}, key {@code (B, Tk, Dk)}, value {@code (B, Tk, Dv)} give
 * output {@code (B, Tq, Do)}, as wide as the queries unless {@linkplain
 * MultiHeadOptions#withOutputDim given}, and the weights of every head, {@code (B, H, Tq, Tk)}.
 * Parameters: {@code query.weight}, {@code key.weight}, {@code value.weight}, {@code
 * output.weight}, each {@code (outputs, inputs)}, and as many {@code .bias}.
 *
 * <p>Mask and edge rules: as in {@link Attention}, with scores of {@code (B, H, Tq, Tk)}: a given
 * mask is {@code (Tq, Tk)} or has four axes, of which any may be 1. A query that may attend to
 * nothing gets zero weights; its output is the output projection's bias.
 *
 * <p>Cost: of the attention, what {@link Attention} says; of the projections, {@code 2} floating-
 * point operations for every number of a weight and every position. Memory for the weights, {@code
 * B H Tq Tk}.
 *
 * <p>Compare: PyTorch {@code MultiheadAttention(batch_first=True)}, whose parameters {@link
 * #fromPyTorch} takes. Its masks say the opposite, true = may not attend; it returns the average of
 * the heads' weights unless asked ({@link #averageWeights} is that average). Keras {@code
 * MultiHeadAttention} takes query, value, key, and its {@code key_dim} is the width of one head.
 *
 * <p>Source: Vaswani et al. 2017, "Attention Is All You Need", section 3.2.2.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * MultiHeadAttention attention =
 *     MultiHeadAttention.create(parameters.at("attention"), MultiHeadOptions.of(6, 2));
 * INDArray input = Nd4j.rand(DataType.FLOAT, 1, 5, 6); // (B, T, D)
 * AttentionResult<INDArray> result = attention.attend(input, input, input, Mask.causal());
 * result.output(); // (1, 5, 6)
 * result.weights(); // (1, 2, 5, 5)
 * parameters.count(); // 168 = 4 (6 * 6 + 6)
 * }</pre>
 */
public final class MultiHeadAttention {
  private static final String NAME = "multiHead";

  private final Signature signature;
  private final Signature querySignature;
  private final Signature memorySignature;
  private final Attention attention;
  private final HeadProjections projections;

  private MultiHeadAttention(Parameters parameters, MultiHeadOptions options) {
    Signature widths =
        Signature.of(NAME)
            .size("D", options.modelDim(), "modelDim")
            .size("Dk", options.keyDim(), "keyDim")
            .size("Dv", options.valueDim(), "valueDim")
            .type(parameters.type())
            .hint("Tk", "every key has one value: key and value are equally long");
    querySignature = widths.argument("query", "B", "Tq", "D");
    signature = keyAndValue(querySignature);
    memorySignature = keyAndValue(widths);
    attention = new Attention(options.score(), NAME);
    projections = HeadProjections.create(parameters, options);
  }

  private static Signature keyAndValue(Signature signature) {
    return signature.argument("key", "B", "Tk", "Dk").argument("value", "B", "Tk", "Dv");
  }

  /**
   * A new multi-head attention.
   *
   * @param parameters where its parameters are added
   * @throws IllegalArgumentException if a parameter exists already
   */
  public static MultiHeadAttention create(Parameters parameters, MultiHeadOptions options) {
    return new MultiHeadAttention(parameters, options);
  }

  /**
   * Multi-head attention with the parameters of PyTorch's {@code MultiheadAttention}, which are
   * copied. The rule:
   *
   * <pre>{@code
   * PyTorch                              here
   * in_proj_weight (3 D, D)              its thirds: query.weight, key.weight, value.weight
   * q_proj_weight, k_proj_weight, ..     query.weight, key.weight, value.weight
   * in_proj_bias (3 D)                   its thirds: query.bias, key.bias, value.bias
   * out_proj.weight, out_proj.bias       output.weight, output.bias; (D, D) there, (Do, D) taken too
   * }</pre>
   *
   * @param parameters where the copies are added; of the state's data type
   * @param state the module's {@code state_dict}, such as {@link
   *     io.github.attention4j.param.Npz#read} brings it; without the module's path in its names
   * @param heads the number of heads, which the state does not tell
   * @throws IllegalArgumentException if an array is missing, is none of the above, or does not fit
   */
  public static MultiHeadAttention fromPyTorch(
      Parameters parameters, Map<String, INDArray> state, long heads) {
    PyTorchState given = new PyTorchState(state, parameters.type());
    return take(parameters, given, given.options(heads));
  }

  /**
   * The same with options, of which PyTorch's module has none, such as another score. The state has
   * to fit them: the widths, the number of heads and whether there are biases. A score's own
   * parameters are not the state's; load them afterwards.
   *
   * @param parameters where the copies are added; of the state's data type
   * @param state the module's {@code state_dict}
   * @param options what the attention is made of
   * @throws IllegalArgumentException if an array is missing, is none of the above, or does not fit,
   *     or if the options say otherwise
   */
  public static MultiHeadAttention fromPyTorch(
      Parameters parameters, Map<String, INDArray> state, MultiHeadOptions options) {
    PyTorchState given = new PyTorchState(state, parameters.type());
    given.checkAgainst(options);
    return take(parameters, given, options);
  }

  private static MultiHeadAttention take(
      Parameters parameters, PyTorchState given, MultiHeadOptions options) {
    MultiHeadAttention attention = create(parameters, options);
    given.byPath().forEach((path, array) -> parameters.get(path).assign(array));
    return attention;
  }

  /**
   * Attends eagerly to all keys.
   *
   * @throws ShapeException if an argument does not fit
   */
  public AttentionResult<INDArray> attend(INDArray query, INDArray key, INDArray value) {
    return attend(NdArrayOps.eager(), query, key, value, Mask.all());
  }

  /**
   * Attends eagerly to the keys that the mask allows.
   *
   * @throws ShapeException if an argument does not fit
   */
  public AttentionResult<INDArray> attend(
      INDArray query, INDArray key, INDArray value, Mask<INDArray> mask) {
    return attend(NdArrayOps.eager(), query, key, value, mask);
  }

  /**
   * Attends under any interpreter: this is the definition.
   *
   * @param ops the interpreter
   * @param query {@code (B, Tq, D)}
   * @param key {@code (B, Tk, Dk)}
   * @param value {@code (B, Tk, Dv)}
   * @param mask which keys a query may attend to
   * @return output {@code (B, Tq, Do)} and weights {@code (B, H, Tq, Tk)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> AttentionResult<T> attend(TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
    ops.check(signature, Arrays.asList(query, key, value));
    return attend(ops, query, projections.memory(ops, key, value), mask);
  }

  /**
   * Attends to keys and values that were projected before.
   *
   * @param query {@code (B, Tq, D)}
   * @param memory of B sequences
   * @return output {@code (B, Tq, Do)} and weights {@code (B, H, Tq, Tk)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> AttentionResult<T> attend(
      TensorOps<T> ops, T query, KeyValueCache<T> memory, Mask<T> mask) {
    ops.check(querySignature, Collections.singletonList(query));
    T queries = projections.queries(ops, query); // (B, H, Tq, ..)
    AttentionResult<T> heads = attention.attend(ops, queries, memory.keys(), memory.values(), mask);
    return new AttentionResult<>(projections.merged(ops, heads.output()), heads.weights());
  }

  /**
   * Attends eagerly to the keys that the mask allows, and returns the output alone: see {@link
   * Attention#output}.
   *
   * @throws ShapeException if an argument does not fit
   */
  public INDArray output(INDArray query, INDArray key, INDArray value, Mask<INDArray> mask) {
    return output(NdArrayOps.eager(), query, key, value, mask);
  }

  /**
   * The output alone, under any interpreter.
   *
   * @throws ShapeException if an argument does not fit
   */
  public <T> T output(TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
    ops.check(signature, Arrays.asList(query, key, value));
    return output(ops, query, projections.memory(ops, key, value), mask);
  }

  /**
   * The output alone, of keys and values that were projected before.
   *
   * @throws ShapeException if an argument does not fit
   */
  public <T> T output(TensorOps<T> ops, T query, KeyValueCache<T> memory, Mask<T> mask) {
    ops.check(querySignature, Collections.singletonList(query));
    T queries = projections.queries(ops, query);
    T heads = attention.output(ops, queries, memory.keys(), memory.values(), mask);
    return projections.merged(ops, heads);
  }

  /**
   * Keys and values as the heads see them: projected once, they can be attended to often.
   *
   * @param key {@code (B, Tk, Dk)}
   * @param value {@code (B, Tk, Dv)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> KeyValueCache<T> project(TensorOps<T> ops, T key, T value) {
    ops.check(memorySignature, Arrays.asList(key, value));
    return projections.memory(ops, key, value);
  }

  /** The average of the heads' weights, {@code (B, H, Tq, Tk) -> (B, Tq, Tk)}. */
  public static <T> T averageWeights(TensorOps<T> ops, T weights) {
    return ops.squeeze(ops.mean(weights, 1), 1);
  }
}
