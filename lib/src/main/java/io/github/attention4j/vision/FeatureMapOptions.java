package io.github.attention4j.vision;

import io.github.attention4j.ops.Sizes;
import io.github.attention4j.score.Dot;
import io.github.attention4j.score.ScoreFunction;
import java.util.Objects;

/**
 * What a {@link FeatureMapAttention} is made of.
 *
 * <pre>{@code
 * FeatureMapOptions.withDefaults()                       keys of C / 8, values of C numbers
 * FeatureMapOptions.withDefaults().withKeyReduction(2)   wider queries and keys
 * FeatureMapOptions.ofSagan()                            narrow values, which are widened again
 * FeatureMapOptions.ofNonLocal()                         as in non-local networks
 * }</pre>
 *
 * @param score how query and key are compared
 * @param keyReduction how many times narrower than the channels query and key are; {@code C /
 *     keyReduction} is rounded down, and is 1 at least
 * @param valueReduction how many times narrower the values are, likewise, and then a last map
 *     widens what was attended to C again; 0 for values of C numbers and no last map
 * @param residualWeight whether what was attended is multiplied by a learned number, which starts
 *     with 0, before it is added to the input
 * @param bias whether the maps have a bias
 */
public record FeatureMapOptions(
    ScoreFunction score,
    long keyReduction,
    long valueReduction,
    boolean residualWeight,
    boolean bias) {

  /**
   * Checks the options.
   *
   * @throws IllegalArgumentException if the key reduction is less than 1, or that of the values
   *     less than 0
   */
  public FeatureMapOptions {
    Objects.requireNonNull(score, "score");
    Sizes.atLeast(1, FeatureMapAttention.NAME, "keyReduction", keyReduction);
    Sizes.atLeast(0, FeatureMapAttention.NAME, "valueReduction", valueReduction);
  }

  /** The dot product, keys of {@code C / 8} and values of C numbers, a residual weight, no bias. */
  public static FeatureMapOptions withDefaults() {
    return new FeatureMapOptions(new Dot(), 8, 0, true, false);
  }

  /** As in SAGAN's equations 1 to 3: the values, too, are of {@code C / 8} numbers. */
  public static FeatureMapOptions ofSagan() {
    return withDefaults().withValueReduction(8);
  }

  /**
   * As in non-local networks' equations 2 to 6 with the embedded Gaussian: keys and values of
   * {@code C / 2} numbers; in place of a residual weight the last map starts with zeros.
   */
  public static FeatureMapOptions ofNonLocal() {
    return withDefaults().withKeyReduction(2).withValueReduction(2).withoutResidualWeight();
  }

  /** Another score. */
  public FeatureMapOptions withScore(ScoreFunction newScore) {
    return new FeatureMapOptions(newScore, keyReduction, valueReduction, residualWeight, bias);
  }

  /** Queries and keys of another width. */
  public FeatureMapOptions withKeyReduction(long newReduction) {
    return new FeatureMapOptions(score, newReduction, valueReduction, residualWeight, bias);
  }

  /** Values of another width, and a last map; or with 0 neither. */
  public FeatureMapOptions withValueReduction(long newReduction) {
    return new FeatureMapOptions(score, keyReduction, newReduction, residualWeight, bias);
  }

  /** What was attended is added as it is. */
  public FeatureMapOptions withoutResidualWeight() {
    return new FeatureMapOptions(score, keyReduction, valueReduction, false, bias);
  }

  /** Maps with a bias. */
  public FeatureMapOptions withBias() {
    return new FeatureMapOptions(score, keyReduction, valueReduction, residualWeight, true);
  }
}
