package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Self-attention over the places of a feature map, as in SAGAN (Zhang et al. 2019) and non-local
 * networks (Wang et al. 2018): 1x1 maps of query, key, value and, in some cases, of what was
 * attended, which is added to the input, in some cases times a learned number.
 */
final class FeatureMapAttention implements Mechanism {

  /**
   * How a module is made.
   *
   * @param valueReduction 0 for values of all channels and no map of what was attended
   */
  private record Form(
      String score, long keyReduction, long valueReduction, boolean residual, boolean bias) {}

  @Override
  public String name() {
    return "feature_map_attention";
  }

  @Override
  public List<GoldenCase> cases() {
    Form plain = new Form("dot", 8, 0, true, false);
    return List.of(
        attend("plain", plain, 2, 16, 3, 4),
        attend("few_channels", plain, 2, 3, 4, 3), // 3 / 8 is 1 at least
        attend("bias", new Form("dot", 2, 0, true, true), 2, 6, 4, 3),
        attend("output_map", new Form("dot", 4, 4, true, false), 2, 8, 3, 5),
        attend("non_local", new Form("dot", 2, 2, false, false), 2, 6, 3, 4),
        attend("scaled", new Form("scaled_dot", 2, 0, true, true), 2, 6, 4, 3),
        attend("one_place", plain, 3, 8, 1, 1),
        attend("one_row", plain, 2, 8, 1, 6));
  }

  private static GoldenCase attend(
      String name, Form form, long batch, long channels, long height, long width) {
    GoldenCase golden = new GoldenCase(name);
    golden.with("score", form.score).with("keyReduction", form.keyReduction);
    golden.with("valueReduction", form.valueReduction).with("residual", form.residual);
    golden.input("input", batch, channels, height, width);
    long keyDim = Math.max(1, channels / form.keyReduction);
    boolean narrow = form.valueReduction > 0;
    long valueDim = narrow ? Math.max(1, channels / form.valueReduction) : channels;
    new Linear("query").draw(golden, keyDim, channels, form.bias);
    new Linear("key").draw(golden, keyDim, channels, form.bias);
    new Linear("value").draw(golden, valueDim, channels, form.bias);
    if (narrow) {
      new Linear("output").draw(golden, channels, valueDim, form.bias);
    }
    if (form.residual) {
      golden.parameter("residual", 1);
    }
    return golden
        .compute(inputs -> steps(inputs, form))
        .agreesWith(inputs -> convolutions(inputs, form));
  }

  /** Places as the rows of a sequence. */
  private static Result steps(Map<String, Tensor> inputs, Form form) {
    Tensor input = inputs.get("input");
    Tensor places = input.flatten(2, 3).transpose(1, 2); // (B, H W, C)
    Tensor query = new Linear("query").steps(inputs, places);
    Tensor key = new Linear("key").steps(inputs, places);
    Tensor value = new Linear("value").steps(inputs, places);
    Tensor scores = query.matmul(key.transpose(1, 2)); // (B, H W, H W)
    boolean scaled = form.score.equals("scaled_dot");
    Tensor weights =
        torch.softmax(
            scaled ? scores.mul(Tensors.scalar(1 / Math.sqrt(query.size(2)))) : scores, -1);
    Tensor attended = weights.matmul(value);
    if (form.valueReduction > 0) {
      attended = new Linear("output").steps(inputs, attended);
    }
    Tensor map = attended.transpose(1, 2).reshape(input.sizes()); // (B, C, H, W)
    Tensor added = form.residual ? map.mul(inputs.get("residual")) : map;
    return new Result(input.add(added)).with("weights", weights);
  }

  /** By 1x1 convolutions and PyTorch's own attention. */
  private static Result convolutions(Map<String, Tensor> inputs, Form form) {
    Tensor input = inputs.get("input");
    Tensor query = rows(convolution(inputs, "query", input));
    Tensor key = rows(convolution(inputs, "key", input));
    Tensor value = rows(convolution(inputs, "value", input));
    boolean scaled = form.score.equals("scaled_dot");
    Tensor scaledQuery =
        scaled ? query : query.mul(Tensors.scalar(Math.sqrt(query.size(2)))); // undoes its scale
    Tensor attended = torch.scaled_dot_product_attention(scaledQuery, key, value);
    Tensor map = attended.transpose(1, 2).reshape(input.size(0), -1, input.size(2), input.size(3));
    if (form.valueReduction > 0) {
      map = convolution(inputs, "output", map);
    }
    return new Result(form.residual ? input.addcmul(map, inputs.get("residual")) : input.add(map));
  }

  private static Tensor rows(Tensor map) {
    return map.flatten(2, 3).transpose(1, 2);
  }

  private static Tensor convolution(Map<String, Tensor> inputs, String name, Tensor map) {
    Tensor weight = inputs.get(name + ".weight").unsqueeze(-1).unsqueeze(-1);
    Tensor bias = inputs.get(name + ".bias");
    TensorOptional given = bias == null ? new TensorOptional() : new TensorOptional(bias);
    long[] one = {1, 1};
    return torch.conv2d(map, weight, given, one, new long[] {0, 0}, one, 1);
  }
}
