package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Multi-head attention (Vaswani et al. 2017, section 3.2.2), with the parameters of PyTorch's
 * MultiheadAttention under the names of its state_dict; held against that module itself.
 */
final class MultiHeadAttention implements Mechanism {
  private static final Linear OUTPUT = new Linear("out_proj");

  /** The sizes of one case. */
  record Sizes(
      long batch,
      long queryLength,
      long keyLength,
      long modelDim,
      long keyDim,
      long valueDim,
      long heads) {

    static Sizes equalDims(
        long batch, long queryLength, long keyLength, long modelDim, long heads) {
      return new Sizes(batch, queryLength, keyLength, modelDim, modelDim, modelDim, heads);
    }

    boolean dimsAreEqual() {
      return keyDim == modelDim && valueDim == modelDim;
    }

    long[] scores() {
      return new long[] {batch, heads, queryLength, keyLength};
    }
  }

  @Override
  public String name() {
    return "multi_head_attention";
  }

  @Override
  public List<GoldenCase> cases() {
    // B, Tq, Tk, D, heads; with other dims B, Tq, Tk, D, Dk, Dv, heads
    Sizes equalDims = Sizes.equalDims(2, 3, 5, 6, 2);
    Sizes contextDims = new Sizes(2, 3, 4, 6, 5, 5, 3);
    Sizes otherDims = new Sizes(2, 3, 4, 6, 5, 7, 3);
    return List.of(
        attend(new GoldenCase("equal_dims"), equalDims, true, null),
        attend(new GoldenCase("equal_dims_no_bias"), equalDims, false, null),
        attend(new GoldenCase("context_dims"), contextDims, true, null),
        attend(new GoldenCase("context_dims_no_bias"), contextDims, false, null),
        attend(new GoldenCase("other_dims"), otherDims, true, null),
        attend(new GoldenCase("other_dims_no_bias"), otherDims, false, null),
        attend(new GoldenCase("one_head"), Sizes.equalDims(2, 4, 3, 5, 1), true, null),
        attend(new GoldenCase("one_feature_a_head"), Sizes.equalDims(3, 2, 5, 4, 4), true, null),
        attend(new GoldenCase("one_of_each"), Sizes.equalDims(1, 1, 1, 1, 1), true, null),
        attend(new GoldenCase("one_query"), Sizes.equalDims(2, 1, 5, 6, 3), true, null),
        attend(new GoldenCase("one_key"), Sizes.equalDims(3, 4, 1, 6, 2), true, null),
        causal("causal_square", Sizes.equalDims(2, 4, 4, 6, 3), true),
        causal("causal_more_keys", contextDims, false),
        padding("padding", equalDims, 5, 2),
        padding("padding_context_dims", contextDims, 1, 3),
        padding("padding_empty_sequence", Sizes.equalDims(3, 2, 5, 6, 2), 4, 0, 1),
        paddingAndCausal(Sizes.equalDims(2, 4, 5, 6, 3)),
        mask("mask_heads", "110 011 101 001 111 010 100 110", Sizes.equalDims(2, 2, 3, 4, 2)),
        mask("masked_row", "110 000 101 001 111 010 000 110", Sizes.equalDims(2, 2, 3, 4, 2)),
        attend(new GoldenCase("output_dim").with("outputDim", 9), equalDims, true, null),
        self("self", Sizes.equalDims(2, 5, 5, 6, 2), null),
        self("self_causal", Sizes.equalDims(2, 5, 5, 6, 2), Masks.causal(2, 2, 5, 5)),
        largeInputs(equalDims));
  }

  private GoldenCase causal(String name, Sizes sizes, boolean bias) {
    GoldenCase golden = new GoldenCase(name).with("causal", true);
    return attend(golden, sizes, bias, Masks.causal(sizes.scores()));
  }

  private GoldenCase padding(String name, Sizes sizes, int... lengths) {
    GoldenCase golden = new GoldenCase(name).with("lengths", Masks.text(lengths));
    return attend(golden, sizes, true, Masks.padding(lengths, sizes.scores()));
  }

  private GoldenCase paddingAndCausal(Sizes sizes) {
    int[] lengths = {5, 2};
    Tensor mask = Masks.padding(lengths, sizes.scores()).mul(Masks.causal(sizes.scores()));
    GoldenCase golden = new GoldenCase("padding_and_causal");
    golden.with("lengths", Masks.text(lengths)).with("causal", true);
    return attend(golden, sizes, true, mask);
  }

  private GoldenCase mask(String name, String zerosAndOnes, Sizes sizes) {
    return attend(new GoldenCase(name), sizes, true, Masks.of(zerosAndOnes, sizes.scores()));
  }

  /** One sequence is query, key and value. */
  private GoldenCase self(String name, Sizes sizes, Tensor mask) {
    GoldenCase golden = new GoldenCase(name);
    if (mask != null) {
      golden.with("causal", true);
    }
    golden.input("input", sizes.batch(), sizes.queryLength(), sizes.modelDim());
    return compute(golden, sizes, true, mask);
  }

  /** The softmax is nearly one-hot and must not overflow. */
  private GoldenCase largeInputs(Sizes sizes) {
    return attend(new GoldenCase("large_inputs"), 100, sizes, true, null);
  }

  private GoldenCase attend(GoldenCase golden, Sizes sizes, boolean bias, Tensor mask) {
    return attend(golden, 1, sizes, bias, mask);
  }

  private GoldenCase attend(
      GoldenCase golden, double magnitude, Sizes sizes, boolean bias, Tensor mask) {
    Tensor query = golden.normal(sizes.batch(), sizes.queryLength(), sizes.modelDim());
    Tensor key = golden.normal(sizes.batch(), sizes.keyLength(), sizes.keyDim());
    golden.input("query", query.mul(Tensors.scalar(magnitude)));
    golden.input("key", key.mul(Tensors.scalar(magnitude)));
    golden.input("value", sizes.batch(), sizes.keyLength(), sizes.valueDim());
    return compute(golden, sizes, bias, mask);
  }

  private GoldenCase compute(GoldenCase golden, Sizes sizes, boolean bias, Tensor mask) {
    golden.with("heads", sizes.heads());
    long modelDim = sizes.modelDim();
    if (sizes.dimsAreEqual()) {
      golden.parameter("in_proj_weight", 3 * modelDim, modelDim);
    } else {
      golden.parameter("q_proj_weight", modelDim, modelDim);
      golden.parameter("k_proj_weight", modelDim, sizes.keyDim());
      golden.parameter("v_proj_weight", modelDim, sizes.valueDim());
    }
    if (bias) {
      golden.parameter("in_proj_bias", 3 * modelDim);
    }
    Object outputDim = golden.settings().getOrDefault("outputDim", modelDim);
    OUTPUT.draw(golden, ((Number) outputDim).longValue(), modelDim, bias);
    if (mask != null) {
      golden.constant("mask", mask);
    }
    return golden
        .compute(inputs -> steps(inputs, sizes))
        .agreesWith(inputs -> PytorchMultiHead.run(inputs, sizes));
  }

  static Result steps(Map<String, Tensor> inputs, Sizes sizes) {
    long heads = sizes.heads();
    Tensor query = splitHeads(projected(inputs, 0, "query", "q_proj_weight"), heads);
    Tensor key = splitHeads(projected(inputs, 1, "key", "k_proj_weight"), heads);
    Tensor value = splitHeads(projected(inputs, 2, "value", "v_proj_weight"), heads);
    Tensor products = query.matmul(key.transpose(-2, -1));
    Tensor scores = products.div(Tensors.scalar(Math.sqrt(query.size(-1))));
    Result attended = Softmax.attend(scores, value, inputs.get("mask"));
    Tensor output = OUTPUT.steps(inputs, joinHeads(attended.output()));
    return new Result(output, attended.others());
  }

  /**
   * The query, key or value after its projection, whose weight is a third of in_proj_weight or a
   * parameter of its own.
   */
  private static Tensor projected(
      Map<String, Tensor> inputs, int third, String inputName, String weightName) {
    Tensor input = inputs.getOrDefault(inputName, inputs.get("input"));
    Tensor joint = inputs.get("in_proj_weight");
    Tensor weight = joint == null ? inputs.get(weightName) : joint.chunk(3, 0).get(third);
    Tensor bias = inputs.get("in_proj_bias");
    return Linear.steps(input, weight, bias == null ? null : bias.chunk(3, 0).get(third));
  }

  /** (B, T, D) -> (B, H, T, D / H): head h has the features from h D / H on. */
  private static Tensor splitHeads(Tensor tensor, long heads) {
    long headDim = tensor.size(2) / heads;
    return tensor.reshape(tensor.size(0), tensor.size(1), heads, headDim).transpose(1, 2);
  }

  /** (B, H, T, D / H) -> (B, T, D). */
  private static Tensor joinHeads(Tensor tensor) {
    return tensor.transpose(1, 2).flatten(2, 3);
  }
}
