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
    Tensor scores = products.mul(Tensors.scalar(scale(query)));
    Tensor numbers = inputs.get("numbers");
    return numbers == null ? scores : scores.add(numbers);
  }

  @Override
  Tensor pytorchOutput(Map<String, Tensor> inputs) {
    Tensor query = inputs.get("query");
    Tensor key = inputs.get("key");
    Tensor value = inputs.get("value");
    Tensor mask = inputs.get("mask");
    Tensor numbers = inputs.get("numbers");
    return numbers == null
        ? PytorchAttention.attend(query, key, value, mask, scale(query))
        : PytorchAttention.attend(query, key, value, mask, numbers, scale(query));
  }

  private double scale(Tensor query) {
    return scaled ? 1 / Math.sqrt(query.size(-1)) : 1;
  }

  @Override
  public List<GoldenCase> cases() {
    List<GoldenCase> cases = super.cases();
    cases.add(largeCloseLogits());
    if (scaled) {
      cases.add(numbers(new GoldenCase("numbers"), new long[] {3, 5}, null, 2, 3, 5));
      cases.add(
          numbers(new GoldenCase("numbers_heads"), new long[] {1, 2, 1, 4}, null, 3, 2, 3, 4));
      Tensor causal = Masks.causal(2, 2, 3, 4);
      GoldenCase golden = new GoldenCase("numbers_and_causal").with("causal", true);
      cases.add(numbers(golden, new long[] {2, 2, 3, 4}, causal, 2, 2, 3, 4));
    }
    return cases;
  }

  /** Numbers added to the scores, trained like a position bias. */
  private GoldenCase numbers(
      GoldenCase golden, long[] numbersShape, Tensor mask, long... scoresShape) {
    golden.input("numbers", numbersShape);
    return attend(golden, 4, 6, scoresShape, mask);
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
