package io.github.attention4j.mechanism;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.Collections;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Self-attention: every position of a sequence attends to the positions of the same sequence.
 *
 * <pre>{@code
 * output = attention(input Wq, input Wk, input Wv)          and times Wo where there is one
 * }</pre>
 *
 * <p>Shapes: input {@code (B, T, D)} gives output {@code (B, T, Dv)}, or {@code (B, T, outputDim)}
 * with a projection of the output, and weights {@code (B, T, T)}. Parameters: {@code query.weight}
 * and {@code key.weight} are {@code (Dk, D)}, {@code value.weight} {@code (Dv, D)}, {@code
 * output.weight} {@code (outputDim, Dv)}, and as many {@code .bias}.
 *
 * <p>Mask and edge rules: as in {@link Attention}. {@link Mask#padding} hides the padding from
 * others; what the padding itself attends to is computed all the same. Without a mask and without
 * positions in the input, the order of the sequence means nothing: permuting it permutes the
 * output.
 *
 * <p>Cost: of the attention, what {@link Attention} says; of the projections, {@code 2}
 * floating-point operations for every number of a weight and every position.
 *
 * <p>Compare: PyTorch and Keras have it as multi-head attention with one head, given the same
 * sequence three times. With more heads: {@link MultiHeadAttention}, likewise.
 *
 * <p>Source: Vaswani et al. 2017, "Attention Is All You Need", section 3.2.3, second and third
 * item.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
 * SelfAttention attention =
 *     SelfAttention.create(parameters.at("encoder"), 6, ProjectionOptions.of(4, 7));
 * INDArray input = Nd4j.rand(DataType.FLOAT, 1, 5, 6); // (B, T, D)
 * AttentionResult<INDArray> result = attention.attend(input, Mask.causal());
 * result.output(); // (1, 5, 7)
 * result.weights(); // (1, 5, 5)
 * }</pre>
 */
public final class SelfAttention {
  private static final String NAME = "selfAttention";

  private final Signature signature;
  private final ProjectedAttention projected;

  private SelfAttention(Signature signature, ProjectedAttention projected) {
    this.signature = signature;
    this.projected = projected;
  }

  /**
   * A new self-attention.
   *
   * @param parameters where its parameters are added
   * @param inputDim the width of the sequence, D
   * @throws IllegalArgumentException if a width is less than 1, or a parameter exists already
   */
  public static SelfAttention create(
      Parameters parameters, long inputDim, ProjectionOptions options) {
    Sizes.atLeast(1, NAME, "inputDim", inputDim);
    Signature signature =
        Signature.of(NAME)
            .argument("input", "B", "T", "D")
            .size("D", inputDim, "inputDim")
            .type(parameters.type());
    return new SelfAttention(
        signature, ProjectedAttention.create(NAME, parameters, inputDim, inputDim, options));
  }

  /**
   * Attends eagerly to the whole sequence.
   *
   * @throws ShapeException if an argument does not fit
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
   * Attends under any interpreter.
   *
   * @param ops the interpreter
   * @param input {@code (B, T, D)}
   * @param mask which positions a position may attend to
   * @return output {@code (B, T, Dv)} or {@code (B, T, outputDim)}, weights {@code (B, T, T)}
   * @throws ShapeException if an argument does not fit
   */
  public <T> AttentionResult<T> attend(TensorOps<T> ops, T input, Mask<T> mask) {
    ops.check(signature, Collections.singletonList(input));
    return projected.attend(ops, input, input, mask);
  }

  /**
   * Attends eagerly to the positions that the mask allows, and returns the output alone: see {@link
   * Attention#output}.
   *
   * @throws ShapeException if an argument does not fit
   */
  public INDArray output(INDArray input, Mask<INDArray> mask) {
    return output(NdArrayOps.eager(), input, mask);
  }

  /**
   * The output alone, under any interpreter.
   *
   * @throws ShapeException if an argument does not fit
   */
  public <T> T output(TensorOps<T> ops, T input, Mask<T> mask) {
    ops.check(signature, Collections.singletonList(input));
    return projected.output(ops, input, input, mask);
  }
}
