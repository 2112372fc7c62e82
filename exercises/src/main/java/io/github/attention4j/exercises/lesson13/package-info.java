/**
 * Exercise of lesson 13: write what is new in a Vision Transformer, from the patches to the
 * rollout.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson13.VisionTransformerTask}, then edit {@link
 * io.github.attention4j.exercises.lesson13.VisionTransformer}. The grader is no secret, but it
 * holds the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson13;
