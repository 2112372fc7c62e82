package io.github.attention4j.mechanism;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Dot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** PyTorch's own module, taken over from its state_dict. */
class PyTorchStateTest {
  private static final Set<String> NOT_STATE =
      Set.of("input", "query", "key", "value", "mask", "output", "weights");

  private static Map<String, INDArray> state(GoldenCase golden) {
    Map<String, INDArray> state = new LinkedHashMap<>(golden.tensors());
    state.keySet().removeIf(name -> NOT_STATE.contains(name) || name.endsWith("Gradient"));
    return state;
  }

  private static GoldenCase golden(String name) {
    return GoldenCase.read("multi_head_attention").stream()
        .filter(golden -> golden.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"equal_dims", "equal_dims_no_bias", "other_dims", "context_dims_no_bias"})
  void computesWhatTheModuleComputes(String name) {
    GoldenCase golden = golden(name);
    Map<String, INDArray> state = state(golden);
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1).at("decoder.0");
    MultiHeadAttention attention =
        MultiHeadAttention.fromPyTorch(
            parameters, state, Long.parseLong(golden.options().get("heads")));
    AttentionResult<INDArray> result =
        attention.attend(
            golden.tensors().get("query"),
            golden.tensors().get("key"),
            golden.tensors().get("value"));
    assertClose(golden.tensors().get("output"), result.output(), "output");
    assertClose(golden.tensors().get("weights"), result.weights(), "weights");
    assertEquals(state.values().stream().mapToLong(INDArray::length).sum(), parameters.count());
  }

  /** PyTorch's projections under a score that its module does not have. */
  @Test
  void takesOptionsThatTheStateFits() {
    GoldenCase golden = golden("equal_dims");
    MultiHeadOptions options = MultiHeadOptions.of(6, 2).withScore(new Dot());
    MultiHeadAttention attention =
        MultiHeadAttention.fromPyTorch(
            Parameters.seeded(DataType.DOUBLE, 1), state(golden), options);
    INDArray query = golden.tensors().get("query");
    INDArray key = golden.tensors().get("key");
    INDArray value = golden.tensors().get("value");
    INDArray scaled = golden.tensors().get("weights");
    INDArray sharper = Transforms.pow(scaled, Math.sqrt(3)); // 3 features a head, not divided
    assertClose(
        sharper.div(sharper.sum(true, -1)), attention.attend(query, key, value).weights(), "dot");
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                MultiHeadAttention.fromPyTorch(
                    Parameters.seeded(DataType.DOUBLE, 1),
                    state(golden),
                    options.withOutputDim(7)));
    assertTrue(
        refusal.getMessage().startsWith("multiHead: PyTorch state is of MultiHeadOptions["),
        refusal.getMessage());
  }

  @Test
  void copiesTheState() {
    Map<String, INDArray> state = state(golden("equal_dims"));
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    MultiHeadAttention.fromPyTorch(parameters, state, 2);
    parameters.get("output.bias").assign(9);
    parameters.get("key.weight").assign(9);
    assertEquals(state(golden("equal_dims")), state);
  }

  static Stream<Arguments> badStates() {
    return Stream.of(
        Arguments.of("has no out_proj.weight; it has []", "", null),
        Arguments.of(
            "has no in_proj_bias; it has [in_proj_weight, out_proj.bias, out_proj.weight]",
            "in_proj_bias",
            null),
        Arguments.of(
            "has no q_proj_weight; it has [in_proj_bias, out_proj.bias, out_proj.weight]",
            "in_proj_weight",
            null),
        Arguments.of(
            "has bias_k, which there is no place for",
            "bias_k",
            Nd4j.ones(DataType.DOUBLE, 1, 1, 6)),
        Arguments.of(
            "in_proj_weight is [17, 6], expected [18, 6]",
            "in_proj_weight",
            Nd4j.ones(DataType.DOUBLE, 17, 6)),
        Arguments.of(
            "in_proj_bias is [6], expected [18]", "in_proj_bias", Nd4j.ones(DataType.DOUBLE, 6)),
        Arguments.of(
            "out_proj.weight is [6, 5], expected [6, 6]",
            "out_proj.weight",
            Nd4j.ones(DataType.DOUBLE, 6, 5)),
        Arguments.of(
            "out_proj.bias has rank 2, expected 1",
            "out_proj.bias",
            Nd4j.ones(DataType.DOUBLE, 1, 6)),
        Arguments.of(
            "in_proj_bias is FLOAT, expected DOUBLE to match the parameters",
            "in_proj_bias",
            Nd4j.ones(DataType.FLOAT, 18)));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("badStates")
  void refusesStatesThatDoNotFit(String message, String changed, INDArray array) {
    Map<String, INDArray> state = state(golden("equal_dims"));
    if (changed.isEmpty()) {
      state.clear();
    } else if (array == null) {
      state.remove(changed);
    } else {
      state.put(changed, array);
    }
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> MultiHeadAttention.fromPyTorch(parameters, state, 2));
    assertEquals("multiHead: PyTorch state " + message, refusal.getMessage());
    assertEquals(Set.of(), parameters.paths());
  }
}
