package io.github.attention4j.decode;

import java.util.List;

/**
 * A sequence that {@link BeamSearch} found.
 *
 * @param tokens without the token that begins it; the one that ends it is the last, if it is
 *     complete
 * @param logProbability the sum of its tokens' logarithms of probability
 * @param score what it is ranked by: the sum over the length penalty
 * @param complete whether it ends with the token that ends a sequence; if not, it was cut off
 */
public record Hypothesis(
    List<Integer> tokens, double logProbability, double score, boolean complete) {
  /** Keeps the tokens from changing. */
  public Hypothesis {
    tokens = List.copyOf(tokens);
  }
}
