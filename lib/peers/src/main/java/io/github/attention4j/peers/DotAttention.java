package io.github.attention4j.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Attention with the dot score q k^T (Luong et al. 2015) or the scaled dot score q k^T / sqrt(Dk)
 * (Vaswani et al. 2017), step by step; every case is held against PyTorch's own
 * scaled_dot_product_attention.
 */
final class DotAttention implements Mechanism {
  private final boolean scaled;

  DotAttention(boolean scaled) {
    this.scaled = scaled;
  }

  @Override
  public String name() {
    return scaled ? "scaled_dot" : "dot";
  }

  @Override
  public List<GoldenCase> cases() {
    List<GoldenCase> cases = new ArrayList<>();
    cases.add(unmasked("plain", new long[] {2}, 3, 5, 4, 6));
    cases.add(unmasked("plain_heads", new long[] {2, 3}, 4, 5, 6, 7));
    cases.add(unmasked("one_head", new long[] {2, 1}, 3, 4, 5, 6));
    cases.add(unmasked("one_of_each", new long[] {1}, 1, 1, 1, 1));
    cases.add(unmasked("one_query", new long[] {2}, 1, 5, 4, 3));
    cases.add(unmasked("one_key", new long[] {3}, 4, 1, 2, 5));

    cases.add(causal("causal_square", new long[] {2}, 4, 4, 3, 5));
    cases.add(causal("causal_more_keys", new long[] {2}, 3, 5, 4, 6));
    cases.add(causal("causal_more_queries", new long[] {2}, 5, 3, 4, 6));
    cases.add(causal("causal_heads", new long[] {2, 3}, 4, 6, 5, 7));

    cases.add(padding("padding", new int[] {5, 2}, new long[] {2}, 3, 5, 4, 6));
    cases.add(padding("padding_heads", new int[] {1, 5}, new long[] {2, 3}, 4, 5, 6, 7));
    cases.add(padding("padding_empty_sequence", new int[] {3, 0, 4}, new long[] {3}, 2, 4, 5, 6));
    cases.add(paddingAndCausal());

    cases.add(mask("mask", new long[] {2, 3, 5}, 4, 6, "11010 00100 10111 01001 11111 10000"));
    cases.add(mask("mask_heads", new long[] {2, 2, 2, 3}, 5, 4, "110 011 101 001 111 010 100 110"));
    cases.add(mask("masked_row", new long[] {2, 3, 4}, 5, 6, "1101 0000 0110 1111 0001 0000"));
    cases.add(mask("masked_everything", new long[] {1, 2, 3}, 4, 5, "000 000"));

    cases.add(largeLogits());
    cases.add(largeCloseLogits());
    return cases;
  }

  /** Logits of about 1e4, far apart: the softmax is one-hot and must not overflow. */
  private GoldenCase largeLogits() {
    GoldenCase golden = new GoldenCase("large_logits");
    Tensor query = golden.normal(2, 3, 4).mul(Tensors.scalar(100)).round();
    Tensor key = golden.normal(2, 5, 4).mul(Tensors.scalar(100)).round();
    return attend(golden, query, key, golden.normal(2, 5, 6), null);
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

  private GoldenCase unmasked(
      String name, long[] leading, long queryLength, long keyLength, long keyDim, long valueDim) {
    return random(new GoldenCase(name), leading, queryLength, keyLength, keyDim, valueDim, null);
  }

  private GoldenCase causal(
      String name, long[] leading, long queryLength, long keyLength, long keyDim, long valueDim) {
    Tensor mask = Masks.causal(shape(leading, queryLength, keyLength));
    GoldenCase golden = new GoldenCase(name).with("causal", true);
    return random(golden, leading, queryLength, keyLength, keyDim, valueDim, mask);
  }

  private GoldenCase padding(
      String name,
      int[] lengths,
      long[] leading,
      long queryLength,
      long keyLength,
      long keyDim,
      long valueDim) {
    Tensor mask = Masks.padding(lengths, shape(leading, queryLength, keyLength));
    GoldenCase golden = new GoldenCase(name).with("lengths", Masks.text(lengths));
    return random(golden, leading, queryLength, keyLength, keyDim, valueDim, mask);
  }

  private GoldenCase paddingAndCausal() {
    int[] lengths = {6, 3};
    Tensor mask = Masks.padding(lengths, 2, 3, 4, 6).mul(Masks.causal(2, 3, 4, 6));
    GoldenCase golden =
        new GoldenCase("padding_and_causal")
            .with("lengths", Masks.text(lengths))
            .with("causal", true);
    return random(golden, new long[] {2, 3}, 4, 6, 5, 7, mask);
  }

  private GoldenCase mask(
      String name, long[] scoresShape, long keyDim, long valueDim, String zerosAndOnes) {
    int rank = scoresShape.length;
    long[] leading = Arrays.copyOf(scoresShape, rank - 2);
    Tensor mask = Masks.of(zerosAndOnes, scoresShape);
    return random(
        new GoldenCase(name),
        leading,
        scoresShape[rank - 2],
        scoresShape[rank - 1],
        keyDim,
        valueDim,
        mask);
  }

  private GoldenCase random(
      GoldenCase golden,
      long[] leading,
      long queryLength,
      long keyLength,
      long keyDim,
      long valueDim,
      Tensor mask) {
    Tensor query = golden.normal(shape(leading, queryLength, keyDim));
    Tensor key = golden.normal(shape(leading, keyLength, keyDim));
    Tensor value = golden.normal(shape(leading, keyLength, valueDim));
    return attend(golden, query, key, value, mask);
  }

  private static long[] shape(long[] leading, long rows, long columns) {
    long[] shape = Arrays.copyOf(leading, leading.length + 2);
    shape[leading.length] = rows;
    shape[leading.length + 1] = columns;
    return shape;
  }

  private GoldenCase attend(
      GoldenCase golden, Tensor queryValues, Tensor keyValues, Tensor valueValues, Tensor mask) {
    Tensor query = golden.input("query", queryValues);
    Tensor key = golden.input("key", keyValues);
    Tensor value = golden.input("value", valueValues);
    if (mask != null) {
      golden.constant("mask", mask);
    }
    Tensor scores = query.matmul(key.transpose(-2, -1)).mul(Tensors.scalar(scale(query)));
    Tensor weights = MaskedAttention.weights(scores, mask);
    return golden
        .result("weights", weights)
        .output(weights.matmul(value))
        .agreesWith(inputs -> pytorch(inputs, mask));
  }

  private double scale(Tensor query) {
    return scaled ? 1 / Math.sqrt(query.size(-1)) : 1;
  }

  private Tensor pytorch(Map<String, Tensor> inputs, Tensor mask) {
    Tensor query = inputs.get("query");
    TensorOptional booleanMask =
        mask == null ? new TensorOptional() : new TensorOptional(mask.to(torch.ScalarType.Bool));
    double noDropout = 0;
    boolean ownCausalMask = false; // it aligns the first query with the first key: not ours
    boolean groupedQueries = false;
    return torch.scaled_dot_product_attention(
        query,
        inputs.get("key"),
        inputs.get("value"),
        booleanMask,
        noDropout,
        ownCausalMask,
        new DoubleOptional(scale(query)),
        groupedQueries);
  }
}
