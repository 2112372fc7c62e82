/**
 * Training: a loop over steps of gradient descent, its losses and history, and what it is fed with.
 *
 * <p>{@link io.github.attention4j.train.Trainer} is the place to begin.
 */
package io.github.attention4j.train;
