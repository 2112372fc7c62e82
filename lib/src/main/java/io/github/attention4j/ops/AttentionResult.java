package io.github.attention4j.ops;

/**
 * What attention returns.
 *
 * @param output the weighted sums of the values, {@code (B, Tq, Dv)} or {@code (B, H, Tq, Dv)}
 * @param weights how much each query attends to each key, {@code (B, Tq, Tk)} or {@code (B, H, Tq,
 *     Tk)}; a row sums to 1, or is 0 where the query may attend to nothing
 * @param <T> the tensor type of the interpreter
 */
public record AttentionResult<T>(T output, T weights) {}
