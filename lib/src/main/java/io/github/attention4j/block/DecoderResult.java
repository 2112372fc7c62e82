package io.github.attention4j.block;

/**
 * What a {@link DecoderBlock} returns.
 *
 * @param output {@code (B, Tq, D)}
 * @param weights of the attention to its own positions, {@code (B, H, Tq, Tq)}
 * @param contextWeights of the attention to the context, {@code (B, H, Tq, Tk)}
 */
public record DecoderResult<T>(T output, T weights, T contextWeights) {}
