package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Layer norm (Ba et al. 2016) over the last axis; held against PyTorch's layer_norm. */
final class LayerNorm implements Mechanism {

  @Override
  public String name() {
    return "layer_norm";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        normalise("plain", 1, 1e-5, 2, 3, 5),
        normalise("rows", 1, 1e-5, 4, 6),
        normalise("heads", 1, 1e-5, 2, 3, 4, 5),
        normalise("one_feature", 1, 1e-5, 3, 2, 1), // no variance: the bias alone
        normalise("two_features", 1, 1e-5, 2, 3, 2),
        normalise("large_epsilon", 1, 0.1, 2, 3, 5),
        normalise("large_inputs", 100, 1e-5, 2, 3, 5));
  }

  private static GoldenCase normalise(
      String name, double magnitude, double epsilon, long... shape) {
    long width = shape[shape.length - 1];
    GoldenCase golden = new GoldenCase(name).with("epsilon", epsilon);
    golden.input("input", golden.normal(shape).mul(Tensors.scalar(magnitude)));
    golden.parameter("weight", width);
    golden.parameter("bias", width);
    return golden
        .compute(inputs -> new Result(steps(inputs, epsilon)))
        .agreesWith(inputs -> new Result(pytorch(inputs, width, epsilon)));
  }

  private static Tensor steps(Map<String, Tensor> inputs, double epsilon) {
    return steps(inputs.get("input"), inputs.get("weight"), inputs.get("bias"), epsilon);
  }

  static Tensor steps(Tensor input, Tensor weight, Tensor bias, double epsilon) {
    Tensor centred = input.sub(mean(input));
    Tensor deviation = mean(centred.mul(centred)).add(Tensors.scalar(epsilon)).sqrt();
    return centred.div(deviation).mul(weight).add(bias);
  }

  private static Tensor mean(Tensor tensor) {
    return tensor.mean(new long[] {-1}, true, null);
  }

  private static Tensor pytorch(Map<String, Tensor> inputs, long width, double epsilon) {
    return pytorch(inputs.get("input"), inputs.get("weight"), inputs.get("bias"), width, epsilon);
  }

  static Tensor pytorch(Tensor input, Tensor weight, Tensor bias, long width, double epsilon) {
    TensorOptional scale = new TensorOptional(weight);
    TensorOptional offset = new TensorOptional(bias);
    return torch.layer_norm(input, new long[] {width}, scale, offset, epsilon, false);
  }
}
