package io.github.attention4j.kernel;

/**
 * What is kept of every query's scores, so that any of its weights can be computed anew, {@code
 * weight = exp(score - maximum) factor}: two numbers instead of a row of weights.
 *
 * <p>Papers keep one, {@code maximum + log(sum)}. In FLOAT that would cost digits: beside a maximum
 * of 1e4 a logarithm keeps three decimals.
 *
 * @param maxima of the scores, {@code (B, H, Tq)}
 * @param factors {@code 1 / sum(exp(score - maximum))}, {@code (B, H, Tq)}; 0 for a query that may
 *     attend to nothing
 */
record SoftmaxRows(float[] maxima, float[] factors) {
  SoftmaxRows(int queries) {
    this(new float[queries], new float[queries]);
  }
}
