package io.github.attention4j.contract;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.param.Parameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What everything that attends with queries to keys and values holds, under every interpreter. */
public abstract class AttentionContract extends AttentionRefusals {
  private static final Map<String, String> CAUSAL = Map.of("causal", "true");

  @Test
  void gradientsAgreeWithCentralDifferences() {
    Map<String, INDArray> inputs = random(11, 2, 3, 4, 4, 2);
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 13);
    assertGradients(subject(parameters, inputs, PLAIN), parameters, inputs, CAUSAL);
  }

  @ParameterizedTest
  @EnumSource
  void everyRowOfWeightsSumsToOne(Interpreter interpreter) {
    INDArray weights = run(interpreter, random(1, 2, 3, 5, 4, 6), PLAIN).get("weights");
    long[] rows = Arrays.copyOf(weights.shape(), weights.rank() - 1);
    assertClose(Nd4j.ones(DataType.DOUBLE, rows), weights.sum(-1), "row sums");
  }

  @ParameterizedTest
  @EnumSource
  void permutingKeysAndValuesTogetherChangesNothing(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(2, 2, 3, 5, 4, 6);
    INDArray before = run(interpreter, inputs, PLAIN).get("output");
    for (String name : List.of("key", "value")) {
      INDArray array = inputs.get(name);
      INDArray permuted = array.dup('c');
      int[] order = {3, 0, 4, 2, 1};
      for (int t = 0; t < order.length; t++) {
        permuted
            .get(NDArrayIndex.all(), NDArrayIndex.point(t))
            .assign(array.get(NDArrayIndex.all(), NDArrayIndex.point(order[t])));
      }
      inputs.put(name, permuted);
    }
    assertClose(before, run(interpreter, inputs, PLAIN).get("output"), "output");
  }

  @ParameterizedTest
  @EnumSource
  void whatMaskedKeysContainChangesNothing(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(3, 2, 3, 5, 4, 6);
    inputs.put("lengths", Nd4j.createFromArray(2L, 4L));
    INDArray before = run(interpreter, inputs, PLAIN).get("output");
    for (String name : List.of("key", "value")) {
      INDArray changed = inputs.get(name).dup('c');
      changed.get(NDArrayIndex.point(0), NDArrayIndex.interval(2, 5)).assign(1e4);
      changed.get(NDArrayIndex.point(1), NDArrayIndex.point(4)).assign(-1e4);
      inputs.put(name, changed);
    }
    assertClose(before, run(interpreter, inputs, PLAIN).get("output"), "output");
  }

  @ParameterizedTest
  @EnumSource
  void causalOutputsDependOnTheirPrefixAlone(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(4, 2, 5, 5, 4, 6);
    INDArray whole = run(interpreter, inputs, CAUSAL).get("output");
    inputs.replaceAll(
        (name, array) -> array.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c'));
    INDArray prefix = run(interpreter, inputs, CAUSAL).get("output");
    assertClose(
        whole.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c'), prefix, "prefix");
  }

  @ParameterizedTest
  @EnumSource
  void aQueryWithoutKeysGetsZeros(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(5, 2, 3, 5, 4, 6);
    inputs.put("lengths", Nd4j.createFromArray(0L, 5L));
    Map<String, INDArray> results = run(interpreter, inputs, PLAIN);
    assertEquals(0, results.get("weights").slice(0).ameanNumber().doubleValue());
    assertEquals(0, results.get("output").slice(0).ameanNumber().doubleValue());
    assertTrue(results.get("output").slice(1).ameanNumber().doubleValue() > 0);
  }

  @ParameterizedTest
  @EnumSource
  void aNanReachesWhatIsComputedFromItAndNothingElse(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(6, 2, 3, 5, 4, 6);
    inputs.get("query").putScalar(new long[] {0, 1, 0}, Double.NaN);
    INDArray output = run(interpreter, inputs, PLAIN).get("output");
    for (int query = 0; query < 3; query++) {
      assertEquals(query == 1, Double.isNaN(output.getDouble(0, query, 0)), "query " + query);
    }
    assertTrue(Double.isFinite(output.slice(1).sumNumber().doubleValue()));
  }

  @ParameterizedTest
  @EnumSource
  void leavesItsInputsAndTakesViewsInAnyOrder(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(7, 2, 3, 5, 4, 6);
    INDArray expected = run(interpreter, inputs, PLAIN).get("output");
    Map<String, INDArray> views = new LinkedHashMap<>();
    inputs.forEach(
        (name, array) -> {
          INDArray view = array.permute(2, 0, 1).dup('c').permute(1, 2, 0); // strides out of order
          views.put(name, name.equals("key") ? array.dup('f') : view);
        });
    assertClose(expected, run(interpreter, views, PLAIN).get("output"), "of views");
    inputs.forEach((name, array) -> assertEquals(array, views.get(name), name));
  }
}
