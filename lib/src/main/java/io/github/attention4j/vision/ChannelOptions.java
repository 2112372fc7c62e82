package io.github.attention4j.vision;

import io.github.attention4j.ops.Sizes;
import java.util.List;

/**
 * What a {@link ChannelAttention} is made of.
 *
 * <pre>{@code
 * ChannelOptions.withDefaults()                    as by CBAM's authors: reduction 16, with bias
 * ChannelOptions.withDefaults().withReduction(4)   a wider perceptron
 * ChannelOptions.squeezeAndExcitation()            pools by the average alone
 * }</pre>
 *
 * @param reduction how many times narrower than the channels the perceptron is inside, r; {@code C
 *     / r} is rounded down, and is 1 at least
 * @param pools how a channel is pooled; the perceptron's outputs for each pool are added
 * @param bias whether the perceptron's two layers have a bias
 */
public record ChannelOptions(long reduction, List<Pool> pools, boolean bias) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if the reduction is less than 1, or pools are missing or
   *     repeated
   */
  public ChannelOptions {
    Sizes.atLeast(1, ChannelAttention.NAME, "reduction", reduction);
    pools = Pool.checked(ChannelAttention.NAME, pools);
  }

  /** As in the code of CBAM's authors: reduction 16, average and maximum, with bias. */
  public static ChannelOptions withDefaults() {
    return new ChannelOptions(16, List.of(Pool.AVERAGE, Pool.MAX), true);
  }

  /** Squeeze-and-excitation: the defaults with the average alone. */
  public static ChannelOptions squeezeAndExcitation() {
    return withDefaults().withPools(Pool.AVERAGE);
  }

  /** Another reduction. */
  public ChannelOptions withReduction(long newReduction) {
    return new ChannelOptions(newReduction, pools, bias);
  }

  /** Other pools. */
  public ChannelOptions withPools(Pool... newPools) {
    return new ChannelOptions(reduction, List.of(newPools), bias);
  }

  /** A perceptron without biases, as the paper's equation 2 shows it. */
  public ChannelOptions withoutBias() {
    return new ChannelOptions(reduction, pools, false);
  }
}
