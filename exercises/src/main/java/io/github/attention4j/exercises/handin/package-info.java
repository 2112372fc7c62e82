/**
 * Makes an answer that somebody hands in ready to be graded: finds it among whatever folders and
 * files came with it, compiles it, and shows it nothing of this checkout's own answers. See {@link
 * io.github.attention4j.exercises.handin.HandIn}.
 */
package io.github.attention4j.exercises.handin;
