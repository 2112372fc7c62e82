/**
 * Exercise of lesson 05: write causal self-attention and the gradient of its input.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson05.SelfAttentionTask}, then edit {@link
 * io.github.attention4j.exercises.lesson05.SelfAttention}. The grader is no secret, but it holds
 * the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson05;
