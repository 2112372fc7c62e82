package io.github.attention4j.vision;

import io.github.attention4j.ops.Sizes;
import java.util.Objects;

/**
 * What a {@link BottleneckAttention} is made of.
 *
 * <pre>{@code
 * BottleneckOptions.withDefaults()                    as the paper writes it
 * BottleneckOptions.ofAuthors()                       as the authors' code has it
 * BottleneckOptions.withDefaults().withReduction(4)   wider branches
 * }</pre>
 *
 * @param reduction how many times narrower than the channels both branches are inside, r; {@code C
 *     / r} is rounded down, and is 1 at least
 * @param dilation how far apart the places lie that the spatial branch's 3x3 windows look at
 * @param join how the branches become one
 * @param norms where batch norm stands
 */
public record BottleneckOptions(long reduction, long dilation, Join join, Norms norms) {

  /** How the two branches become one, in front of the sigmoid. */
  public enum Join {
    /** Their sum: either can open the gate. */
    SUM,
    /** Their product: two negative branches open it, too. */
    PRODUCT
  }

  /** Where batch norm stands in both branches. */
  public enum Norms {
    /** Behind the last layer: it brings both branches to one scale. */
    LAST,
    /** Behind every layer but the last, in front of its ReLU. */
    INNER
  }

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if the reduction or the dilation is less than 1
   */
  public BottleneckOptions {
    Sizes.atLeast(1, BottleneckAttention.NAME, "reduction", reduction);
    Sizes.atLeast(1, BottleneckAttention.NAME, "dilation", dilation);
    Objects.requireNonNull(join, "join");
    Objects.requireNonNull(norms, "norms");
  }

  /** As in the paper: reduction 16, dilation 4, the sum, batch norm behind the last layers. */
  public static BottleneckOptions withDefaults() {
    return new BottleneckOptions(16, 4, Join.SUM, Norms.LAST);
  }

  /** As in the code of the authors: the product, batch norm behind the inner layers. */
  public static BottleneckOptions ofAuthors() {
    return withDefaults().withJoin(Join.PRODUCT).withNorms(Norms.INNER);
  }

  /** Another reduction. */
  public BottleneckOptions withReduction(long newReduction) {
    return new BottleneckOptions(newReduction, dilation, join, norms);
  }

  /** Another dilation. */
  public BottleneckOptions withDilation(long newDilation) {
    return new BottleneckOptions(reduction, newDilation, join, norms);
  }

  /** Another way to join the branches. */
  public BottleneckOptions withJoin(Join newJoin) {
    return new BottleneckOptions(reduction, dilation, newJoin, norms);
  }

  /** Batch norm elsewhere. */
  public BottleneckOptions withNorms(Norms newNorms) {
    return new BottleneckOptions(reduction, dilation, join, newNorms);
  }
}
