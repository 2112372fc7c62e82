package io.github.attention4j.peers;

import java.util.Map;
import org.bytedeco.pytorch.MultiheadAttentionImpl;
import org.bytedeco.pytorch.MultiheadAttentionOptions;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * PyTorch's MultiheadAttention, given our parameters. Its C++ form takes time before batch, and its
 * masks say the opposite of ours: true = may not attend.
 */
final class PytorchMultiHead {

  private PytorchMultiHead() {}

  static Result run(Map<String, Tensor> inputs, MultiHeadAttention.Sizes sizes) {
    Tensor query = inputs.getOrDefault("query", inputs.get("input"));
    Tensor key = inputs.getOrDefault("key", inputs.get("input"));
    Tensor value = inputs.getOrDefault("value", inputs.get("input"));
    Tensor mask = inputs.get("mask");
    boolean ownOutput = inputs.get("out_proj.weight").size(0) != sizes.modelDim();
    if (!ownOutput && moduleTakes(sizes, mask)) {
      return module(inputs, sizes, query, key, value, mask);
    }
    return functions(inputs, sizes, query, key, value, mask);
  }

  /**
   * Whether the module can be asked. Its C++ form refuses keys and values of different widths and
   * masks by batch and head, and gives NaN where a query may attend to nothing. There the functions
   * that it is made of take its place.
   */
  private static boolean moduleTakes(MultiHeadAttention.Sizes sizes, Tensor mask) {
    if (sizes.keyDim() != sizes.valueDim()) {
      return false;
    }
    return mask == null
        || keysInUse(mask).mul(pairsInUse(mask)).equal(mask)
            && mask.sum(-1).min().item_double() > 0;
  }

  /** 1 where any query attends to the key, (B, 1, 1, Tk): what is not padding. */
  static Tensor keysInUse(Tensor mask) {
    return mask.amax(new long[] {1, 2}, true);
  }

  /** 1 where the query attends to the key in any sequence and head, (1, 1, Tq, Tk). */
  static Tensor pairsInUse(Tensor mask) {
    return mask.amax(new long[] {0, 1}, true);
  }

  private static Result module(
      Map<String, Tensor> inputs,
      MultiHeadAttention.Sizes sizes,
      Tensor query,
      Tensor key,
      Tensor value,
      Tensor mask) {
    MultiheadAttentionImpl module = module(inputs, sizes);
    Tensor keyPaddingMask = new Tensor();
    Tensor attentionMask = new Tensor();
    if (mask != null) {
      keyPaddingMask = Masks.forbidden(keysInUse(mask)).flatten(1, 3); // (B, Tk)
      Tensor pairs = pairsInUse(mask).squeeze(0).squeeze(0); // (Tq, Tk), added to the scores
      attentionMask = pairs.log(); // 0 or -infinity
    }
    boolean needWeights = true;
    boolean averageWeights = false;
    T_TensorTensor_T result =
        module.forward(
            query.transpose(0, 1),
            key.transpose(0, 1),
            value.transpose(0, 1),
            keyPaddingMask,
            needWeights,
            attentionMask,
            averageWeights);
    return new Result(result.get0().transpose(0, 1)).with("weights", result.get1());
  }

  /** The module with our values; its parameters take the copies' place among the inputs. */
  private static MultiheadAttentionImpl module(
      Map<String, Tensor> inputs, MultiHeadAttention.Sizes sizes) {
    MultiheadAttentionOptions options =
        new MultiheadAttentionOptions(sizes.modelDim(), sizes.heads());
    options.kdim().put(sizes.keyDim());
    options.vdim().put(sizes.valueDim());
    options.bias().put(inputs.containsKey("in_proj_bias"));
    MultiheadAttentionImpl module = new MultiheadAttentionImpl(options);
    module.to(torch.ScalarType.Double, false);
    take(inputs, module.named_parameters());
    return module;
  }

  /** Gives a module's parameters our values; they take the copies' place among the inputs. */
  static void take(Map<String, Tensor> inputs, StringTensorDict parameters) {
    for (long i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).key().getString();
      Tensor parameter = parameters.get(i).value();
      parameter.detach().copy_(inputs.get(name));
      inputs.put(name, parameter);
    }
  }

  static Result functions(
      Map<String, Tensor> inputs,
      MultiHeadAttention.Sizes sizes,
      Tensor query,
      Tensor key,
      Tensor value,
      Tensor mask) {
    TensorVector weights =
        sizes.dimsAreEqual()
            ? inputs.get("in_proj_weight").chunk(3, 0)
            : new TensorVector(
                inputs.get("q_proj_weight"),
                inputs.get("k_proj_weight"),
                inputs.get("v_proj_weight"));
    Tensor bias = inputs.get("in_proj_bias");
    TensorVector biases = bias == null ? new TensorVector(3) : bias.chunk(3, 0);
    Tensor attended =
        PytorchAttention.attend(
            projected(query, weights.get(0), biases.get(0), sizes.heads()),
            projected(key, weights.get(1), biases.get(1), sizes.heads()),
            projected(value, weights.get(2), biases.get(2), sizes.heads()),
            mask,
            1 / Math.sqrt((double) sizes.modelDim() / sizes.heads()));
    Tensor joined = attended.permute(0, 2, 1, 3).flatten(2, 3);
    return new Result(new Linear("out_proj").pytorch(inputs, joined));
  }

  private static Tensor projected(Tensor tensor, Tensor weight, Tensor bias, long heads) {
    Tensor product = torch.linear(tensor, weight, new TensorOptional(bias));
    return product.unflatten(2, heads, -1).permute(0, 2, 1, 3);
  }
}
