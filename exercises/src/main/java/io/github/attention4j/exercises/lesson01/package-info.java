/**
 * Exercise of lesson 01: write a dictionary that answers with a mixture, and the gradient that
 * finds its width; and the lesson's experiment, a harbour's log read with it.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson01.SoftDictionaryTask}, then edit {@link
 * io.github.attention4j.exercises.lesson01.SoftDictionary}. The grader is no secret, but it holds
 * the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson01;
