/**
 * Exercise of lesson 16: write attention in tiles, what it costs, and decoding with a cache.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson16.AttentionCostTask}, then edit {@link
 * io.github.attention4j.exercises.lesson16.AttentionCost}. The grader is no secret, but it holds
 * the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson16;
