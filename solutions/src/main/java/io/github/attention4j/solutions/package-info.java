/**
 * Reference answers to the exercises, other right ways, and the catalogue of wrong answers: all are
 * held against the same graders.
 */
package io.github.attention4j.solutions;
