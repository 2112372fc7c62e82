/**
 * Exercise of lesson 07: write cross-attention to a picture and the gradient of the memory.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson07.CrossAttentionTask}, then edit {@link
 * io.github.attention4j.exercises.lesson07.CrossAttention}. The grader is no secret, but it holds
 * the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson07;
