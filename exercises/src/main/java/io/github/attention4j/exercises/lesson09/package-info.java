/**
 * Exercise of lesson 09: write spatial attention, its convolution and the gradients of both.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson09.SpatialAttentionTask}, then edit {@link
 * io.github.attention4j.exercises.lesson09.SpatialAttention}. The grader is no secret, but it holds
 * the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson09;
