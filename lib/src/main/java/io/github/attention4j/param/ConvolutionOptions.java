package io.github.attention4j.param;

import io.github.attention4j.ops.Sizes;

/**
 * What a {@link Convolution} is made of, beside its sizes.
 *
 * <pre>{@code
 * ConvolutionOptions.withDefaults()                    neighbouring places, with bias
 * ConvolutionOptions.withDefaults().withDilation(4)    every fourth place
 * ConvolutionOptions.withDefaults().withoutBias()      in front of batch norm, which has its own
 * }</pre>
 *
 * @param dilation how far apart the places lie that a window looks at, 1 for neighbours
 * @param bias whether a number for each output channel is added
 */
public record ConvolutionOptions(long dilation, boolean bias) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if the dilation is less than 1
   */
  public ConvolutionOptions {
    Sizes.atLeast(1, Convolution.NAME, "dilation", dilation);
  }

  /** As PyTorch's {@code Conv2d}: dilation 1, with bias. */
  public static ConvolutionOptions withDefaults() {
    return new ConvolutionOptions(1, true);
  }

  /** Another dilation. */
  public ConvolutionOptions withDilation(long newDilation) {
    return new ConvolutionOptions(newDilation, bias);
  }

  /** No bias. */
  public ConvolutionOptions withoutBias() {
    return new ConvolutionOptions(dilation, false);
  }
}
