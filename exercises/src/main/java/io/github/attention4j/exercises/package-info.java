/** The exercises of the lessons: one package each, and the list of them all. */
package io.github.attention4j.exercises;
