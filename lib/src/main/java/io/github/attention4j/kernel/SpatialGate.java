package io.github.attention4j.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gates of a sample's places, {@code sigmoid(norm(convolution([max; average])))}, as {@link
 * io.github.attention4j.vision.SpatialAttention} defines them.
 *
 * <p>The convolution adds up the pooled map once for each number of its window, shifted so that the
 * neighbour that the number belongs to comes to lie on the place itself. With zeros around the map,
 * rows need no ends: a shift of the whole map is one copy, and where it takes numbers across an
 * end, it takes zeros.
 *
 * <p>Backwards, with {@code g} for the gates and {@code p} for a pool: {@code dz = g (1 - g) dg};
 * the weight's number {@code w[u]} meets {@code p[q + u]} at every place q, so {@code dw[u]} is the
 * sum of {@code dz[q] p[q + u]}; and {@code dp} is the convolution of dz by the window turned by
 * half a circle, see {@link FusedConvolution}.
 */
public final class SpatialGate implements Gate {
  private final int average;
  private final int max;
  private final int window;
  private final float[] weight; // (pools, window, window)
  private final INDArray[] parameters;
  private final float offset; // logits = (convolved + offset) factor + bias
  private final float factor;
  private final float bias;

  private SpatialGate(
      int average, int max, INDArray[] parameters, float offset, float factor, float bias) {
    this.average = average;
    this.max = max;
    this.window = (int) parameters[0].size(-1);
    this.weight = FloatMemory.numbers(parameters[0]);
    this.parameters = parameters;
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
    return new SpatialGate(average, max, new INDArray[] {weight, bias}, offset, 1, 0);
  }

  /** The same with {@code (convolved - mean) newFactor + newBias} before the sigmoid. */
  public SpatialGate normalised(float mean, float newFactor, float newBias) {
    return new SpatialGate(average, max, parameters, offset - mean, newFactor, newBias);
  }

  @Override
  public INDArray[] parameters() {
    return parameters;
  }

  @Override
  public float[][] zeros() {
    return new float[][] {new float[weight.length], new float[1]};
  }

  boolean hasMax() {
    return max >= 0;
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
      convolve(weight, average, padded(averages, height, width), paddedWidth, logits);
    }
    if (max >= 0) {
      convolve(weight, max, padded(maxima, height, width), paddedWidth, logits);
    }
    for (int row = 0; row < height; row++) {
      System.arraycopy(logits, row * paddedWidth, gates, row * width, width);
    }
    GateLoops.scaleAndShift(gates, factor, offset * factor + bias, gates.length);
    GateLoops.sigmoid(gates, gates.length);
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

  private void convolve(
      float[] numbers, int pool, float[] padded, int paddedWidth, float[] logits) {
    int length = logits.length;
    float[][] shifted = new float[3][length];
    for (int row = 0; row < window; row++) {
      int first = (pool * window + row) * window; // of the window's row
      for (int column = 0; column < window; column += 3) {
        int count = Math.min(3, window - column);
        for (int i = 0; i < count; i++) {
          System.arraycopy(padded, row * paddedWidth + column + i, shifted[i], 0, length);
        }
        add(logits, shifted, numbers, first + column, count);
      }
    }
  }

  /** Adds some maps by the neighbours from a number on: three at once read the logits once. */
  private static void add(float[] logits, float[][] maps, float[] numbers, int first, int count) {
    if (count == 3) {
      GateLoops.addThree(
          logits,
          maps[0],
          numbers[first],
          maps[1],
          numbers[first + 1],
          maps[2],
          numbers[first + 2],
          logits.length);
      return;
    }
    for (int i = 0; i < count; i++) {
      GateLoops.addScaled(logits, maps[i], numbers[first + i], logits.length);
    }
  }

  /**
   * From the gradients of a sample's gates to those of its pools.
   *
   * @param gates what {@link #compute} made of averages and maxima
   * @param gradients of the gates, {@code (H, W)}; overwritten
   * @param ofAverages where those of the averages are written, zeros if they are no pool
   * @param ofMaxima where those of the maxima are written, if they are a pool
   * @param sums where those of the {@link #parameters} are added
   */
  void back(
      float[] averages,
      float[] maxima,
      int height,
      int width,
      float[] gates,
      float[] gradients,
      float[] ofAverages,
      float[] ofMaxima,
      float[][] sums) {
    for (int place = 0; place < gradients.length; place++) {
      gradients[place] *= gates[place] * (1 - gates[place]) * factor; // of the convolved
      sums[1][0] += gradients[place];
    }
    Arrays.fill(ofAverages, 0);
    if (average >= 0) {
      throughWindow(average, averages, height, width, gradients, ofAverages, sums[0]);
    }
    if (max >= 0) {
      throughWindow(max, maxima, height, width, gradients, ofMaxima, sums[0]);
    }
  }

  private void throughWindow(
      int pool,
      float[] pooled,
      int height,
      int width,
      float[] gradients,
      float[] ofPooled,
      float[] ofWeight) {
    int paddedWidth = width + window - 1;
    float[] spread = new float[(height - 1) * paddedWidth + width]; // with gaps between the rows
    for (int row = 0; row < height; row++) {
      System.arraycopy(gradients, row * width, spread, row * paddedWidth, width);
    }
    float[] map = padded(pooled, height, width);
    float[] turned = new float[weight.length];
    int first = pool * window * window;
    int last = first + window * window - 1;
    for (int i = first; i <= last; i++) {
      int start = (i - first) / window * paddedWidth + (i - first) % window;
      ofWeight[i] += GateLoops.dotFrom(map, start, spread);
      turned[last - (i - first)] = weight[i];
    }
    float[] convolved = new float[spread.length];
    convolve(turned, pool, padded(gradients, height, width), paddedWidth, convolved);
    for (int row = 0; row < height; row++) {
      System.arraycopy(convolved, row * paddedWidth, ofPooled, row * width, width);
    }
  }
}
