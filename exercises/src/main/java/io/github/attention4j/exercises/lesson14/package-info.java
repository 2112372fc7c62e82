/**
 * Exercise of lesson 14: write what a decoder is told, BLEU, and one step of beam search.
 *
 * <p>Read {@link io.github.attention4j.exercises.lesson14.SequenceToSequenceTask}, then edit {@link
 * io.github.attention4j.exercises.lesson14.SequenceToSequence}. The grader is no secret, but it
 * holds the formulas in plain loops: look at it last.
 */
package io.github.attention4j.exercises.lesson14;
