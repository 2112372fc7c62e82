/**
 * Grades an answer and shows the result: from a cell or a program with {@link
 * io.github.attention4j.exercises.grade.Grader}, from the command line with {@link
 * io.github.attention4j.exercises.grade.GradeMain}.
 */
package io.github.attention4j.exercises.grade;
