/**
 * What several lessons ask for, as formulas in plain loops, and the classic ways to get it wrong.
 *
 * <p>{@link io.github.attention4j.exercises.known.SoftmaxStep} has all the trials of a step that
 * turns scores into weights; the other mistakes are added to a lesson's own trial with {@link
 * io.github.attention4j.exercises.trial.Trial#knows(io.github.attention4j.exercises.trial.Trial.Known)}.
 *
 * <p>Of gates over feature maps: {@link io.github.attention4j.exercises.known.Pooling} and {@link
 * io.github.attention4j.exercises.known.PoolMistakes}, {@link
 * io.github.attention4j.exercises.known.Perceptron}, {@link
 * io.github.attention4j.exercises.known.Gates} and the gradients through them, {@link
 * io.github.attention4j.exercises.known.GateGradients} and {@link
 * io.github.attention4j.exercises.known.PoolPaths}.
 */
package io.github.attention4j.exercises.known;
