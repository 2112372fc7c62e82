/**
 * Answers that do harm: right in all but the one step, and there they loop, exit, take memory,
 * write files, forge results or look for what is expected. Each is marked with what it does and
 * what must hold; never grade one outside a JVM of its own.
 */
package io.github.attention4j.solutions.hostile;
