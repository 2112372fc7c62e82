package io.github.attention4j.vision;

import java.util.List;

/**
 * What a {@link SpatialAttention} is made of.
 *
 * <pre>{@code
 * SpatialOptions.withDefaults()                  as by CBAM's authors: 7x7, with batch norm
 * SpatialOptions.withDefaults().withWindow(3)    3x3
 * SpatialOptions.ofPaper()                       as the paper writes it
 * }</pre>
 *
 * @param window the height and width of the convolution, odd
 * @param pools how the channels of a place are pooled; the convolution sees them in this order
 * @param bias whether the convolution has a bias
 * @param batchNorm whether batch norm stands between convolution and sigmoid
 */
public record SpatialOptions(long window, List<Pool> pools, boolean bias, boolean batchNorm) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if the window is even or less than 1, or pools are missing or
   *     repeated
   */
  public SpatialOptions {
    if (window < 1 || window % 2 == 0) {
      throw new IllegalArgumentException(
          SpatialAttention.NAME
              + ": window is "
              + window
              + ", expected an odd number, so that it has a middle");
    }
    pools = Pool.checked(SpatialAttention.NAME, pools);
  }

  /** As in the code of CBAM's authors: 7x7, maximum then average, no bias, with batch norm. */
  public static SpatialOptions withDefaults() {
    return new SpatialOptions(7, List.of(Pool.MAX, Pool.AVERAGE), false, true);
  }

  /** As in the paper's equation 3: 7x7, average then maximum, no bias, no batch norm. */
  public static SpatialOptions ofPaper() {
    return withDefaults().withPools(Pool.AVERAGE, Pool.MAX).withoutBatchNorm();
  }

  /** Another window. */
  public SpatialOptions withWindow(long newWindow) {
    return new SpatialOptions(newWindow, pools, bias, batchNorm);
  }

  /** Other pools, or in another order. */
  public SpatialOptions withPools(Pool... newPools) {
    return new SpatialOptions(window, List.of(newPools), bias, batchNorm);
  }

  /** A convolution with a bias. */
  public SpatialOptions withBias() {
    return new SpatialOptions(window, pools, true, batchNorm);
  }

  /** No batch norm. */
  public SpatialOptions withoutBatchNorm() {
    return new SpatialOptions(window, pools, bias, false);
  }
}
