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
  void drawParameters(GoldenCase golden, long queryDim, long keyDim) {
    golden.parameter("bilinear.weight", queryDim, keyDim);
  }

  @Override
  Tensor scores(Map<String, Tensor> inputs) {
    Tensor projected = inputs.get("query").matmul(inputs.get("bilinear.weight"));
    return projected.matmul(inputs.get("key").transpose(-2, -1));
  }

  @Override
  Tensor pytorchOutput(Map<String, Tensor> inputs) {
    Pairs pairs = Pairs.of(inputs.get("query"), inputs.get("key"));
    Tensor oneOutput = inputs.get("bilinear.weight").unsqueeze(0);
    Tensor scores = torch.bilinear(pairs.queries(), pairs.keys(), oneOutput).squeeze(-1);
    return PytorchAttention.attend(scores, inputs.get("value"), inputs.get("mask"));
  }
}
