package io.github.attention4j.block;

import io.github.attention4j.mechanism.KeyValueCache;

/**
 * What a block makes of the next positions of a sequence.
 *
 * @param output of the new positions, {@code (B, T, D)}
 * @param cache of all positions so far, for the step that follows
 */
public record StepResult<T>(T output, KeyValueCache<T> cache) {}
