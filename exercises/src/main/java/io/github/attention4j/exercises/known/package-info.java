/**
 * What several lessons ask for, as formulas in plain loops, and the classic ways to get it wrong.
 *
 * <p>{@link io.github.attention4j.exercises.known.SoftmaxStep} has all the trials of a step that
 * turns scores into weights; the other mistakes are added to a lesson's own trial with {@link
 * io.github.attention4j.exercises.trial.Trial#knows(io.github.attention4j.exercises.trial.Trial.Known)}.
 */
package io.github.attention4j.exercises.known;
