/**
 * Exercise of lesson 10: write CBAM, BAM's way to join the gates, and the gradient through both.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson10.CbamTask}, then edit {@link
 * io.github.attention4j.exercises.lesson10.Cbam}. The grader is no secret, but it holds the
 * formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson10;
