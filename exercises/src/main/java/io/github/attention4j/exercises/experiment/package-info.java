/**
 * What the grader of a lesson's experiment is written with: a {@link
 * io.github.attention4j.exercises.experiment.Measurement} of what a model does on data that it has
 * not seen, beside a baseline, and the {@link
 * io.github.attention4j.exercises.experiment.AttentionMap} it does that with, held against the map
 * that is known to be right.
 *
 * <p>An experiment is a task like an exercise: an interface marked {@link
 * io.github.attention4j.exercises.check.Exercise} with {@code experiment = true}, which the
 * learner's model implements. The grader draws the data, asks the model, and measures; it takes
 * nobody's word for a number.
 */
package io.github.attention4j.exercises.experiment;
