package io.github.attention4j.block;

import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.param.Dropout;
import java.util.Objects;

/**
 * What an {@link EncoderBlock} or a {@link DecoderBlock} is made of.
 *
 * <pre>{@code
 * BlockOptions.of(64, 4)                                    4 heads, 256 hidden, norms behind, ReLU
 * BlockOptions.of(64, 4).withNormFirst()                    norms in front: "pre-norm"
 * BlockOptions.of(64, 4).withHiddenDim(128)
 * BlockOptions.of(64, 4).withActivation(Activation.GELU)
 * BlockOptions.of(64, 4).withDropout(Dropout.of(0.1, 42))   while training
 * }</pre>
 *
 * @param modelDim the width of input and output, D; PyTorch's {@code d_model}
 * @param heads the number of heads, H; PyTorch's {@code nhead}
 * @param hiddenDim the width between the two linear maps, 4 D unless given as in Vaswani et al.
 *     2017; PyTorch's {@code dim_feedforward}, there 2048 unless given
 * @param normFirst whether a layer norm stands in front of each part instead of behind it;
 *     PyTorch's {@code norm_first}
 * @param activation what stands between the two linear maps
 * @param dropout of each part's output and behind the activation, while training; none unless given
 */
public record BlockOptions(
    long modelDim,
    long heads,
    long hiddenDim,
    boolean normFirst,
    Activation activation,
    Dropout dropout) {
  private static final String NAME = "block";

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if a width is less than 1 or the heads cannot share the
   *     model's evenly
   */
  public BlockOptions {
    MultiHeadOptions.of(modelDim, heads); // checks both
    Sizes.atLeast(1, NAME, "hiddenDim", hiddenDim);
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(dropout, "dropout");
  }

  /**
   * The block of Vaswani et al. 2017: hidden width 4 D, norms behind the parts, ReLU.
   *
   * @throws IllegalArgumentException if a width is less than 1 or the heads cannot share it evenly
   */
  public static BlockOptions of(long modelDim, long heads) {
    return new BlockOptions(
        modelDim, heads, 4 * modelDim, false, Activation.RELU, Dropout.of(0, 0));
  }

  /** Another width between the two linear maps. */
  public BlockOptions withHiddenDim(long newHiddenDim) {
    return new BlockOptions(modelDim, heads, newHiddenDim, normFirst, activation, dropout);
  }

  /**
   * A layer norm in front of each part, so that input and output are joined by sums alone.
   *
   * <p>Source: Xiong et al. 2020, "On Layer Normalization in the Transformer Architecture", section
   * 3, table 1.
   */
  public BlockOptions withNormFirst() {
    return new BlockOptions(modelDim, heads, hiddenDim, true, activation, dropout);
  }

  /** Another activation. */
  public BlockOptions withActivation(Activation newActivation) {
    return new BlockOptions(modelDim, heads, hiddenDim, normFirst, newActivation, dropout);
  }

  /** Dropout while training. */
  public BlockOptions withDropout(Dropout newDropout) {
    return new BlockOptions(modelDim, heads, hiddenDim, normFirst, activation, newDropout);
  }

  /** The same block while training. */
  BlockOptions training() {
    return withDropout(dropout.training());
  }
}
