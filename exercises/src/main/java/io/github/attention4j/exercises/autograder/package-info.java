/**
 * Packs the graders for the platforms that run them. See {@link
 * io.github.attention4j.exercises.autograder.Bundle}.
 */
package io.github.attention4j.exercises.autograder;
