/**
 * Exercise of lesson 08: write channel attention, and the gradients of its gate and its input.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson08.ChannelAttentionTask}, then edit {@link
 * io.github.attention4j.exercises.lesson08.ChannelAttention}. The grader is no secret, but it holds
 * the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson08;
