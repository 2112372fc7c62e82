/**
 * Attention over feature maps {@code (B, C, H, W)}: which channels and which places matter. A gate
 * computes a map of numbers between 0 and 1 and multiplies the features by it; {@link
 * io.github.attention4j.vision.FeatureMapAttention} lets every place attend to all places.
 */
package io.github.attention4j.vision;
