package io.github.attention4j.param;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GruCellTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return GruCell.class;
  }

  @Override
  protected String golden() {
    return "gru_cell";
  }

  @Override
  protected int goldenCases() {
    return 5;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    long inputs = tensors.get("input").size(1);
    long size = tensors.get("hidden").size(1);
    boolean bias = tensors.containsKey("bias_ih");
    GruCell cell = GruCell.create(parameters, inputs, size, bias);
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", cell.apply(ops, inputs.get("input"), inputs.get("hidden")));
      }
    };
  }

  /** Once for a whole sequence, the input's part of the gates is what every step computes. */
  @Test
  void computesTheInputsPartAtOnce() {
    Random random = new Random(3);
    TensorOps<INDArray> ops = NdArrayOps.eager();
    GruCell cell = GruCell.create(Parameters.seeded(DataType.DOUBLE, 1), 3, 5);
    INDArray sequence = uniform(random, 2, 4, 3);
    INDArray gates = cell.inputGates(ops, sequence); // (B, T, 3 S)
    INDArray state = Nd4j.zeros(DataType.DOUBLE, 2, 5);
    INDArray expected = state;
    for (int step = 0; step < 4; step++) {
      state = cell.step(ops, ops.select(gates, 1, step), state);
      expected = cell.apply(ops.select(sequence, 1, step), expected);
    }
    assertClose(expected, state, "last state");
  }

  /** In DOUBLE, where nothing is fused: there and back, the states of the steps one by one. */
  @Test
  void readsASequenceInBothDirections() {
    Random random = new Random(4);
    TensorOps<INDArray> ops = NdArrayOps.eager();
    GruCell cell = GruCell.create(Parameters.seeded(DataType.DOUBLE, 1), 3, 5);
    INDArray sequence = uniform(random, 2, 4, 3);
    INDArray first = uniform(random, 2, 5);
    INDArray there = cell.sequence(ops, sequence, first); // (B, T, S)
    INDArray back = cell.sequenceBackwards(ops, sequence, first);
    INDArray state = first;
    INDArray stateBack = first;
    for (int step = 0; step < 4; step++) {
      state = cell.apply(ops.select(sequence, 1, step), state);
      stateBack = cell.apply(ops.select(sequence, 1, 3 - step), stateBack);
      assertClose(state, ops.select(there, 1, step), "state " + step);
      assertClose(stateBack, ops.select(back, 1, 3 - step), "state " + step + ", backwards");
    }
  }

  /** What the class's Javadoc shows. */
  @Test
  void isMadeAndCalledAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    GruCell cell = GruCell.create(parameters.at("encoder"), 3, 5);
    INDArray state = Nd4j.zeros(DataType.FLOAT, 2, 5);
    for (int step = 0; step < 4; step++) {
      state = cell.apply(Nd4j.rand(DataType.FLOAT, 2, 3), state);
    }
    assertArrayEquals(new long[] {2, 5}, state.shape());
    assertEquals(150, parameters.count());
    double most = parameters.get("encoder.bias_hh").amaxNumber().doubleValue();
    assertTrue(most > 0.2 && most <= 1 / Math.sqrt(5), "starts uniform: " + most);
  }

  @Test
  void refusesWhatDoesNotFit() {
    GruCell cell = GruCell.create(Parameters.seeded(DataType.FLOAT, 1), 3, 5);
    INDArray state = Nd4j.zeros(DataType.FLOAT, 2, 5);
    assertRefused("input axis 1 (I) is 4, expected 3 to match the cell's inputs", cell, 4, state);
    assertRefused(
        "hidden axis 1 (S) is 6, expected 5 to match the cell's size",
        cell,
        3,
        Nd4j.zeros(DataType.FLOAT, 2, 6));
    assertRefused("hidden is null, expected (B, S)", cell, 3, null);
    RuntimeException refusal =
        assertThrows(
            ShapeException.class,
            () -> cell.step(NdArrayOps.eager(), Nd4j.zeros(DataType.FLOAT, 2, 14), state));
    RuntimeException ofSequence =
        assertThrows(
            ShapeException.class,
            () -> cell.sequence(NdArrayOps.eager(), Nd4j.zeros(DataType.FLOAT, 2, 7, 4), state));
    assertEquals(
        "gruCell: input axis 2 (I) is 4, expected 3 to match the cell's inputs",
        ofSequence.getMessage().lines().findFirst().get());
    assertEquals(
        "gruCell: inputGates axis 1 (3 S) is 14, expected 15 to match three times the cell's size",
        refusal.getMessage().lines().findFirst().get());
  }

  private static void assertRefused(String message, GruCell cell, long inputs, INDArray hidden) {
    INDArray input = Nd4j.zeros(DataType.FLOAT, 2, inputs);
    RuntimeException refusal = assertThrows(ShapeException.class, () -> cell.apply(input, hidden));
    assertEquals("gruCell: " + message, refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void refusesEmptySizes() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> GruCell.create(parameters, 3, 0));
    assertEquals("gruCell: size is 0, expected at least 1", refusal.getMessage());
  }
}
