/**
 * Exercise of lesson 11: write self-attention over a feature map, and the gradient of its values.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson11.FeatureMapAttentionTask}, then edit
 * {@link io.github.attention4j.exercises.lesson11.FeatureMapAttention}. The grader is no secret,
 * but it holds the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson11;
