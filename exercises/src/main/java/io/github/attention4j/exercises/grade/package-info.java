/**
 * Grades an answer, and shows the result as a scorecard; see {@link
 * io.github.attention4j.exercises.grade.Grader}.
 */
package io.github.attention4j.exercises.grade;
