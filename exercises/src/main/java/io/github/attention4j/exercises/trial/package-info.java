/**
 * What a check does: it draws {@link io.github.attention4j.exercises.trial.Inputs} over a lesson's
 * {@link io.github.attention4j.exercises.trial.Axes}, asks the answer, compares, and {@linkplain
 * io.github.attention4j.exercises.trial.Verdict names the mistake}.
 *
 * <p>Nothing here knows a lesson or a mechanism.
 */
package io.github.attention4j.exercises.trial;
