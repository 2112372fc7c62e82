/** Trainable parameters: named arrays and how they start. */
package io.github.attention4j.param;
