package io.github.attention4j.peers;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** x W^T + b with W of shape (out, in), as PyTorch's Linear stores it; b may be absent. */
record Linear(String name) {

  void draw(GoldenCase golden, long outputDim, long inputDim, boolean bias) {
    golden.parameter(name + ".weight", outputDim, inputDim);
    if (bias) {
      golden.parameter(name + ".bias", outputDim);
    }
  }

  Tensor steps(Map<String, Tensor> inputs, Tensor tensor) {
    return steps(tensor, inputs.get(name + ".weight"), inputs.get(name + ".bias"));
  }

  static Tensor steps(Tensor tensor, Tensor weight, Tensor bias) {
    Tensor product = tensor.matmul(weight.transpose(0, 1));
    return bias == null ? product : product.add(bias);
  }

  Tensor pytorch(Map<String, Tensor> inputs, Tensor tensor) {
    return pytorch(tensor, inputs.get(name + ".weight"), inputs.get(name + ".bias"));
  }

  static Tensor pytorch(Tensor tensor, Tensor weight, Tensor bias) {
    return bias == null ? torch.linear(tensor, weight) : torch.linear(tensor, weight, bias);
  }
}
