package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.AttentionContract;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Additive;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MultiHeadAttentionTest extends AttentionContract {
  @Override
  protected Class<?> mechanism() {
    return MultiHeadAttention.class;
  }

  private static long outputDim(Map<String, INDArray> tensors, Map<String, String> options) {
    String wanted = options.get("outputDim");
    return wanted == null ? width(tensors, "query") : Long.parseLong(wanted);
  }

  @Override
  protected Attending attending(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    long heads = Long.parseLong(options.getOrDefault("heads", "2"));
    MultiHeadOptions withBias =
        MultiHeadOptions.of(width(tensors, "query"), heads)
            .withInputDims(width(tensors, "key"), width(tensors, "value"))
            .withOutputDim(outputDim(tensors, options));
    boolean golden = tensors.containsKey("out_proj.weight");
    boolean bias = !golden || tensors.containsKey("out_proj.bias");
    MultiHeadAttention attention =
        MultiHeadAttention.create(parameters, bias ? withBias : withBias.withoutBias());
    return new Attending() {
      @Override
      public <T> AttentionResult<T> attend(
          TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
        return attention.attend(ops, query, key, value, mask);
      }

      @Override
      public <T> T output(TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
        return attention.output(ops, query, key, value, mask);
      }
    };
  }

  @Override
  protected Map<String, INDArray> parameters(Map<String, INDArray> pytorch) {
    return new PyTorchState(pytorch, DataType.DOUBLE).byPath();
  }

  @Override
  protected String golden() {
    return "multi_head_attention";
  }

  @Override
  protected int goldenCases() {
    return 23;
  }

  @Override
  protected String operation() {
    return "multiHead";
  }

  @Override
  protected String queryWidth() {
    return "D";
  }

  @Override
  protected String keyWidth() {
    return "keyDim";
  }

  @Override
  protected String ranks() {
    return "3";
  }

  /** What the class's Javadoc shows. */
  @Test
  void countsAndShapesAreAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    MultiHeadAttention attention =
        MultiHeadAttention.create(parameters.at("attention"), MultiHeadOptions.of(6, 2));
    INDArray input = Nd4j.rand(DataType.FLOAT, 1, 5, 6);
    AttentionResult<INDArray> result = attention.attend(input, input, input, Mask.causal());
    assertArrayEquals(new long[] {1, 5, 6}, result.output().shape());
    assertArrayEquals(new long[] {1, 2, 5, 5}, result.weights().shape());
    assertEquals(168, parameters.count());
    assertEquals(
        List.of(
            "attention.query.weight",
            "attention.query.bias",
            "attention.key.weight",
            "attention.key.bias",
            "attention.value.weight",
            "attention.value.bias",
            "attention.output.weight",
            "attention.output.bias"),
        List.copyOf(parameters.paths()));
  }

  /** Heads of widths of their own, one by one with Attention on their rows of the weights. */
  @Test
  void headsAreAttentionsSideBySide() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 7);
    MultiHeadOptions options =
        MultiHeadOptions.of(4, 2).withInputDims(5, 6).withHeadDims(3, 7).withoutBias();
    MultiHeadAttention attention = MultiHeadAttention.create(parameters, options);
    Map<String, INDArray> inputs = inputs();
    TensorOps<INDArray> ops = NdArrayOps.eager();
    INDArray expected = Nd4j.zeros(DataType.DOUBLE, 2, 3, 4);
    AttentionResult<INDArray> result =
        attention.attend(inputs.get("query"), inputs.get("key"), inputs.get("value"));
    for (long head = 0; head < 2; head++) {
      AttentionResult<INDArray> one =
          Attention.scaledDot()
              .attend(
                  ops.linear(inputs.get("query"), rows(parameters, "query", head, 3), null),
                  ops.linear(inputs.get("key"), rows(parameters, "key", head, 3), null),
                  ops.linear(inputs.get("value"), rows(parameters, "value", head, 7), null));
      INDArray columns =
          parameters
              .get("output.weight")
              .get(NDArrayIndex.all(), NDArrayIndex.interval(7 * head, 7 * head + 7));
      expected.addi(ops.linear(one.output(), columns.dup('c'), null));
      INDArray weights =
          result.weights().get(NDArrayIndex.all(), NDArrayIndex.point(head)).dup('c');
      assertClose(one.weights(), weights, "weights of head " + head);
    }
    assertClose(expected, result.output(), "output");
  }

  private static INDArray rows(Parameters parameters, String name, long head, long headDim) {
    return parameters
        .get(name + ".weight")
        .get(NDArrayIndex.interval(head * headDim, (head + 1) * headDim))
        .dup('c');
  }

  private static Map<String, INDArray> inputs() {
    Random random = new Random(3);
    return Map.of(
        "query", uniform(random, 2, 3, 4),
        "key", uniform(random, 2, 5, 5),
        "value", uniform(random, 2, 5, 6));
  }

  /** A score with parameters, which the heads share, and heads of widths of their own. */
  @Test
  void takesAnyScore() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 7);
    MultiHeadOptions options =
        MultiHeadOptions.of(4, 2)
            .withInputDims(5, 6)
            .withHeadDims(3, 2)
            .withScore(Additive.create(parameters.at("score"), 3, 3, 2));
    MultiHeadAttention attention = MultiHeadAttention.create(parameters, options);
    Subject subject =
        new Subject() {
          @Override
          public <T> Map<String, T> call(
              TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
            T query = inputs.get("query");
            AttentionResult<T> result =
                attention.attend(ops, query, inputs.get("key"), inputs.get("value"), Mask.causal());
            return Map.of("output", result.output(), "weights", result.weights());
          }
        };
    assertGradients(subject, parameters, inputs(), Map.of());
    Map<String, INDArray> eager = Interpreter.EAGER.run(subject, inputs(), Map.of());
    Interpreter.OPEN_GRAPH
        .run(subject, inputs(), Map.of())
        .forEach((name, result) -> assertClose(eager.get(name), result, name));
  }

  @Test
  void masksOfFourAxesStretchAndOthersAreRefused() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 7);
    MultiHeadAttention attention =
        MultiHeadAttention.create(parameters, MultiHeadOptions.of(4, 2).withInputDims(5, 6));
    INDArray query = inputs().get("query");
    INDArray key = inputs().get("key");
    INDArray value = inputs().get("value");
    INDArray lastKeys = Nd4j.createFromArray(0.0, 1, 1, 1, 1, 1, 1, 1, 1, 0).reshape(2, 1, 1, 5);
    INDArray weights = attention.attend(query, key, value, Mask.of(lastKeys)).weights();
    for (int head = 0; head < 2; head++) {
      assertEquals(0, weights.getDouble(0, head, 2, 0));
      assertTrue(weights.getDouble(1, head, 2, 0) > 0);
      assertEquals(0, weights.getDouble(1, head, 2, 4));
    }
    for (INDArray bad : List.of(Nd4j.ones(2, 3, 5), Nd4j.ones(2, 3, 3, 5))) {
      ShapeException refusal =
          assertThrows(
              ShapeException.class, () -> attention.attend(query, key, value, Mask.of(bad)));
      assertEquals(
          bad.rank() == 3
              ? "multiHead: mask has rank 3, expected 4 to match scores"
              : "multiHead: mask axis 1 (H) is 3, expected 1 or 2 to match scores",
          refusal.getMessage().lines().findFirst().get());
    }
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> attention.attend(query, key, value, null));
    assertEquals(
        "multiHead: mask is null, expected a Mask; Mask.all() allows every key",
        refusal.getMessage());
  }

  @Test
  void averagesTheHeadsWeights() {
    INDArray weights = Nd4j.createFromArray(0.2, 0.8, 0.6, 0.4).reshape(1, 2, 1, 2);
    INDArray average = MultiHeadAttention.averageWeights(NdArrayOps.eager(), weights);
    assertClose(Nd4j.createFromArray(0.4, 0.6).reshape(1, 1, 2), average, "average");
    SameDiffOps graph = SameDiffOps.of(SameDiff.create());
    SDVariable open = graph.placeholder("weights", DataType.DOUBLE, -1, 2, -1, -1);
    SDVariable built = MultiHeadAttention.averageWeights(graph, open);
    Map<String, INDArray> results = graph.output(Map.of("weights", weights), built);
    assertClose(average, results.get(built.name()), "in a graph");
  }

  @Test
  void refusesTheMaskOfAnOutputAloneInItsOwnName() {
    INDArray input = Nd4j.ones(DataType.FLOAT, 2, 5, 6);
    MultiHeadAttention attention =
        MultiHeadAttention.create(Parameters.seeded(DataType.FLOAT, 9), MultiHeadOptions.of(6, 2));
    Mask<INDArray> tooSmall = Mask.of(Nd4j.eye(4));
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> attention.output(input, input, input, tooSmall));
    assertEquals("multiHead", refusal.operation());
  }
}
