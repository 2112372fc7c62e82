package io.github.attention4j.param;

import io.github.attention4j.kernel.FusedLinear;
import io.github.attention4j.ops.TensorOps;
import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A linear map of the last axis with its own parameters, {@code y = x W^T + b}.
 *
 * <p>Shapes: {@code (.., inputs) -> (.., outputs)}; {@code weight} is {@code (outputs, inputs)} and
 * {@code bias} {@code (outputs)}, named and stored as by PyTorch's {@code Linear}.
 *
 * <p>The weight starts with {@link Initializer#XAVIER_UNIFORM}, the bias with zeros, as in
 * PyTorch's {@code MultiheadAttention}; PyTorch's own {@code Linear} starts otherwise.
 */
public final class Linear {
  private final String weightPath;
  private final INDArray weight;
  private final String biasPath;
  private final INDArray bias; // null for none

  private Linear(Parameters parameters, String suffix, INDArray weight, INDArray bias) {
    this.weightPath = parameters.path("weight" + suffix);
    this.weight = weight;
    this.biasPath = parameters.path("bias" + suffix);
    this.bias = bias;
  }

  /**
   * A new linear map.
   *
   * @param parameters where {@code weight} and {@code bias} are added
   * @param withBias whether there is a bias
   */
  public static Linear create(Parameters parameters, long inputs, long outputs, boolean withBias) {
    INDArray weight = parameters.create("weight", Initializer.XAVIER_UNIFORM, outputs, inputs);
    INDArray bias = withBias ? parameters.create("bias", Initializer.ZEROS, outputs) : null;
    return new Linear(parameters, "", weight, bias);
  }

  /** A linear map whose names end in a suffix, and whose weight and bias start alike. */
  static Linear create(
      Parameters parameters,
      String suffix,
      long inputs,
      long outputs,
      boolean withBias,
      Initializer initializer) {
    INDArray weight = parameters.create("weight" + suffix, initializer, outputs, inputs);
    INDArray bias = withBias ? parameters.create("bias" + suffix, initializer, outputs) : null;
    return new Linear(parameters, suffix, weight, bias);
  }

  /** {@code (outputs, inputs)}. */
  public INDArray weight() {
    return weight;
  }

  /** {@code (outputs)}, or null for none. */
  public INDArray bias() {
    return bias;
  }

  /** The weight under any interpreter. */
  public <T> T weight(TensorOps<T> ops) {
    return ops.parameter(weightPath, weight);
  }

  /** The bias under any interpreter, or null for none. */
  public <T> T bias(TensorOps<T> ops) {
    return bias == null ? null : ops.parameter(biasPath, bias);
  }

  /**
   * Applies the map under any interpreter. Where there are arrays and {@link FusedLinear} applies,
   * it computes the map and its gradients; both agree to the last digits of FLOAT.
   */
  public <T> T apply(TensorOps<T> ops, T input) {
    T w = weight(ops);
    T b = bias(ops);
    return ops.fused(
            b == null ? Arrays.asList(input, w) : Arrays.asList(input, w, b),
            arrays ->
                input == null
                    ? Optional.empty()
                    : FusedLinear.of(arrays.apply(input), weight, bias))
        .orElseGet(() -> ops.linear(input, w, b));
  }
}
