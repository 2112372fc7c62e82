package io.github.attention4j.peers;

import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The dot score q k^T (Luong et al. 2015) or the scaled dot score q k^T / sqrt(Dk) (Vaswani et al.
 * 2017); held against PyTorch's own attention as a whole.
 */
final class DotAttention extends ScoredAttention {
  private final boolean scaled;

  DotAttention(boolean scaled) {
    this.scaled = scaled;
  }

  @Override
  public String name() {
    return scaled ? "scaled_dot" : "dot";
  }

  @Override
  long queryDim(long keyDim) {
    return keyDim;
  }

  @Override
  void drawParameters(GoldenCase golden, long queryDim, long keyDim) {
    // The dot product has none.
  }

  @Override
  Tensor scores(Map<String, Tensor> inputs) {
    Tensor query = inputs.get("query");
    Tensor products = query.matmul(inputs.get("key").transpose(-2, -1));
    return products.mul(Tensors.scalar(scale(query)));
  }

  @Override
  Tensor pytorchOutput(Map<String, Tensor> inputs) {
    Tensor query = inputs.get("query");
    return PytorchAttention.attend(
        query, inputs.get("key"), inputs.get("value"), inputs.get("mask"), scale(query));
  }

  private double scale(Tensor query) {
    return scaled ? 1 / Math.sqrt(query.size(-1)) : 1;
  }

  @Override
  public List<GoldenCase> cases() {
    List<GoldenCase> cases = super.cases();
    cases.add(largeCloseLogits());
    return cases;
  }

  /**
   * Logits of about 1e4, close together, so that the softmax is far from one-hot. Multiples of 1/8
   * make every logit exact in single precision too.
   */
  private GoldenCase largeCloseLogits() {
    GoldenCase golden = new GoldenCase("large_close_logits");
    Tensor query = withFirstFeature(scaled ? 200 : 100, eighths(golden.normal(2, 3, 4)));
    Tensor key = withFirstFeature(100, eighths(golden.normal(2, 5, 4)));
    return attend(golden, query, key, golden.normal(2, 5, 6), null);
  }

  private static Tensor eighths(Tensor tensor) {
    return tensor.mul(Tensors.scalar(8)).round().div(Tensors.scalar(8));
  }

  private static Tensor withFirstFeature(double value, Tensor tensor) {
    Tensor changed = tensor.clone();
    changed.select(-1, 0).fill_(Tensors.scalar(value));
    return changed;
  }
}
