package io.github.attention4j.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What the encoder's and the decoder's block (Vaswani et al. 2017, section 3) have in common, with
 * the parameters of PyTorch's layers under the names of their state_dict.
 *
 * @param normFirst whether the norms stand in front of the parts
 * @param gelu GELU by the error function in the place of ReLU
 */
record TransformerBlock(
    long modelDim, long heads, long hiddenDim, boolean normFirst, boolean gelu) {
  private static final double EPSILON = 1e-5;

  static TransformerBlock of(boolean normFirst, boolean gelu) {
    return new TransformerBlock(4, 2, 5, normFirst, gelu);
  }

  GoldenCase named(String name) {
    return new GoldenCase(name)
        .with("heads", heads)
        .with("hidden", hiddenDim)
        .with("normFirst", normFirst)
        .with("activation", gelu ? "gelu" : "relu");
  }

  void drawAttention(GoldenCase golden, String path) {
    golden.parameter(path + ".in_proj_weight", 3 * modelDim, modelDim);
    golden.parameter(path + ".in_proj_bias", 3 * modelDim);
    new Linear(path + ".out_proj").draw(golden, modelDim, modelDim, true);
  }

  void drawFeedForwardAndNorms(GoldenCase golden, int norms) {
    new Linear("linear1").draw(golden, hiddenDim, modelDim, true);
    new Linear("linear2").draw(golden, modelDim, hiddenDim, true);
    for (int norm = 1; norm <= norms; norm++) {
      Tensor aroundOne = golden.normal(0.3, modelDim).add(Tensors.scalar(1));
      golden.input("norm" + norm + ".weight", aroundOne);
      golden.parameter("norm" + norm + ".bias", modelDim);
    }
  }

  /** The attention of a part, step by step. */
  Result attend(
      Map<String, Tensor> inputs, String path, Tensor query, Tensor context, Tensor mask) {
    return MultiHeadAttention.steps(
        parts(inputs, path, query, context, mask), sizes(query, context));
  }

  /** The same by PyTorch's functions. */
  Tensor attention(
      Map<String, Tensor> inputs, String path, Tensor query, Tensor context, Tensor mask) {
    return PytorchMultiHead.functions(
            parts(inputs, path, query, context, mask),
            sizes(query, context),
            query,
            context,
            context,
            mask)
        .output();
  }

  private static Map<String, Tensor> parts(
      Map<String, Tensor> inputs, String path, Tensor query, Tensor context, Tensor mask) {
    Map<String, Tensor> parts = new LinkedHashMap<>();
    inputs.forEach((name, tensor) -> parts.put(name.replaceFirst("^" + path + "\\.", ""), tensor));
    parts.put("query", query);
    parts.put("key", context);
    parts.put("value", context);
    parts.put("mask", mask);
    return parts;
  }

  private MultiHeadAttention.Sizes sizes(Tensor query, Tensor context) {
    return MultiHeadAttention.Sizes.equalDims(
        query.size(0), query.size(1), context.size(1), modelDim, heads);
  }

  Tensor feedForward(Map<String, Tensor> inputs, Tensor x) {
    Tensor wide = new Linear("linear1").steps(inputs, x);
    Tensor halves = wide.mul(wide.mul(Tensors.scalar(Math.sqrt(0.5))).erf().add(Tensors.scalar(1)));
    Tensor active = gelu ? halves.mul(Tensors.scalar(0.5)) : wide.mul(wide.gt(Tensors.scalar(0)));
    return new Linear("linear2").steps(inputs, active);
  }

  /** The same by PyTorch's functions. */
  Tensor fed(Map<String, Tensor> inputs, Tensor x) {
    Tensor wide = new Linear("linear1").pytorch(inputs, x);
    return new Linear("linear2").pytorch(inputs, gelu ? torch.gelu(wide) : torch.relu(wide));
  }

  /** What a part is given, step by step. */
  Tensor before(Map<String, Tensor> inputs, int norm, Tensor x) {
    return normFirst ? norm(inputs, norm, x) : x;
  }

  /** What comes out of a part with its residual connection, step by step. */
  Tensor after(Map<String, Tensor> inputs, int norm, Tensor x, Tensor part) {
    return normFirst ? x.add(part) : norm(inputs, norm, x.add(part));
  }

  private static Tensor norm(Map<String, Tensor> inputs, int norm, Tensor x) {
    String path = "norm" + norm;
    Tensor weight = inputs.get(path + ".weight");
    return LayerNorm.steps(x, weight, inputs.get(path + ".bias"), EPSILON);
  }

  /** A norm by PyTorch's function. */
  Tensor normed(Map<String, Tensor> inputs, int norm, Tensor x) {
    String path = "norm" + norm;
    Tensor weight = inputs.get(path + ".weight");
    return LayerNorm.pytorch(x, weight, inputs.get(path + ".bias"), modelDim, EPSILON);
  }

  /** What PyTorch's layers take as mask of pairs, (Tq, Tk): numbers added to the scores. */
  static Tensor pairs(Tensor mask) {
    return mask == null
        ? new Tensor()
        : PytorchMultiHead.pairsInUse(mask).squeeze(0).squeeze(0).log(); // 0 or -infinity
  }

  /** What PyTorch's layers take as padding, (B, Tk): true = not a key. */
  static Tensor padding(Tensor mask) {
    return mask == null
        ? new Tensor()
        : Masks.forbidden(PytorchMultiHead.keysInUse(mask)).flatten(1, 3);
  }
}
