/**
 * Exercise of lesson 03: write additive attention and its gradient.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson03.AdditiveTask}, then edit {@link
 * io.github.attention4j.exercises.lesson03.Additive}. The grader is no secret, but it holds the
 * formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson03;
