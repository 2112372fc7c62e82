package io.github.attention4j.peers;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The general (bilinear) score q^T W k of Luong et al. (2015), section 3.1, with W of shape (Dq,
 * Dk); held against PyTorch's bilinear.
 */
final class GeneralAttention extends ScoredAttention {

  @Override
  public String name() {
    return "general";
  }

  @Override
  boolean mayHaveBias() {
    return true;
  }

  @Override
  void drawParameters(GoldenCase golden, long queryDim, long keyDim) {
    golden.parameter("bilinear.weight", queryDim, keyDim);
    if (hasBias(golden)) {
      golden.parameter("bilinear.bias", queryDim);
    }
  }

  @Override
  Tensor scores(Map<String, Tensor> inputs) {
    Tensor projected = inputs.get("query").matmul(inputs.get("bilinear.weight"));
    Tensor products = projected.matmul(inputs.get("key").transpose(-2, -1));
    Tensor bias = inputs.get("bilinear.bias");
    return bias == null ? products : products.add(inputs.get("query").matmul(bias).unsqueeze(-1));
  }

  @Override
  Tensor pytorchOutput(Map<String, Tensor> inputs) {
    Tensor scores = inputs.containsKey("bilinear.bias") ? mapped(inputs) : bilinear(inputs);
    return PytorchAttention.attend(scores, inputs.get("value"), inputs.get("mask"));
  }

  /** As PyTorch's chatbot tutorial scores: a linear map of the keys. */
  private static Tensor mapped(Map<String, Tensor> inputs) {
    Tensor weight = inputs.get("bilinear.weight");
    Tensor keys = torch.linear(inputs.get("key"), weight, inputs.get("bilinear.bias"));
    return inputs.get("query").matmul(keys.transpose(-2, -1));
  }

  private static Tensor bilinear(Map<String, Tensor> inputs) {
    Pairs pairs = Pairs.of(inputs.get("query"), inputs.get("key"));
    Tensor oneOutput = inputs.get("bilinear.weight").unsqueeze(0);
    return torch.bilinear(pairs.queries(), pairs.keys(), oneOutput).squeeze(-1);
  }
}
