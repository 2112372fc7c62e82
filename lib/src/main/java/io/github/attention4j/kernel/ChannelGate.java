package io.github.attention4j.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gates of a sample's channels, {@code sigmoid(mlp(average) + mlp(max))}, as {@link
 * io.github.attention4j.vision.ChannelAttention} defines them.
 *
 * <p>The perceptron's second layer is linear: it is applied once, to the sum of what the first one
 * makes of the pools.
 *
 * <p>Backwards, with {@code h} for what the first layer makes of the pool {@code p}, {@code g} for
 * the gates:
 *
 * <pre>{@code
 * dz = g (1 - g) dg                dh = expandWeight^T dz        da = dh where h > 0, else 0
 * dExpandWeight = dz (sum of h)^T  dReduceWeight = sum of da p^T  dp = reduceWeight^T da
 * dExpandBias = dz, once a pool    dReduceBias = sum of da
 * }</pre>
 */
public final class ChannelGate implements Gate {
  private final boolean average;
  private final boolean max;
  private final float[] reduceWeight; // (hidden, C)
  private final float[] reduceBias; // (hidden)
  private final float[] expandWeight; // (C, hidden)
  private final float[] expandBias; // (C)
  private final Perceptron perceptron;
  private final INDArray[] parameters;

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
    perceptron =
        new Perceptron(
            new FoldedLayer(this.reduceWeight, this.reduceBias),
            new FoldedLayer(this.expandWeight, this.expandBias));
    parameters = new INDArray[] {reduceWeight, reduceBias, expandWeight, expandBias};
  }

  private static float[] numbersOrZeros(INDArray bias, long length) {
    return bias == null ? new float[(int) length] : FloatMemory.numbers(bias);
  }

  @Override
  public INDArray[] parameters() {
    return parameters;
  }

  @Override
  public float[][] zeros() {
    return new float[][] {
      new float[reduceWeight.length],
      new float[reduceBias.length],
      new float[expandWeight.length],
      new float[expandBias.length]
    };
  }

  boolean hasMax() {
    return max;
  }

  /**
   * Computes the gates.
   *
   * @param averages of each channel
   * @param maxima of each channel
   * @param gates where they are written, for each channel
   */
  void compute(float[] averages, float[] maxima, float[] gates) {
    perceptron.expand(hidden(averages, maxima), average && max ? 2 : 1, gates);
    GateLoops.sigmoid(gates, gates.length);
  }

  /** What the first layer makes of the pools, added up over these. */
  private float[] hidden(float[] averages, float[] maxima) {
    float[] hidden = new float[reduceBias.length];
    if (average) {
      perceptron.addHidden(averages, hidden);
    }
    if (max) {
      perceptron.addHidden(maxima, hidden);
    }
    return hidden;
  }

  /**
   * From the gradients of a sample's gates to those of its pools.
   *
   * @param gates what {@link #compute} made of averages and maxima
   * @param gradients of the gates
   * @param ofAverages where those of the averages are written, zeros if they are no pool
   * @param ofMaxima where those of the maxima are written, zeros if they are no pool
   * @param sums where those of the {@link #parameters} are added
   */
  void back(
      float[] averages,
      float[] maxima,
      float[] gates,
      float[] gradients,
      float[] ofAverages,
      float[] ofMaxima,
      float[][] sums) {
    int size = reduceBias.length;
    float[] hidden = hidden(averages, maxima);
    float[] ofHidden = new float[size];
    Arrays.fill(ofAverages, 0);
    Arrays.fill(ofMaxima, 0);
    int pools = average && max ? 2 : 1;
    for (int channel = 0; channel < gates.length; channel++) {
      float ofLogit = gates[channel] * (1 - gates[channel]) * gradients[channel];
      sums[3][channel] += pools * ofLogit;
      for (int i = 0; i < size; i++) {
        sums[2][channel * size + i] += ofLogit * hidden[i];
        ofHidden[i] += ofLogit * expandWeight[channel * size + i];
      }
    }
    if (average) {
      throughReduce(averages, ofHidden, ofAverages, sums);
    }
    if (max) {
      throughReduce(maxima, ofHidden, ofMaxima, sums);
    }
  }

  private void throughReduce(float[] pooled, float[] ofHidden, float[] ofPooled, float[][] sums) {
    int channels = pooled.length;
    for (int i = 0; i < ofHidden.length; i++) {
      if (GateLoops.dot(reduceWeight, i, pooled) + reduceBias[i] > 0) {
        sums[1][i] += ofHidden[i];
        for (int channel = 0; channel < channels; channel++) {
          sums[0][i * channels + channel] += ofHidden[i] * pooled[channel];
          ofPooled[channel] += ofHidden[i] * reduceWeight[i * channels + channel];
        }
      }
    }
  }
}
