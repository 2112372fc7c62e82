package io.github.attention4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gates of a sample's places, {@code sigmoid(norm(convolution([max; average])))}, as {@link
 * io.github.attention4j.vision.SpatialAttention} defines them.
 *
 * <p>The convolution adds up the pooled map once for each number of its window, shifted so that the
 * neighbour that the number belongs to comes to lie on the place itself. With zeros around the map,
 * rows need no ends: a shift of the whole map is one copy, and where it takes numbers across an
 * end, it takes zeros.
 */
public final class SpatialGate implements Gate {
  private final int average;
  private final int max;
  private final int window;
  private final float[] weight; // (pools, window, window)
  private final float offset; // logits = (convolved + offset) factor + bias
  private final float factor;
  private final float bias;

  private SpatialGate(
      int average, int max, int window, float[] weight, float offset, float factor, float bias) {
    this.average = average;
    this.max = max;
    this.window = window;
    this.weight = weight;
    this.offset = offset;
    this.factor = factor;
    this.bias = bias;
  }

  /**
   * A gate without batch norm.
   *
   * @param average which of its pools the average is, from 0; -1 for none
   * @param max which of its pools the maximum is, from 0; -1 for none
   * @param weight {@code (1, pools, window, window)}
   * @param bias {@code (1)}, or null for none
   */
  public static SpatialGate of(int average, int max, INDArray weight, INDArray bias) {
    float offset = bias == null ? 0 : FloatMemory.numbers(bias)[0];
    int window = (int) weight.size(-1);
    return new SpatialGate(average, max, window, FloatMemory.numbers(weight), offset, 1, 0);
  }

  /** The same with {@code (convolved - mean) newFactor + newBias} before the sigmoid. */
  public SpatialGate normalised(float mean, float newFactor, float newBias) {
    return new SpatialGate(average, max, window, weight, offset - mean, newFactor, newBias);
  }

  /**
   * Computes the gates.
   *
   * @param averages of each place, {@code (H, W)}
   * @param maxima of each place, {@code (H, W)}
   * @param gates where they are written, {@code (H, W)}
   */
  void compute(float[] averages, float[] maxima, int height, int width, float[] gates) {
    int paddedWidth = width + window - 1;
    float[] logits = new float[(height - 1) * paddedWidth + width]; // with gaps between the rows
    if (average >= 0) {
      convolve(average, padded(averages, height, width), paddedWidth, logits);
    }
    if (max >= 0) {
      convolve(max, padded(maxima, height, width), paddedWidth, logits);
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        float convolved = logits[row * paddedWidth + column];
        gates[row * width + column] = GateLoops.sigmoid((convolved + offset) * factor + bias);
      }
    }
  }

  /** A map with half a window of zeros around it. */
  private float[] padded(float[] map, int height, int width) {
    int paddedWidth = width + window - 1;
    float[] padded = new float[(height + window - 1) * paddedWidth];
    for (int row = 0; row < height; row++) {
      int start = (row + window / 2) * paddedWidth + window / 2;
      System.arraycopy(map, row * width, padded, start, width);
    }
    return padded;
  }

  private void convolve(int pool, float[] padded, int paddedWidth, float[] logits) {
    float[] shifted = new float[logits.length];
    for (int row = 0; row < window; row++) {
      for (int column = 0; column < window; column++) {
        System.arraycopy(padded, row * paddedWidth + column, shifted, 0, shifted.length);
        float number = weight[(pool * window + row) * window + column];
        GateLoops.addScaled(logits, shifted, number, logits.length);
      }
    }
  }
}
