/**
 * Exercise of lesson 04: write scaled dot-product attention and its gradient.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson04.ScaledDotProductTask}, then edit {@link
 * io.github.attention4j.exercises.lesson04.ScaledDotProduct}. The grader is no secret, but it holds
 * the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson04;
