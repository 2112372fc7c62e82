package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.GruCell;
import io.github.attention4j.param.Parameters;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds a sequence read in one go to the written one, in DOUBLE. */
class FusedGruTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, true",
    "2, 3, 4, 5, true",
    "3, 7, 2, 16, false",
    "64, 12, 24, 33, true",
    "1, 40, 8, 100, true"
  })
  void agreesWithTheDefinition(int batch, int length, int inputs, int size, boolean bias) {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    GruCell cell = GruCell.create(parameters, inputs, size, bias);
    Parameters precise = Parameters.seeded(DataType.DOUBLE, 1);
    GruCell definition = GruCell.create(precise, inputs, size, bias);
    for (String path : parameters.paths()) {
      parameters.get(path).muli(3); // gates that open and close
      precise.get(path).assign(parameters.get(path).castTo(DataType.DOUBLE));
    }
    Random random = new Random(2);
    INDArray input = normal(random, batch, length, inputs);
    INDArray hidden = normal(random, batch, size);
    INDArray outputGradient = normal(random, batch, length, size);
    for (boolean backwards : new boolean[] {false, true}) {
      for (char order : new char[] {'c', 'f'}) {
        Run expected =
            Run.of(
                definition,
                input.castTo(DataType.DOUBLE),
                hidden.castTo(DataType.DOUBLE),
                outputGradient.castTo(DataType.DOUBLE),
                backwards);
        Run found =
            Run.of(cell, input.dup(order), hidden.dup(order), outputGradient.dup(order), backwards);
        String what = (backwards ? "backwards, order " : "order ") + order;
        assertClose(expected.output, found.output, what + ": output");
        assertClose(expected.ofInput, found.ofInput, what + ": gradient of the input");
        assertClose(expected.ofHidden, found.ofHidden, what + ": gradient of the first state");
        assertEquals(bias ? 4 : 2, parameters.paths().size());
        for (String path : parameters.paths()) {
          assertClose(expected.gradients.of(path), found.gradients.of(path), what + ": " + path);
        }
      }
    }
  }

  private record Run(INDArray output, INDArray ofInput, INDArray ofHidden, Gradients gradients) {
    static Run of(
        GruCell cell, INDArray input, INDArray hidden, INDArray outputGradient, boolean backwards) {
      TapeOps ops = TapeOps.create();
      Tensor x = ops.variable(input);
      Tensor h = ops.variable(hidden);
      Tensor y = backwards ? cell.sequenceBackwards(ops, x, h) : cell.sequence(ops, x, h);
      Gradients gradients = ops.backward(y, outputGradient);
      return new Run(y.array(), gradients.of(x), gradients.of(h), gradients);
    }
  }

  /** The parts of r, z and n far from 0: the gates are 0 or 1 then, and nothing overflows. */
  @Test
  void standsLargeNumbers() {
    INDArray gates = Nd4j.createFromArray(-1e30f, 1e30f, 40, 90, -90, -1e30f).reshape(1, 2, 3);
    INDArray hidden = Nd4j.createFromArray(0.5f).reshape(1, 1);
    INDArray weight = Nd4j.zeros(DataType.FLOAT, 3, 1);
    FusedGru fused = FusedGru.of(gates, hidden, weight, null, false).orElseThrow();
    assertArrayEquals(new float[] {0.5f, -1}, fused.output().ravel().toFloatVector());
    for (INDArray gradient : fused.gradients(Nd4j.ones(DataType.FLOAT, 1, 2, 1))) {
      assertTrue(Double.isFinite(gradient.norm2Number().doubleValue()), gradient::toString);
    }
  }

  /** Bit by bit: the definition differs in the last digits. */
  @Test
  void sequencesTakeItUnderBothInterpretersThatHoldArrays() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    GruCell cell = GruCell.create(parameters, 4, 5);
    INDArray input = normal(new Random(2), 3, 6, 4);
    INDArray hidden = normal(new Random(3), 3, 5);
    NdArrayOps eager = NdArrayOps.eager();
    INDArray gates = cell.inputGates(eager, input);
    INDArray weight = parameters.get("weight_hh");
    INDArray bias = parameters.get("bias_hh");
    for (boolean backwards : new boolean[] {false, true}) {
      INDArray expected =
          FusedGru.of(gates, hidden, weight, bias, backwards).orElseThrow().output();
      assertEquals(
          expected,
          backwards
              ? cell.sequenceBackwards(eager, input, hidden)
              : cell.sequence(eager, input, hidden));
      INDArray ofTape =
          Run.of(cell, input, hidden, Nd4j.ones(DataType.FLOAT, 3, 6, 5), backwards).output;
      assertEquals(expected, ofTape);
    }
  }

  @Test
  void leavesToTheDefinitionWhatItCannotDoOrHasToRefuse() {
    INDArray gates = Nd4j.ones(DataType.FLOAT, 2, 3, 12);
    INDArray hidden = Nd4j.ones(DataType.FLOAT, 2, 4);
    INDArray weight = Nd4j.ones(DataType.FLOAT, 12, 4);
    assertTrue(FusedGru.of(gates, hidden, weight, null, false).isPresent());
    INDArray closed = Nd4j.ones(DataType.FLOAT, 2, 4);
    closed.close();
    for (INDArray refused :
        new INDArray[] {
          hidden.castTo(DataType.DOUBLE), closed, Nd4j.ones(DataType.FLOAT, 2, 5), Nd4j.ones(3, 4)
        }) {
      assertEquals(Optional.empty(), FusedGru.of(gates, refused, weight, null, false));
    }
    INDArray narrow = Nd4j.ones(DataType.FLOAT, 2, 3);
    INDArray notThreeParts = Nd4j.ones(DataType.FLOAT, 12, 3); // 12 gates of 3 features
    assertEquals(Optional.empty(), FusedGru.of(gates, narrow, notThreeParts, null, false));
    for (INDArray bias :
        new INDArray[] {Nd4j.ones(DataType.FLOAT, 11), Nd4j.ones(DataType.DOUBLE, 12)}) {
      assertEquals(Optional.empty(), FusedGru.of(gates, hidden, weight, bias, false));
    }
  }
}
