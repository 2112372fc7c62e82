package io.github.attention4j.param;

import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layer norm: every row gets mean 0 and variance 1, then each feature a scale and an offset.
 *
 * <pre>{@code
 * output = (x - mean(x)) / sqrt(variance(x) + epsilon) * weight + bias          over the last axis
 * }</pre>
 *
 * <p>Shapes: {@code (.., D) -> (.., D)}. Parameters: {@code weight} {@code (D)}, which starts with
 * ones, and {@code bias} {@code (D)}, which starts with zeros. FLOAT or DOUBLE, as the parameters.
 *
 * <p>Edge rules: the variance divides by D, not by {@code D - 1}; epsilon is {@code 1e-5} unless
 * another is given, so a row of equal numbers becomes the bias. One row changes nothing in another.
 *
 * <p>Cost: a few floating-point operations for every element.
 *
 * <p>Compare: PyTorch {@code LayerNorm(D)}, whose parameters are named and stored as here; Keras
 * {@code LayerNormalization}, whose epsilon is {@code 1e-3}.
 *
 * <p>Source: Ba, Kiros and Hinton 2016, "Layer Normalization", section 3, equation 3.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
 * LayerNorm norm = LayerNorm.create(parameters.at("norm"), 2);
 * norm.apply(Nd4j.create(new double[][] {{1, 3}, {10, 30}})); // [[-1, 1], [-1, 1]], rounded
 * parameters.paths(); // [norm.weight, norm.bias]
 * }</pre>
 */
public final class LayerNorm {
  private static final double EPSILON = 1e-5;

  private final String path;
  private final INDArray weight;
  private final INDArray bias;
  private final double epsilon;

  private LayerNorm(String path, INDArray weight, INDArray bias, double epsilon) {
    this.path = path;
    this.weight = weight;
    this.bias = bias;
    this.epsilon = epsilon;
  }

  /**
   * A new layer norm with epsilon {@code 1e-5}.
   *
   * @param parameters where {@code weight} and {@code bias} are added
   * @param width the size of the last axis, D
   * @throws IllegalArgumentException if a parameter exists already
   */
  public static LayerNorm create(Parameters parameters, long width) {
    return create(parameters, width, EPSILON);
  }

  /**
   * A new layer norm.
   *
   * @param parameters where {@code weight} and {@code bias} are added
   * @param width the size of the last axis, D
   * @param epsilon what is added to the variance, 0 or more
   * @throws IllegalArgumentException if epsilon is negative, or a parameter exists already
   */
  public static LayerNorm create(Parameters parameters, long width, double epsilon) {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException(
          "layerNorm: epsilon is " + epsilon + ", expected 0 or more");
    }
    return new LayerNorm(
        parameters.path(""),
        parameters.add("weight", Nd4j.ones(parameters.type(), width)),
        parameters.add("bias", Nd4j.zeros(parameters.type(), width)),
        epsilon);
  }

  /**
   * Normalises eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public INDArray apply(INDArray input) {
    return apply(NdArrayOps.eager(), input);
  }

  /**
   * Normalises under any interpreter.
   *
   * @param input {@code (.., D)}
   * @return {@code (.., D)}
   * @throws ShapeException if the input does not fit
   */
  public <T> T apply(TensorOps<T> ops, T input) {
    T scale = ops.parameter(path + "weight", weight);
    return ops.layerNorm(input, scale, ops.parameter(path + "bias", bias), epsilon);
  }
}
