package io.github.attention4j.param;

import io.github.attention4j.kernel.FusedConvolution;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.Signature;
import io.github.attention4j.ops.Sizes;
import io.github.attention4j.ops.TensorOps;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution over feature maps with its own parameters: at every place a linear map of what a
 * window around it shows, the same map everywhere.
 *
 * <pre>{@code
 * output[b, o, y, x] = bias[o] + sum over i, u, v of
 *     weight[o, i, u, v] input[b, i, y + dilation (u - middle), x + dilation (v - middle)]
 * }</pre>
 *
 * <p>Shapes: {@code (B, inputs, H, W) -> (B, outputs, H, W)}; {@code weight} is {@code (outputs,
 * inputs, window, window)} and {@code bias} {@code (outputs)}, named and stored as by PyTorch's
 * {@code Conv2d}. The middle of a window is its place {@code (window - 1) / 2}. FLOAT or DOUBLE, as
 * the parameters.
 *
 * <p>Edge rules: stride 1; beyond the edges of the map there are zeros, so that height and width
 * stay.
 *
 * <p>Cost: {@code 2 B H W window window inputs outputs} floating-point operations.
 *
 * <p>Compare: PyTorch's {@code Conv2d(inputs, outputs, window, padding="same")}, Keras' {@code
 * Conv2D} with {@code padding="same"}, which keeps the channels last. The weight starts with {@link
 * Initializer#XAVIER_UNIFORM}, the bias with zeros, as in {@link Linear} and in Keras; PyTorch's
 * own {@code Conv2d} starts otherwise.
 *
 * <p>Source: LeCun et al. 1998, "Gradient-Based Learning Applied to Document Recognition", section
 * II.A; dilation: Yu and Koltun 2016, "Multi-Scale Context Aggregation by Dilated Convolutions",
 * section 2, equation 2.
 *
 * <pre>{@code
 * Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
 * Convolution difference = Convolution.create(parameters, 1, 1, 3);
 * parameters.get("weight").assign(0);
 * parameters.get("weight").putScalar(new int[] {0, 0, 1, 0}, -1); // the left neighbour
 * parameters.get("weight").putScalar(new int[] {0, 0, 1, 2}, 1); // the right one
 * INDArray input = Nd4j.createFromArray(1.0, 2, 4, 8).reshape(1, 1, 1, 4);
 * difference.apply(input); // [[[[2, 3, 6, -4]]]]
 * }</pre>
 */
public final class Convolution {
  static final String NAME = "convolution";

  private final ConvolutionOptions options;
  private final Signature signature;
  private final String path;
  private final INDArray weight;
  private final INDArray bias; // null for none

  private Convolution(
      ConvolutionOptions options,
      Signature signature,
      String path,
      INDArray weight,
      INDArray bias) {
    this.options = options;
    this.signature = signature;
    this.path = path;
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * A new convolution with the default options.
   *
   * @param parameters where {@code weight} and {@code bias} are added
   * @param inputChannels the channels of the feature maps that it takes
   * @param outputChannels the channels of those that it makes
   * @param window the height and width of the window, odd
   * @throws IllegalArgumentException if a size is less than 1 or the window even, or a parameter
   *     exists already
   */
  public static Convolution create(
      Parameters parameters, long inputChannels, long outputChannels, long window) {
    return create(
        parameters, inputChannels, outputChannels, window, ConvolutionOptions.withDefaults());
  }

  /** A new convolution, see {@link #create(Parameters, long, long, long)}. */
  public static Convolution create(
      Parameters parameters,
      long inputChannels,
      long outputChannels,
      long window,
      ConvolutionOptions options) {
    Sizes.atLeast(1, NAME, "inputChannels", inputChannels);
    Sizes.atLeast(1, NAME, "outputChannels", outputChannels);
    if (window < 1 || window % 2 == 0) {
      throw new IllegalArgumentException(
          NAME + ": window is " + window + ", expected an odd number, so that it has a middle");
    }
    return new Convolution(
        options,
        Signature.of(NAME)
            .argument("input", "B", "C", "H", "W")
            .size("C", inputChannels, "the convolution's input channels")
            .type(parameters.type()),
        parameters.path(""),
        parameters.create(
            "weight", Initializer.XAVIER_UNIFORM, outputChannels, inputChannels, window, window),
        options.bias() ? parameters.create("bias", Initializer.ZEROS, outputChannels) : null);
  }

  /** {@code (outputs, inputs, window, window)}. */
  public INDArray weight() {
    return weight;
  }

  /** {@code (outputs)}, or null for none. */
  public INDArray bias() {
    return bias;
  }

  /** The weight under any interpreter. */
  public <T> T weight(TensorOps<T> ops) {
    return ops.parameter(path + "weight", weight);
  }

  /** The bias under any interpreter, or null for none. */
  public <T> T bias(TensorOps<T> ops) {
    return bias == null ? null : ops.parameter(path + "bias", bias);
  }

  /**
   * Convolves eagerly.
   *
   * @throws ShapeException if the input does not fit
   */
  public INDArray apply(INDArray input) {
    return apply(NdArrayOps.eager(), input);
  }

  /**
   * Convolves under any interpreter. Where there are arrays and {@link FusedConvolution} applies,
   * it computes the convolution and its gradients; both agree to the last digits of FLOAT.
   *
   * @param input {@code (B, inputs, H, W)}
   * @return {@code (B, outputs, H, W)}
   * @throws ShapeException if the input does not fit
   */
  public <T> T apply(TensorOps<T> ops, T input) {
    ops.check(signature, Collections.singletonList(input));
    T w = weight(ops);
    T b = bias(ops);
    return ops.fused(
            b == null ? List.of(input, w) : List.of(input, w, b),
            arrays -> FusedConvolution.of(arrays.apply(input), weight, bias, options.dilation()))
        .orElseGet(() -> define(ops, input, w, b));
  }

  private <T> T define(TensorOps<T> ops, T input, T w, T b) {
    T convolved = ops.convolution(input, w, options.dilation()); // (B, outputs, H, W)
    return b == null ? convolved : ops.add(convolved, ops.expand(ops.expand(b, -1), -1));
  }
}
