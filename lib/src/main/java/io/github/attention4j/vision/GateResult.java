package io.github.attention4j.vision;

/**
 * What a gate returns.
 *
 * @param output the input times the gate, {@code (B, C, H, W)}
 * @param gate how much passes, from 0 (nothing) to 1 (all): {@code (B, C, 1, 1)} of channel
 *     attention, {@code (B, 1, H, W)} of spatial attention. The papers call it the attention map;
 *     unlike attention's weights it does not sum to 1.
 * @param <T> the tensor type of the interpreter
 */
public record GateResult<T>(T output, T gate) {}
