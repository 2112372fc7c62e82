package io.github.attention4j.ops;

import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Conv2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;

/** ND4J's setting for a convolution that keeps height and width. */
final class Convolution {
  /**
   * From a weight as PyTorch stores it, (outputs, inputs, height, width), to ND4J's (height, width,
   * inputs, outputs). ND4J can be told to read the former, but its gradient reads the latter still.
   */
  static final int[] TO_ND4J = {2, 3, 1, 0};

  /** And back. */
  static final int[] FROM_ND4J = {3, 2, 0, 1};

  private Convolution() {}

  /** The setting for a weight of shape (outputs, inputs, height, width), height and width odd. */
  static Conv2DConfig same(TensorShape weight) {
    return Conv2DConfig.builder()
        .kH(weight.size(2))
        .kW(weight.size(3))
        .paddingMode(PaddingMode.SAME)
        .dataFormat("NCHW")
        .weightsFormat(WeightsFormat.YXIO)
        .build();
  }

  /** ND4J's operation that makes the gradients of the input and of the permuted weight. */
  static CustomOp backward(
      INDArray input, INDArray permuted, INDArray gradient, TensorShape weight) {
    DynamicCustomOp operation =
        DynamicCustomOp.builder("conv2d_bp").addInputs(input, permuted, gradient).build();
    operation.addIArgument(new Conv2D(input, permuted, null, null, same(weight)).iArgs());
    return operation;
  }
}
