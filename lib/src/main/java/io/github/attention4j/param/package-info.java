/** Trainable parameters: named arrays, how they start, and the files that keep them. */
package io.github.attention4j.param;
