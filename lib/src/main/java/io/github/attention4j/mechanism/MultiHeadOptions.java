package io.github.attention4j.mechanism;

import io.github.attention4j.ops.Sizes;
import io.github.attention4j.score.ScaledDot;
import io.github.attention4j.score.ScoreFunction;
import java.util.Objects;

/**
 * What a {@link MultiHeadAttention} is made of.
 *
 * <pre>{@code
 * MultiHeadOptions.of(6, 2)                         every input and the output 6 wide, heads 3 wide
 * MultiHeadOptions.of(6, 2).withContextDim(5)       keys and values are 5 wide
 * MultiHeadOptions.of(6, 2).withHeadDims(4, 7)      heads compare 4 features and average 7
 * MultiHeadOptions.of(6, 2).withOutputDim(9)        the output is 9 wide
 * }</pre>
 *
 * @param modelDim the width of the queries, D
 * @param heads the number of heads, H
 * @param keyDim the width of the keys, Dk; PyTorch's {@code kdim}
 * @param valueDim the width of the values, Dv; PyTorch's {@code vdim}
 * @param outputDim the width of the output, Do; D unless given
 * @param headKeyDim the width in which one head compares queries with keys
 * @param headValueDim the width of one head's values
 * @param bias whether the four projections have a bias
 * @param score how every head compares; one with parameters is shared by the heads
 */
public record MultiHeadOptions(
    long modelDim,
    long heads,
    long keyDim,
    long valueDim,
    long outputDim,
    long headKeyDim,
    long headValueDim,
    boolean bias,
    ScoreFunction score) {
  private static final String NAME = "multiHead";

  /**
   * Checks all widths.
   *
   * @throws IllegalArgumentException if one is less than 1
   * @throws NullPointerException if the score is null
   */
  public MultiHeadOptions {
    Objects.requireNonNull(score, "score");
    Sizes.atLeast(1, NAME, "modelDim", modelDim);
    Sizes.atLeast(1, NAME, "heads", heads);
    Sizes.atLeast(1, NAME, "keyDim", keyDim);
    Sizes.atLeast(1, NAME, "valueDim", valueDim);
    Sizes.atLeast(1, NAME, "outputDim", outputDim);
    Sizes.atLeast(1, NAME, "headKeyDim", headKeyDim);
    Sizes.atLeast(1, NAME, "headValueDim", headValueDim);
  }

  /**
   * All widths alike, the heads share them evenly, with bias, over the scaled dot product.
   *
   * @throws IllegalArgumentException if the heads cannot share the width evenly
   */
  public static MultiHeadOptions of(long modelDim, long heads) {
    Sizes.atLeast(1, NAME, "modelDim", modelDim);
    Sizes.atLeast(1, NAME, "heads", heads);
    Sizes.divisible(NAME, "modelDim", modelDim, "heads", heads);
    long headDim = modelDim / heads;
    return new MultiHeadOptions(
        modelDim, heads, modelDim, modelDim, modelDim, headDim, headDim, true, new ScaledDot());
  }

  /** Keys and values of a width of their own. */
  public MultiHeadOptions withContextDim(long contextDim) {
    return withInputDims(contextDim, contextDim);
  }

  /** Keys and values each of a width of its own. */
  public MultiHeadOptions withInputDims(long newKeyDim, long newValueDim) {
    return new MultiHeadOptions(
        modelDim, heads, newKeyDim, newValueDim, outputDim, headKeyDim, headValueDim, bias, score);
  }

  /** An output of a width of its own. */
  public MultiHeadOptions withOutputDim(long newOutputDim) {
    return new MultiHeadOptions(
        modelDim, heads, keyDim, valueDim, newOutputDim, headKeyDim, headValueDim, bias, score);
  }

  /** Heads of a width of their own; {@code heads * headValueDim} need not be the model's. */
  public MultiHeadOptions withHeadDims(long newHeadKeyDim, long newHeadValueDim) {
    return new MultiHeadOptions(
        modelDim, heads, keyDim, valueDim, outputDim, newHeadKeyDim, newHeadValueDim, bias, score);
  }

  /** Projections without a bias. */
  public MultiHeadOptions withoutBias() {
    return new MultiHeadOptions(
        modelDim, heads, keyDim, valueDim, outputDim, headKeyDim, headValueDim, false, score);
  }

  /** Another score for the heads. */
  public MultiHeadOptions withScore(ScoreFunction newScore) {
    return new MultiHeadOptions(
        modelDim, heads, keyDim, valueDim, outputDim, headKeyDim, headValueDim, bias, newScore);
  }
}
