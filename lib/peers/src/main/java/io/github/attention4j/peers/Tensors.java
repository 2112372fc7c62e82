package io.github.attention4j.peers;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The bridge between Java's numbers and PyTorch's tensors of doubles. */
final class Tensors {

  private Tensors() {}

  static Tensor of(double[] values, long... shape) {
    return Tensor.create(values, shape);
  }

  static double[] values(Tensor tensor) {
    Tensor plain = tensor.detach().contiguous();
    double[] values = new double[Math.toIntExact(plain.numel())];
    plain.data_ptr_double().get(values);
    return values;
  }

  /** A copy that starts a computation of its own: its gradient is collected at backward(). */
  static Tensor leaf(Tensor tensor) {
    return tensor.detach().clone().set_requires_grad(true);
  }

  static double largestDifference(Tensor first, Tensor second) {
    return first.detach().sub(second.detach()).abs().max().item_double();
  }

  static Scalar scalar(double value) {
    return new Scalar(value);
  }

  /** The gradient of sum(output * outputGradient), collected in the leaves of the computation. */
  static void backward(Tensor output, Tensor outputGradient) {
    torch.sum(output.mul(outputGradient)).backward();
  }
}
