/**
 * Exercise of lesson 17: write what judges weights as an explanation: their divergence, the other
 * weights with the same verdict, and integrated gradients.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson17.ExplanationsTask}, then edit {@link
 * io.github.attention4j.exercises.lesson17.Explanations}. The grader is no secret, but it holds the
 * formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson17;
