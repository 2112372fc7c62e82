package io.github.attention4j.peers;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The concat score v^T tanh(W [q; k]) of Luong et al. (2015), section 3.1; in some cases with a
 * bias; held against the same score written as {@link AdditiveAttention}.
 */
final class ConcatAttention extends ScoredAttention {
  private static final long HIDDEN = 8;

  @Override
  public String name() {
    return "concat";
  }

  @Override
  boolean mayHaveBias() {
    return true;
  }

  @Override
  void drawParameters(GoldenCase golden, long queryDim, long keyDim) {
    golden.parameter("projection.weight", HIDDEN, queryDim + keyDim);
    if (hasBias(golden)) {
      golden.parameter("projection.bias", HIDDEN);
    }
    golden.parameter("energy.weight", 1, HIDDEN);
  }

  @Override
  Tensor scores(Map<String, Tensor> inputs) {
    return scores(
        inputs.get("query"),
        inputs.get("key"),
        inputs.get("projection.weight"),
        inputs.get("projection.bias"),
        inputs.get("energy.weight"));
  }

  static Tensor scores(Tensor query, Tensor key, Tensor weight, Tensor bias, Tensor energyWeight) {
    Pairs pairs = Pairs.of(query, key);
    Tensor joined = torch.cat(new TensorVector(pairs.queries(), pairs.keys()), -1);
    return Linear.pytorch(joined, weight, bias).tanh().mul(energyWeight.squeeze(0)).sum(-1);
  }

  @Override
  Tensor pytorchOutput(Map<String, Tensor> inputs) {
    Tensor query = inputs.get("query");
    Tensor key = inputs.get("key");
    Tensor weight = inputs.get("projection.weight");
    Tensor scores =
        AdditiveAttention.scores(
            query,
            key,
            weight.narrow(1, 0, query.size(-1)),
            inputs.get("projection.bias"),
            weight.narrow(1, query.size(-1), key.size(-1)),
            inputs.get("energy.weight"));
    return PytorchAttention.attend(scores, inputs.get("value"), inputs.get("mask"));
  }
}
