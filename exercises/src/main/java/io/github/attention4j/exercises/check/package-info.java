/**
 * What a grader is written with: exercises, checks, plain numbers, and the comparison that names a
 * mistake.
 *
 * <p>A grader is a JUnit 5 class annotated with {@link
 * io.github.attention4j.exercises.check.ExerciseGrader}; each of its methods is a {@link
 * io.github.attention4j.exercises.check.Check} and takes the learner's answer as its parameter.
 * Nothing here knows a lesson.
 */
package io.github.attention4j.exercises.check;
