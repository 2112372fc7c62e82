package io.github.attention4j.peers;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A convolution that keeps height and width, with W of shape (out, in, window, window), as
 * PyTorch's Conv2d stores it; the bias may be absent.
 */
record Convolution(String name, long dilation) {

  void draw(GoldenCase golden, long outputs, long inputs, long window, boolean bias) {
    golden.parameter(name + ".weight", outputs, inputs, window, window);
    if (bias) {
      golden.parameter(name + ".bias", outputs);
    }
  }

  /** As a product: the window's part of the map at every place against the weights. */
  Tensor steps(Map<String, Tensor> inputs, Tensor map) {
    Tensor weight = inputs.get(name + ".weight");
    Tensor bias = inputs.get(name + ".bias");
    long[] window = {weight.size(2), weight.size(3)};
    long[] one = {1, 1};
    Tensor patches =
        torch.im2col(map, window, apart(), padding(weight), one); // (B, in window window, H W)
    Tensor filtered = weight.flatten(1, -1).matmul(patches); // (B, out, H W)
    Tensor result = filtered.reshape(map.size(0), weight.size(0), map.size(2), map.size(3));
    return bias == null ? result : result.add(bias.reshape(1, -1, 1, 1));
  }

  Tensor pytorch(Map<String, Tensor> inputs, Tensor map) {
    Tensor weight = inputs.get(name + ".weight");
    Tensor bias = inputs.get(name + ".bias");
    TensorOptional given = bias == null ? new TensorOptional() : new TensorOptional(bias);
    return torch.conv2d(map, weight, given, new long[] {1, 1}, padding(weight), apart(), 1);
  }

  private long[] apart() {
    return new long[] {dilation, dilation};
  }

  private long[] padding(Tensor weight) {
    return new long[] {dilation * (weight.size(2) / 2), dilation * (weight.size(3) / 2)};
  }
}
