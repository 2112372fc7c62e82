package io.github.attention4j.peers;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The additive score v^T tanh(Wq q + Wk k) of Bahdanau et al. (2015), appendix A.1.2, in some cases
 * with a bias; held against the same score written as {@link ConcatAttention}.
 */
final class AdditiveAttention extends ScoredAttention {
  private static final long HIDDEN = 8;

  @Override
  public String name() {
    return "additive";
  }

  @Override
  boolean mayHaveBias() {
    return true;
  }

  @Override
  void drawParameters(GoldenCase golden, long queryDim, long keyDim) {
    golden.parameter("queryProjection.weight", HIDDEN, queryDim);
    if (hasBias(golden)) {
      golden.parameter("queryProjection.bias", HIDDEN);
    }
    golden.parameter("keyProjection.weight", HIDDEN, keyDim);
    golden.parameter("energy.weight", 1, HIDDEN);
  }

  @Override
  Tensor scores(Map<String, Tensor> inputs) {
    return scores(
        inputs.get("query"),
        inputs.get("key"),
        inputs.get("queryProjection.weight"),
        inputs.get("queryProjection.bias"),
        inputs.get("keyProjection.weight"),
        inputs.get("energy.weight"));
  }

  static Tensor scores(
      Tensor query,
      Tensor key,
      Tensor queryWeight,
      Tensor bias,
      Tensor keyWeight,
      Tensor energyWeight) {
    Tensor queries = Linear.pytorch(query, queryWeight, bias).unsqueeze(-2); // (.., Tq, 1, A)
    Tensor keys = torch.linear(key, keyWeight).unsqueeze(-3); // (.., 1, Tk, A)
    return torch.linear(queries.add(keys).tanh(), energyWeight).squeeze(-1);
  }

  @Override
  Tensor pytorchOutput(Map<String, Tensor> inputs) {
    Tensor weight =
        torch.cat(
            new TensorVector(
                inputs.get("queryProjection.weight"), inputs.get("keyProjection.weight")),
            1);
    Tensor scores =
        ConcatAttention.scores(
            inputs.get("query"),
            inputs.get("key"),
            weight,
            inputs.get("queryProjection.bias"),
            inputs.get("energy.weight"));
    return PytorchAttention.attend(scores, inputs.get("value"), inputs.get("mask"));
  }
}
