/**
 * The fused path of attention on the CPU: {@code softmax(scale Q K^T) V} in one go, tile by tile,
 * without the weights ever being held. {@link io.github.attention4j.mechanism.Attention#output}
 * takes it where it can, and the written definition elsewhere; start reading at {@link
 * io.github.attention4j.kernel.OnlineSoftmax}.
 */
package io.github.attention4j.kernel;
