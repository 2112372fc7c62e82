package io.github.attention4j.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The numbers of a linear map or a convolution, with the batch norm behind it folded in: evaluated,
 * batch norm is a linear map of each output itself.
 *
 * <pre>{@code
 * (W x + b - mean) f + offset = (f W) x + (b - mean) f + offset      f = scale / sqrt(variance + epsilon)
 * }</pre>
 *
 * @param weight {@code (outputs, ..)}
 * @param bias {@code (outputs)}
 */
public record FoldedLayer(float[] weight, float[] bias) {

  /**
   * A layer without batch norm.
   *
   * @param weight {@code (outputs, ..)}
   * @param bias {@code (outputs)}
   */
  public static FoldedLayer of(INDArray weight, INDArray bias) {
    return new FoldedLayer(FloatMemory.numbers(weight), FloatMemory.numbers(bias));
  }

  /**
   * The same with batch norm behind it, all of whose arrays are {@code (outputs)}.
   *
   * @param mean the running mean
   * @param variance the running variance
   * @param epsilon what is added to it
   */
  public FoldedLayer normalised(
      INDArray mean, INDArray variance, double epsilon, INDArray scale, INDArray offset) {
    float[] means = FloatMemory.numbers(mean);
    float[] variances = FloatMemory.numbers(variance);
    float[] scales = FloatMemory.numbers(scale);
    float[] offsets = FloatMemory.numbers(offset);
    float[] newWeight = new float[weight.length];
    float[] newBias = new float[bias.length];
    int inputs = weight.length / bias.length;
    for (int output = 0; output < bias.length; output++) {
      double factor = scales[output] / Math.sqrt(variances[output] + epsilon);
      for (int i = output * inputs; i < (output + 1) * inputs; i++) {
        newWeight[i] = (float) (weight[i] * factor);
      }
      newBias[output] =
          (float) (((double) bias[output] - means[output]) * factor + offsets[output]);
    }
    return new FoldedLayer(newWeight, newBias);
  }

  int outputs() {
    return bias.length;
  }
}
