/**
 * The fused paths on the CPU: the same results as the written definition's, in fewer passes over
 * memory. {@link io.github.attention4j.mechanism.Attention#output}, {@link
 * io.github.attention4j.param.Linear}, {@link io.github.attention4j.vision.Cbam#output} and the
 * trainer take them where they can, and the definition elsewhere.
 *
 * <p>Of attention, {@code softmax(scale Q K^T) V} tile by tile, without the weights ever being
 * held: start reading at {@link io.github.attention4j.kernel.OnlineSoftmax}, and go on with its
 * gradient, {@link io.github.attention4j.kernel.SoftmaxGradient}. Of gates over feature maps,
 * sample by sample: start at {@link io.github.attention4j.kernel.GatedSample}, and go on with
 * {@link io.github.attention4j.kernel.GatedSampleGradient}, and with {@link
 * io.github.attention4j.kernel.BottleneckSample}. Of convolutions, block by block: start at {@link
 * io.github.attention4j.kernel.FusedConvolution}.
 *
 * <p>Small models spend their time in calling operations, not in computing: {@link
 * io.github.attention4j.kernel.FusedLinear}, {@link io.github.attention4j.kernel.FusedGru}, {@link
 * io.github.attention4j.kernel.FusedBatchNorm} and {@link io.github.attention4j.kernel.FusedAdam}
 * make one call of several.
 */
package io.github.attention4j.kernel;
