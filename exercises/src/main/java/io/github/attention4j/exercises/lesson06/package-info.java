/**
 * Exercise of lesson 06: write multi-head attention.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson06.MultiHeadTask}, then edit {@link
 * io.github.attention4j.exercises.lesson06.MultiHead}. The grader is no secret, but it holds the
 * formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson06;
