/**
 * The commands that people type: {@link io.github.attention4j.exercises.command.GradeMain} grades
 * answers, their own or those of others.
 */
package io.github.attention4j.exercises.command;
