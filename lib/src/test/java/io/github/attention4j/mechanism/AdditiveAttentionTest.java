package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.AttentionContract;
import io.github.attention4j.contract.Close;
import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Additive;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AdditiveAttentionTest extends AttentionContract {
  @Override
  protected Class<?> mechanism() {
    return Additive.class;
  }

  @Override
  protected Attending attending(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    return Attending.of(
        new Attention(
            Additive.create(
                parameters,
                width(tensors, "query"),
                width(tensors, "key"),
                8,
                options.containsKey("bias"))));
  }

  @Override
  protected String golden() {
    return "additive";
  }

  @Override
  protected String operation() {
    return "additive";
  }

  @Override
  protected String queryWidth() {
    return "Dq";
  }

  @Override
  protected String keyWidth() {
    return "keyDim";
  }

  @Override
  protected int goldenCases() {
    return 21;
  }

  /**
   * Rounding the inputs of this case to FLOAT moves its gradient by more than the tolerance before
   * anything is computed: next to tanh's tails, hundreds cancel each other. In DOUBLE it is held.
   */
  @Override
  protected Stream<Arguments> goldenGradients() {
    return super.goldenGradients()
        .filter(
            run ->
                !run.get()[0].toString().equals("large_logits") || run.get()[1] != DataType.FLOAT);
  }

  @Test
  void roundingLargeInputsAloneMovesTheGradient() {
    Map<String, INDArray> tensors =
        GoldenCase.read("additive").stream()
            .filter(golden -> golden.name().equals("large_logits"))
            .findFirst()
            .orElseThrow()
            .tensors();
    UnaryOperator<INDArray> rounded = x -> x.castTo(DataType.FLOAT).castTo(DataType.DOUBLE);
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    Additive additive = Additive.create(parameters, 7, 4, 8);
    for (String name : List.of("query", "key")) {
      INDArray weight = tensors.get(name + "Projection.weight");
      parameters.get(name + ".weight").assign(rounded.apply(weight));
    }
    parameters.get("energy.weight").assign(rounded.apply(tensors.get("energy.weight")));
    TapeOps ops = TapeOps.create();
    Tensor query = ops.constant(tensors.get("query"));
    Tensor key = ops.constant(tensors.get("key"));
    Tensor value = ops.constant(tensors.get("value"));
    Tensor output = new Attention(additive).attend(ops, query, key, value, Mask.all()).output();
    INDArray gradient = ops.backward(output, tensors.get("outputGradient")).of("query.weight");
    INDArray expected = tensors.get("queryProjection.weightGradient");
    double moved = gradient.sub(expected).amaxNumber().doubleValue();
    assertTrue(moved > Close.FLOAT * expected.amaxNumber().doubleValue(), "moved by " + moved);
  }

  /** tanh(ln 2) is 0.6 and tanh(ln 3) is 0.8; the hidden layer is (q + k2, k1), v = (10, 100). */
  @Test
  void worksOutAnExampleByHand() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    Additive additive = Additive.create(parameters, 1, 2, 2);
    parameters.get("query.weight").assign(Nd4j.create(new double[][] {{1}, {0}}));
    parameters.get("key.weight").assign(Nd4j.create(new double[][] {{0, 1}, {1, 0}}));
    parameters.get("energy.weight").assign(Nd4j.create(new double[][] {{10, 100}}));
    double ln2 = Math.log(2);
    double ln3 = Math.log(3);
    INDArray query = Nd4j.create(new double[][][] {{{ln2}, {0}}});
    INDArray key = Nd4j.create(new double[][][] {{{ln3, 0}, {0, -ln2}}});
    INDArray scores = additive.scores(NdArrayOps.eager(), query, key);
    assertClose(Nd4j.create(new double[][][] {{{86, 0}, {80, -6}}}), scores, "scores");
  }

  @Test
  void refusesEmptyWidths() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> Additive.create(parameters, 0, 3, 2));
    assertEquals("additive: queryDim is 0, expected at least 1", refusal.getMessage());
    refusal =
        assertThrows(IllegalArgumentException.class, () -> Additive.create(parameters, 3, 3, -2));
    assertEquals("additive: hiddenDim is -2, expected at least 1", refusal.getMessage());
    assertEquals(Set.of(), parameters.paths());
  }

  /** What the class's Javadoc shows. */
  @Test
  void isMadeAndCalledAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    Attention attention = new Attention(Additive.create(parameters.at("score"), 7, 4, 8));
    INDArray query = Nd4j.rand(DataType.FLOAT, 1, 3, 7);
    INDArray key = Nd4j.rand(DataType.FLOAT, 1, 5, 4);
    assertArrayEquals(new long[] {1, 3, 5}, attention.attend(query, key, key).weights().shape());
    assertEquals(
        "[score.query.weight, score.key.weight, score.energy.weight]",
        parameters.paths().toString());
    assertEquals(96, parameters.count());
  }
}
