package io.github.attention4j.contract;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.param.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What every gate over a feature map (B, C, H, W), and attention over one, holds anywhere. */
public abstract class GateContract extends GateRefusals {
  @Test
  void gradientsAgreeWithCentralDifferences() {
    Map<String, INDArray> inputs = Map.of("input", random(11, 2, CHANNELS, 2, 3));
    for (String batchNorm : new String[] {"training", "evaluation"}) {
      Map<String, String> options = new LinkedHashMap<>(PLAIN);
      options.put("batchNorm", batchNorm);
      Parameters parameters = Parameters.seeded(DataType.DOUBLE, 13);
      assertGradients(subject(parameters, inputs, options), parameters, inputs, options);
      if (parameters.buffers().isEmpty()) {
        return; // no batch norm, so both ways are one
      }
    }
  }

  static Stream<Arguments> sizes() {
    return Stream.of(
            new long[] {2, CHANNELS, 4, 6},
            new long[] {1, CHANNELS, 5, 3},
            new long[] {3, CHANNELS, 1, 1},
            new long[] {2, CHANNELS, 1, 7},
            new long[] {2, 2, 8, 2})
        .flatMap(
            sizes ->
                Stream.of(Interpreter.values())
                    .map(interpreter -> Arguments.of(sizes, interpreter)));
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void theOutputIsWhatTheMapsMakeOfTheInput(long[] sizes, Interpreter interpreter) {
    INDArray input = random(1, sizes);
    Map<String, INDArray> results = new LinkedHashMap<>(run(interpreter, input));
    INDArray output = results.remove("output");
    INDArray alone = results.remove(Subject.ALONE);
    INDArray expected = applied(input, results);
    assertClose(expected, output, "output");
    assertClose(expected, alone == null ? output : alone, Subject.ALONE);
  }

  /** The output that the maps make of the input: it times gates between 0 and 1. */
  protected INDArray applied(INDArray input, Map<String, INDArray> maps) {
    assertTrue(maps.size() > 0);
    INDArray result = input;
    for (INDArray gate : maps.values()) {
      result = result.mul(checked(gate));
    }
    return result;
  }

  /** Asserts that a gate's numbers are between 0 and 1. */
  protected static INDArray checked(INDArray gate) {
    assertTrue(gate.minNumber().doubleValue() > 0, "" + gate);
    assertTrue(gate.maxNumber().doubleValue() < 1, "" + gate);
    return gate;
  }

  @ParameterizedTest
  @EnumSource
  void oneSampleChangesNothingInAnother(Interpreter interpreter) {
    INDArray input = random(2, 2, CHANNELS, 3, 5);
    Map<String, INDArray> before = run(interpreter, input);
    input.slice(0).assign(Double.NaN);
    run(interpreter, input)
        .forEach(
            (name, after) -> {
              assertClose(before.get(name).slice(1), after.slice(1), name);
              assertTrue(Double.isNaN(after.slice(0).sumNumber().doubleValue()), name);
            });
  }

  @ParameterizedTest
  @EnumSource
  void takesLargeNumbers(Interpreter interpreter) {
    for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
      INDArray input = random(3, 2, CHANNELS, 3, 5).muli(1e4).castTo(type);
      run(interpreter, input)
          .forEach(
              (name, result) ->
                  assertTrue(Double.isFinite(result.sumNumber().doubleValue()), name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void leavesItsInputAndTakesViewsInAnyOrder(Interpreter interpreter) {
    INDArray input = random(4, 2, CHANNELS, 3, 5);
    INDArray copy = input.dup();
    Map<String, INDArray> expected = run(interpreter, input);
    assertEquals(copy, input);
    INDArray strided = input.permute(2, 0, 3, 1).dup('c').permute(1, 3, 0, 2);
    for (INDArray view : new INDArray[] {input.dup('f'), strided}) {
      run(interpreter, view)
          .forEach((name, result) -> assertClose(expected.get(name), result, name));
      assertEquals(copy, view);
    }
  }
}
