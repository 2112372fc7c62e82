package io.github.attention4j.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Attention with one score function: scores, mask, softmax, aggregation, step by step. A subclass
 * says how to score, and a second way to the output that goes through PyTorch's own functions.
 */
abstract class ScoredAttention implements Mechanism {

  abstract void drawParameters(GoldenCase golden, long queryDim, long keyDim);

  abstract Tensor scores(Map<String, Tensor> inputs);

  abstract Tensor pytorchOutput(Map<String, Tensor> inputs);

  /** Whether there are cases with a bias. */
  boolean mayHaveBias() {
    return false;
  }

  static boolean hasBias(GoldenCase golden) {
    return golden.settings().containsKey("bias");
  }

  /** Another width than the keys', where the score function allows it. */
  long queryDim(long keyDim) {
    return keyDim + 3;
  }

  @Override
  public List<GoldenCase> cases() {
    List<GoldenCase> cases = new ArrayList<>();
    // name, Dk, Dv, then the scores' shape: (B, Tq, Tk) or (B, H, Tq, Tk)
    cases.add(plain("plain", 4, 6, 2, 3, 5));
    cases.add(plain("plain_heads", 6, 7, 2, 3, 4, 5));
    cases.add(plain("one_head", 5, 6, 2, 1, 3, 4));
    cases.add(plain("one_of_each", 1, 1, 1, 1, 1));
    cases.add(plain("one_query", 4, 3, 2, 1, 5));
    cases.add(plain("one_key", 2, 5, 3, 4, 1));

    cases.add(causal("causal_square", 3, 5, 2, 4, 4));
    cases.add(causal("causal_more_keys", 4, 6, 2, 3, 5));
    cases.add(causal("causal_more_queries", 4, 6, 2, 5, 3));
    cases.add(causal("causal_heads", 5, 7, 2, 3, 4, 6));

    cases.add(padding("padding", new int[] {5, 2}, 4, 6, 2, 3, 5));
    cases.add(padding("padding_heads", new int[] {1, 5}, 6, 7, 2, 3, 4, 5));
    cases.add(padding("padding_empty_sequence", new int[] {3, 0, 4}, 5, 6, 3, 2, 4));
    cases.add(paddingAndCausal());

    cases.add(mask("mask", "11010 00100 10111 01001 11111 10000", 4, 6, 2, 3, 5));
    cases.add(mask("mask_heads", "110 011 101 001 111 010 100 110", 5, 4, 2, 2, 2, 3));
    cases.add(mask("masked_row", "1101 0000 0110 1111 0001 0000", 5, 6, 2, 3, 4));
    cases.add(mask("masked_everything", "000 000", 4, 5, 1, 2, 3));

    cases.add(largeInputs());
    if (mayHaveBias()) {
      cases.add(biased("bias", 4, 6, 2, 3, 5));
      cases.add(biased("bias_heads", 6, 7, 2, 3, 4, 5));
    }
    return cases;
  }

  private GoldenCase plain(String name, long keyDim, long valueDim, long... scoresShape) {
    return attend(new GoldenCase(name), keyDim, valueDim, scoresShape, null);
  }

  private GoldenCase biased(String name, long keyDim, long valueDim, long... scoresShape) {
    GoldenCase golden = new GoldenCase(name).with("bias", true);
    return attend(golden, keyDim, valueDim, scoresShape, null);
  }

  private GoldenCase causal(String name, long keyDim, long valueDim, long... scoresShape) {
    GoldenCase golden = new GoldenCase(name).with("causal", true);
    return attend(golden, keyDim, valueDim, scoresShape, Masks.causal(scoresShape));
  }

  private GoldenCase padding(
      String name, int[] lengths, long keyDim, long valueDim, long... scoresShape) {
    GoldenCase golden = new GoldenCase(name).with("lengths", Masks.text(lengths));
    return attend(golden, keyDim, valueDim, scoresShape, Masks.padding(lengths, scoresShape));
  }

  private GoldenCase paddingAndCausal() {
    int[] lengths = {6, 3};
    long[] scoresShape = {2, 3, 4, 6};
    Tensor mask = Masks.padding(lengths, scoresShape).mul(Masks.causal(scoresShape));
    GoldenCase golden = new GoldenCase("padding_and_causal");
    golden.with("lengths", Masks.text(lengths)).with("causal", true);
    return attend(golden, 5, 7, scoresShape, mask);
  }

  private GoldenCase mask(
      String name, String zerosAndOnes, long keyDim, long valueDim, long... scoresShape) {
    Tensor mask = Masks.of(zerosAndOnes, scoresShape);
    return attend(new GoldenCase(name), keyDim, valueDim, scoresShape, mask);
  }

  /** Large inputs: products of about 1e4 must not overflow, tanh saturates. */
  private GoldenCase largeInputs() {
    GoldenCase golden = new GoldenCase("large_logits");
    Tensor query = golden.normal(2, 3, queryDim(4)).mul(Tensors.scalar(100)).round();
    Tensor key = golden.normal(2, 5, 4).mul(Tensors.scalar(100)).round();
    return attend(golden, query, key, golden.normal(2, 5, 6), null);
  }

  final GoldenCase attend(
      GoldenCase golden, long keyDim, long valueDim, long[] scoresShape, Tensor mask) {
    int rank = scoresShape.length;
    long queryLength = scoresShape[rank - 2];
    long keyLength = scoresShape[rank - 1];
    Tensor query = golden.normal(withRows(scoresShape, queryLength, queryDim(keyDim)));
    Tensor key = golden.normal(withRows(scoresShape, keyLength, keyDim));
    Tensor value = golden.normal(withRows(scoresShape, keyLength, valueDim));
    return attend(golden, query, key, value, mask);
  }

  private static long[] withRows(long[] scoresShape, long rows, long columns) {
    long[] shape = Arrays.copyOf(scoresShape, scoresShape.length);
    shape[shape.length - 2] = rows;
    shape[shape.length - 1] = columns;
    return shape;
  }

  final GoldenCase attend(GoldenCase golden, Tensor query, Tensor key, Tensor value, Tensor mask) {
    golden.input("query", query);
    golden.input("key", key);
    golden.input("value", value);
    drawParameters(golden, query.size(-1), key.size(-1));
    if (mask != null) {
      golden.constant("mask", mask);
    }
    return golden
        .compute(inputs -> Softmax.attend(scores(inputs), inputs.get("value"), mask))
        .agreesWith(inputs -> new Result(pytorchOutput(inputs)));
  }
}
