package io.github.attention4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear map of every place's channels, a 1x1 convolution.
 *
 * @param weight {@code (outputs, inputs)}
 * @param bias {@code (outputs)}, or null for none
 */
public record PlaceMap(INDArray weight, INDArray bias) {

  /** The same with the weight in row-major order without gaps. */
  PlaceMap dense() {
    return new PlaceMap(FloatMemory.dense(weight), bias);
  }

  int outputs() {
    return (int) weight.size(0);
  }

  /**
   * Maps places.
   *
   * @param places {@code (inputs, places)}
   * @param mapped {@code (outputs, places)}
   */
  void apply(Matrix places, Matrix mapped) {
    if (bias != null) {
      mapped.fillColumns(FloatMemory.numbers(bias));
    }
    SmallProducts.multiply(1, FloatMemory.matrix(weight, 0), places, bias == null ? 0 : 1, mapped);
  }
}
