package io.github.attention4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What self-attention over a feature map is made of, by the names of {@link
 * io.github.attention4j.vision.FeatureMapAttention}.
 *
 * @param query {@code C -> Dk}
 * @param key {@code C -> Dk}
 * @param value {@code C -> Dv}
 * @param output {@code Dv -> C}, or null for none
 * @param residual what is added to the input is multiplied by it
 * @param scale what the dot products are multiplied by
 */
public record FeatureMapLayers(
    Layer query, Layer key, Layer value, Layer output, float residual, float scale) {

  /**
   * A linear map of every place's channels.
   *
   * @param weight {@code (outputs, inputs)}
   * @param bias {@code (outputs)}, or null for none
   */
  public record Layer(INDArray weight, INDArray bias) {

    /** The same layer, its weight without gaps. */
    public Layer {
      weight = FloatMemory.dense(weight);
    }

    int outputs() {
      return (int) weight.size(0);
    }

    /** {@code mapped = weight places + bias}, a place a column. */
    void map(Matrix places, Matrix mapped) {
      if (bias != null) {
        mapped.fillColumns(FloatMemory.numbers(bias));
      }
      int kept = bias == null ? 0 : 1;
      SmallProducts.multiply(1, FloatMemory.matrix(weight, 0), places, kept, mapped);
    }
  }

  int keyDim() {
    return key.outputs();
  }

  int valueDim() {
    return value.outputs();
  }
}
