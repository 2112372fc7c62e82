package io.github.attention4j.train;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some examples at once: what the model is given, and what it should answer.
 *
 * @param input {@code (B, ..)}
 * @param target {@code (B, ..)}
 */
public record Batch(INDArray input, INDArray target) {}
