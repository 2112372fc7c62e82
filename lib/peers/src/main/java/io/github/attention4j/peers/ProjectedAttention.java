package io.github.attention4j.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * Self-attention, where one sequence is query, key and value, and cross-attention, where a context
 * of another length and width is key and value: linear projections around scaled dot-product
 * attention with one head (Vaswani et al. 2017, section 3.2.3).
 */
final class ProjectedAttention implements Mechanism {
  private static final Linear QUERY = new Linear("queryProjection");
  private static final Linear KEY = new Linear("keyProjection");
  private static final Linear VALUE = new Linear("valueProjection");
  private static final Linear OUTPUT = new Linear("outputProjection");

  private static final long QUERY_LENGTH = 3;
  private static final long KEY_LENGTH = 5;
  private static final long QUERY_DIM = 6;
  private static final long CONTEXT_DIM = 9;
  private static final long ATTENTION_DIM = 4;
  private static final long VALUE_DIM = 7;
  private static final long OUTPUT_DIM = 8;

  private final boolean self;

  private ProjectedAttention(boolean self) {
    this.self = self;
  }

  static ProjectedAttention self() {
    return new ProjectedAttention(true);
  }

  static ProjectedAttention cross() {
    return new ProjectedAttention(false);
  }

  @Override
  public String name() {
    return self ? "self_attention" : "cross_attention";
  }

  @Override
  public List<GoldenCase> cases() {
    List<GoldenCase> cases = new ArrayList<>();
    cases.add(attend(new GoldenCase("plain"), false, false, scores(2, KEY_LENGTH), null));
    cases.add(attend(new GoldenCase("bias"), true, false, scores(2, KEY_LENGTH), null));
    cases.add(
        attend(new GoldenCase("output_projection"), false, true, scores(2, KEY_LENGTH), null));
    cases.add(attend(new GoldenCase("one_key"), true, true, scores(3, 1), null));
    cases.add(causal());
    cases.add(padding());
    return cases;
  }

  private GoldenCase causal() {
    long[] scoresShape = scores(2, KEY_LENGTH);
    GoldenCase golden = new GoldenCase("causal").with("causal", true);
    return attend(golden, false, false, scoresShape, Masks.causal(scoresShape));
  }

  private GoldenCase padding() {
    int[] lengths = {4, 0, 2};
    long[] scoresShape = scores(lengths.length, KEY_LENGTH);
    GoldenCase golden = new GoldenCase("padding").with("lengths", Masks.text(lengths));
    return attend(golden, true, true, scoresShape, Masks.padding(lengths, scoresShape));
  }

  private long[] scores(long batch, long keyLength) {
    return new long[] {batch, self ? keyLength : QUERY_LENGTH, keyLength};
  }

  private GoldenCase attend(
      GoldenCase golden, boolean bias, boolean projectOutput, long[] scoresShape, Tensor mask) {
    long contextDim = self ? QUERY_DIM : CONTEXT_DIM;
    if (self) {
      golden.input("input", scoresShape[0], scoresShape[1], QUERY_DIM);
    } else {
      golden.input("query", scoresShape[0], scoresShape[1], QUERY_DIM);
      golden.input("context", scoresShape[0], scoresShape[2], contextDim);
    }
    QUERY.draw(golden, ATTENTION_DIM, QUERY_DIM, bias);
    KEY.draw(golden, ATTENTION_DIM, contextDim, bias);
    VALUE.draw(golden, VALUE_DIM, contextDim, bias);
    if (projectOutput) {
      OUTPUT.draw(golden, OUTPUT_DIM, VALUE_DIM, bias);
    }
    if (mask != null) {
      golden.constant("mask", mask);
    }
    return golden
        .compute(inputs -> steps(inputs, projectOutput))
        .agreesWith(inputs -> pytorch(inputs, projectOutput));
  }

  private Result steps(Map<String, Tensor> inputs, boolean projectOutput) {
    Tensor query = QUERY.steps(inputs, inputs.get(self ? "input" : "query"));
    Tensor context = inputs.get(self ? "input" : "context");
    Tensor key = KEY.steps(inputs, context);
    Tensor value = VALUE.steps(inputs, context);
    Tensor scores =
        query.matmul(key.transpose(-2, -1)).div(Tensors.scalar(Math.sqrt(ATTENTION_DIM)));
    Result attended = Softmax.attend(scores, value, inputs.get("mask"));
    return projectOutput
        ? new Result(OUTPUT.steps(inputs, attended.output()), attended.others())
        : attended;
  }

  private Result pytorch(Map<String, Tensor> inputs, boolean projectOutput) {
    Tensor context = inputs.get(self ? "input" : "context");
    Tensor attended =
        PytorchAttention.attend(
            QUERY.pytorch(inputs, inputs.get(self ? "input" : "query")),
            KEY.pytorch(inputs, context),
            VALUE.pytorch(inputs, context),
            inputs.get("mask"),
            1 / Math.sqrt(ATTENTION_DIM));
    return new Result(projectOutput ? OUTPUT.pytorch(inputs, attended) : attended);
  }
}
