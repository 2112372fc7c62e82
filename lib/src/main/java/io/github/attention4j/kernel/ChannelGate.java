package io.github.attention4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gates of a sample's channels, {@code sigmoid(mlp(average) + mlp(max))}, as {@link
 * io.github.attention4j.vision.ChannelAttention} defines them.
 *
 * <p>The perceptron's second layer is linear: it is applied once, to the sum of what the first one
 * makes of the pools.
 */
public final class ChannelGate implements Gate {
  private final boolean average;
  private final boolean max;
  private final float[] reduceWeight; // (hidden, C)
  private final float[] reduceBias; // (hidden)
  private final float[] expandWeight; // (C, hidden)
  private final float[] expandBias; // (C)

  /**
   * A gate.
   *
   * @param average whether the average is one of its pools
   * @param max whether the maximum is one of its pools
   * @param reduceWeight {@code (C / r, C)}
   * @param reduceBias {@code (C / r)}, or null for none
   * @param expandWeight {@code (C, C / r)}
   * @param expandBias {@code (C)}, or null for none
   */
  public ChannelGate(
      boolean average,
      boolean max,
      INDArray reduceWeight,
      INDArray reduceBias,
      INDArray expandWeight,
      INDArray expandBias) {
    this.average = average;
    this.max = max;
    this.reduceWeight = FloatMemory.numbers(reduceWeight);
    this.reduceBias = numbersOrZeros(reduceBias, reduceWeight.size(0));
    this.expandWeight = FloatMemory.numbers(expandWeight);
    this.expandBias = numbersOrZeros(expandBias, expandWeight.size(0));
  }

  private static float[] numbersOrZeros(INDArray bias, long length) {
    return bias == null ? new float[(int) length] : FloatMemory.numbers(bias);
  }

  /**
   * Computes the gates.
   *
   * @param averages of each channel
   * @param maxima of each channel
   * @param gates where they are written, for each channel
   */
  void compute(float[] averages, float[] maxima, float[] gates) {
    float[] hidden = new float[reduceBias.length]; // added up over the pools
    for (int i = 0; i < hidden.length; i++) {
      if (average) {
        hidden[i] += Math.max(0, GateLoops.dot(reduceWeight, i, averages) + reduceBias[i]);
      }
      if (max) {
        hidden[i] += Math.max(0, GateLoops.dot(reduceWeight, i, maxima) + reduceBias[i]);
      }
    }
    int pools = average && max ? 2 : 1;
    for (int channel = 0; channel < gates.length; channel++) {
      float mapped = GateLoops.dot(expandWeight, channel, hidden);
      gates[channel] = GateLoops.sigmoid(mapped + pools * expandBias[channel]);
    }
  }
}
