/**
 * Exercise of lesson 12: write a score that cannot see the state, one that can, and the doubly
 * stochastic penalty.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson12.ShowAttendTellTask}, then edit {@link
 * io.github.attention4j.exercises.lesson12.ShowAttendTell}. The grader is no secret, but it holds
 * the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson12;
