package io.github.attention4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Passes one sample {@code (C, H, W)} after the other through a {@link FusedBottleneck}: a worker's
 * memory.
 *
 * <p>Averages and the spatial branch's first layer are matrix products of the sample where it lies;
 * they bring it into the cache. One pass over it is left, which gates and writes: a {@link
 * PlaneGroup} at a time. Where the branches are added, {@code e^-(channel + spatial)} is a product:
 * C + H W exponentials serve for all C H W gates, unless they are too large or too small for FLOAT.
 */
final class BottleneckSample {
  /** Sums of branches below have an exponential, and so have both branches. */
  private static final float MODERATE = 80;

  private final int channels;
  private final int places;
  private final Perceptron perceptron;
  private final PaddedMaps paddedMaps;
  private final OffHeap ones; // (H W)
  private final OffHeap averages; // (C)
  private final float[] pooled; // (C)
  private final float[] ofChannels; // (C), the channel branch
  private final PlaneGroup group;
  private final float[] ofPlaces; // (H W), the spatial branch; and again for each of the group
  private final float[] logits; // of the group

  /**
   * Memory for samples of these sizes.
   *
   * @param perceptron the channel branch
   * @param branch the spatial branch
   */
  BottleneckSample(Perceptron perceptron, PlaceBranch branch, PaddedSizes sizes) {
    this.perceptron = perceptron;
    channels = perceptron.outputs();
    places = sizes.height() * sizes.width();
    paddedMaps = new PaddedMaps(branch, sizes);
    ones = new OffHeap(places);
    averages = new OffHeap(channels);
    pooled = new float[channels];
    ofChannels = new float[channels];
    group = new PlaneGroup(channels, places);
    ofPlaces = group.another();
    logits = group.another();
    Arrays.fill(logits, 1);
    ones.put(0, logits, places);
  }

  /** Computes the branches of a sample {@code (C, H W)}. */
  void branches(Matrix sample) {
    computeChannels(sample);
    paddedMaps.compute(sample, ofPlaces);
  }

  /** Passes the sample whose branches were computed last. */
  void pass(FloatBuffer input, FloatBuffer output, boolean product) {
    float reach = farthest(ofChannels, channels) + farthest(ofPlaces, places);
    boolean apart = !product && reach < MODERATE; // NaN is not
    if (apart) {
      GateLoops.expOfMinus(ofChannels, channels);
      GateLoops.expOfMinus(ofPlaces, places);
    }
    group.repeat(ofPlaces);
    for (int channel = 0; channel < channels; channel += group.most()) {
      int length = group.read(input, channel);
      group.spread(ofChannels, channel, logits);
      if (apart) {
        GateLoops.addGated(group.planes, logits, ofPlaces, length);
      } else {
        join(product, length);
        GateLoops.addGated(group.planes, logits, length);
      }
      group.write(output, channel);
    }
  }

  private static float farthest(float[] numbers, int length) {
    float farthest = 0;
    for (int i = 0; i < length; i++) {
      farthest = Math.max(farthest, Math.abs(numbers[i]));
    }
    return farthest;
  }

  private void join(boolean product, int length) {
    if (product) {
      RowLoops.multiply(logits, ofPlaces, length);
    } else {
      RowLoops.add(logits, ofPlaces, length);
    }
  }

  private void computeChannels(Matrix sample) {
    Matrix result = averages.matrix(0, channels, 1);
    MatrixProducts.multiply(1f / places, sample, ones.matrix(0, places, 1), 0, result);
    averages.get(0, pooled, channels);
    float[] hidden = new float[perceptron.hidden()];
    perceptron.addHidden(pooled, hidden);
    perceptron.expand(hidden, 1, ofChannels);
  }
}
