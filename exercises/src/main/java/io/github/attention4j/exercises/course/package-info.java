/**
 * Grades a whole course: a folder with what each student handed in becomes one table of points, a
 * summary and a page for each student. See {@link io.github.attention4j.exercises.course.Course}.
 */
package io.github.attention4j.exercises.course;
