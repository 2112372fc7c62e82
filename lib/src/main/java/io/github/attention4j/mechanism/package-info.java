/** Attention mechanisms: scores are masked, normalised and used to average the values. */
package io.github.attention4j.mechanism;
