/**
 * Exercise of lesson 02: write dot-product attention with Luong's two scores, and the gradient of
 * the matrix.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson02.DotProductTask}, then edit {@link
 * io.github.attention4j.exercises.lesson02.DotProduct}. The grader is no secret, but it holds the
 * formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson02;
