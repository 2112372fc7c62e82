package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A picture's patches as tokens (Dosovitskiy et al. 2021, section 3.1); held against PyTorch's
 * conv2d whose stride is its window.
 */
final class PatchEmbedding implements Mechanism {

  @Override
  public String name() {
    return "patch_embedding";
  }

  @Override
  public List<GoldenCase> cases() {
    return List.of(
        embed("plain", 2, 4, 2, 3, 4, 6),
        embed("one_channel", 2, 3, 2, 1, 4, 4),
        embed("one_patch", 3, 2, 1, 2, 3, 3),
        embed("patches_of_one", 1, 3, 2, 2, 2, 3),
        embed("one_of_each", 1, 1, 1, 1, 1, 1));
  }

  private static GoldenCase embed(String name, long patch, long dim, long... shape) {
    GoldenCase golden = new GoldenCase(name).with("patch", patch);
    golden.input("input", shape);
    golden.parameter("weight", dim, shape[1], patch, patch);
    golden.parameter("bias", dim);
    return golden
        .compute(inputs -> new Result(steps(inputs, patch)))
        .agreesWith(inputs -> new Result(pytorch(inputs, patch)));
  }

  /** Cut by unfolding height and width, each patch times the weights. */
  private static Tensor steps(Map<String, Tensor> inputs, long patch) {
    Tensor cut = inputs.get("input").unfold(2, patch, patch).unfold(3, patch, patch);
    Tensor patches = cut.permute(0, 2, 3, 1, 4, 5).flatten(3, 5).flatten(1, 2); // (B, T, C P P)
    return Linear.steps(patches, inputs.get("weight").flatten(1, 3), inputs.get("bias"));
  }

  private static Tensor pytorch(Map<String, Tensor> inputs, long patch) {
    long[] stride = {patch, patch};
    long[] zero = {0, 0};
    long[] one = {1, 1};
    TensorOptional bias = new TensorOptional(inputs.get("bias"));
    Tensor map =
        torch.conv2d(inputs.get("input"), inputs.get("weight"), bias, stride, zero, one, 1);
    return map.flatten(2, 3).transpose(1, 2);
  }
}
