/**
 * What a learner has passed so far: {@link io.github.attention4j.exercises.progress.ProgressFile}
 * keeps the best points, and {@link io.github.attention4j.exercises.progress.Overview} shows them
 * beside the lessons.
 */
package io.github.attention4j.exercises.progress;
