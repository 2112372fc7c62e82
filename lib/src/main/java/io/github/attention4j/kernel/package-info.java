/**
 * The fused paths on the CPU: the same output as the written definition's, in fewer passes over
 * memory. {@link io.github.attention4j.mechanism.Attention#output} and {@link
 * io.github.attention4j.vision.Cbam#output} take them where they can, and the definition elsewhere.
 *
 * <p>Of attention, {@code softmax(scale Q K^T) V} tile by tile, without the weights ever being
 * held: start reading at {@link io.github.attention4j.kernel.OnlineSoftmax}. Of gates over feature
 * maps, sample by sample: start at {@link io.github.attention4j.kernel.GatedSample}.
 */
package io.github.attention4j.kernel;
