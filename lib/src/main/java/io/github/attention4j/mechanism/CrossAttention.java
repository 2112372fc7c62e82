package io.github.attention4j.mechanism;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cross-attention: the positions of one sequence attend to those of another, the context, of
 * another length and width.
 *
 * <pre>{@code
 * output = attention(query Wq, context Wk, context Wv)          and times Wo where there is one
 * }</pre>
 *
 * <p>Shapes: query {@code (B, Tq, D)} and context {@code (B, Tk, Dc)} give output {@code (B, Tq,
 * Dv)}, or {@code (B, Tq, outputDim)} with a projection of the output, and weights {@code (B, Tq,
 * Tk)}. Parameters: {@code query.weight} is {@code (Dk, D)}, {@code key.weight} {@code (Dk, Dc)},
 * {@code value.weight} {@code (Dv, Dc)}, {@code output.weight} {@code (outputDim, Dv)}, and as many
 * {@code .bias}.
 *
 * <p>Mask and edge rules: as in {@link Attention}. The output of a query that may attend to nothing
 * is zero, or the output projection's bias.
 *
 * <p>Cost: of the attention, what {@link Attention} says; of the projections, {@code 2}
 * floating-point operations for every number of a weight and every position.
 *
 * <p>Compare: the "encoder-decoder attention" of the Transformer with one head. With more: {@link
 * MultiHeadAttention} over {@link MultiHeadOptions#withContextDim}, the context as key and value.
 *
 * <p>Source: Vaswani et al. 2017, "Attention Is All You Need", section 3.2.3, first item.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * CrossAttention attention =
 *     CrossAttention.create(parameters.at("caption"), 6, 9, ProjectionOptions.of(4, 7));
 * INDArray words = Nd4j.rand(DataType.FLOAT, 1, 3, 6); // (B, Tq, D)
 * INDArray cells = Nd4j.rand(DataType.FLOAT, 1, 5, 9); // (B, Tk, Dc)
 * AttentionResult<INDArray> result = attention.attend(words, cells);
 * result.output(); // (1, 3, 7)
 * result.weights(); // (1, 3, 5)
 * }</pre>
 */
public final class CrossAttention {
  private static final String NAME = "crossAttention";

  private final Signature signature;
  private final ProjectedAttention projected;

  private CrossAttention(Signature signature, ProjectedAttention projected) {
    this.signature = signature;
    this.projected = projected;
  }

  /**
   * A new cross-attention.
   *
   * @param parameters where its parameters are added
   * @param queryDim the width of the queries, D
   * @param contextDim the width of the context, Dc
   * @throws IllegalArgumentException if a width is less than 1, or a parameter exists already
   */
  public static CrossAttention create(
      Parameters parameters, long queryDim, long contextDim, ProjectionOptions options) {
    Sizes.atLeast(1, NAME, "queryDim", queryDim);
    Sizes.atLeast(1, NAME, "contextDim", contextDim);
    Signature signature =
        Signature.of(NAME)
            .argument("query", "B", "Tq", "D")
            .argument("context", "B", "Tk", "Dc")
            .size("D", queryDim, "queryDim")
            .size("Dc", contextDim, "contextDim")
            .type(parameters.type());
    return new CrossAttention(
        signature, ProjectedAttention.create(NAME, parameters, queryDim, contextDim, options));
  }

  /**
   * Attends eagerly to the whole context.
   *
   * @throws ShapeException if an argument does not fit
   */
  public AttentionResult<INDArray> attend(INDArray query, INDArray context) {
    return attend(NdArrayOps.eager(), query, context, Mask.all());
  }

  /**
   * Attends eagerly to the positions of the context that the mask allows.
   *
   * @throws ShapeException if an argument does not fit
   */
  public AttentionResult<INDArray> attend(INDArray query, INDArray context, Mask<INDArray> mask) {
    return attend(NdArrayOps.eager(), query, context, mask);
  }

  /**
   * Attends under any interpreter.
   *
   * @param ops the interpreter
   * @param query {@code (B, Tq, D)}
   * @param context {@code (B, Tk, Dc)}
   * @param mask which positions of the context a query may attend to
   * @return output {@code (B, Tq, Dv)} or {@code (B, Tq, outputDim)}, weights {@code (B, Tq, Tk)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> AttentionResult<T> attend(TensorOps<T> ops, T query, T context, Mask<T> mask) {
    ops.check(signature, Arrays.asList(query, context));
    return projected.attend(ops, query, context, mask);
  }

  /**
   * Attends eagerly to the positions of the context that the mask allows, and returns the output
   * alone: see {@link Attention#output}.
   *
   * @throws ShapeException if an argument does not fit
   */
  public INDArray output(INDArray query, INDArray context, Mask<INDArray> mask) {
    return output(NdArrayOps.eager(), query, context, mask);
  }

  /**
   * The output alone, under any interpreter.
   *
   * @throws ShapeException if an argument does not fit
   */
  public <T> T output(TensorOps<T> ops, T query, T context, Mask<T> mask) {
    ops.check(signature, Arrays.asList(query, context));
    return projected.output(ops, query, context, mask);
  }
}
