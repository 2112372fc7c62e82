package io.github.attention4j.mechanism;

import io.github.attention4j.ops.Sizes;
import io.github.attention4j.score.ScaledDot;
import io.github.attention4j.score.ScoreFunction;
import java.util.Objects;

/**
 * What a {@link SelfAttention} or a {@link CrossAttention} is made of.
 *
 * <pre>{@code
 * ProjectionOptions.of(4, 7)                   compare 4 features, average 7, which is the output
 * ProjectionOptions.of(4, 7).withOutputDim(8)  project the 7 to an output of 8
 * }</pre>
 *
 * @param keyDim the width in which queries and keys are compared, Dk
 * @param valueDim the width of the values, Dv
 * @param outputDim the width of the output projection, 0 for none: then the output is Dv wide
 * @param bias whether the projections have a bias
 * @param score how queries and keys are compared
 */
public record ProjectionOptions(
    long keyDim, long valueDim, long outputDim, boolean bias, ScoreFunction score) {
  private static final String NAME = "projections";

  /**
   * Checks all widths.
   *
   * @throws IllegalArgumentException if one is less than 1, or outputDim less than 0
   * @throws NullPointerException if the score is null
   */
  public ProjectionOptions {
    Objects.requireNonNull(score, "score");
    Sizes.atLeast(1, NAME, "keyDim", keyDim);
    Sizes.atLeast(1, NAME, "valueDim", valueDim);
    Sizes.atLeast(0, NAME, "outputDim", outputDim);
  }

  /** Projections with bias, none of the output, over the scaled dot product. */
  public static ProjectionOptions of(long keyDim, long valueDim) {
    return new ProjectionOptions(keyDim, valueDim, 0, true, new ScaledDot());
  }

  /** With a projection of the output. */
  public ProjectionOptions withOutputDim(long newOutputDim) {
    return new ProjectionOptions(keyDim, valueDim, newOutputDim, bias, score);
  }

  /** Projections without a bias. */
  public ProjectionOptions withoutBias() {
    return new ProjectionOptions(keyDim, valueDim, outputDim, false, score);
  }

  /** Another score. */
  public ProjectionOptions withScore(ScoreFunction newScore) {
    return new ProjectionOptions(keyDim, valueDim, outputDim, bias, newScore);
  }
}
