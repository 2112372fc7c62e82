package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.ops.Fused;
import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds the linear map in one go to the written one, in DOUBLE. */
class FusedLinearTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "2, 1, 3, 4",
    "64, 10, 32, 32",
    "3, 5, 7, 1",
    "1, 33, 1, 9",
    "5, 300, 100, 70"
  })
  void agreesWithTheDefinition(long batch, long length, long inputs, long outputs) {
    Random random = new Random(1);
    INDArray[] given = {
      normal(random, batch, length, inputs),
      normal(random, outputs, inputs),
      normal(random, outputs)
    };
    INDArray outputGradient = normal(random, batch, length, outputs);
    TapeOps ops = TapeOps.create();
    Tensor[] precise = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      precise[i] = ops.variable(given[i].castTo(DataType.DOUBLE));
    }
    for (char order : new char[] {'c', 'f'}) {
      for (int count = 2; count <= 3; count++) {
        boolean biased = count == 3;
        Tensor expected = ops.linear(precise[0], precise[1], biased ? precise[2] : null);
        Gradients gradients = ops.backward(expected, outputGradient.castTo(DataType.DOUBLE));
        FusedLinear fused =
            FusedLinear.of(
                    given[0].dup(order), given[1].dup(order), biased ? given[2].dup(order) : null)
                .orElseThrow();
        INDArray[] found = fused.gradients(outputGradient.dup(order));
        assertClose(expected.array(), fused.output(), "output");
        assertEquals(count, found.length);
        for (int i = 0; i < count; i++) {
          assertClose(gradients.of(precise[i]), found[i], "gradient " + i + ", order " + order);
        }
      }
    }
  }

  @Test
  void leavesOutGradientsThatNobodyWants() {
    INDArray input = normal(new Random(2), 7, 90, 40);
    INDArray weight = normal(new Random(3), 60, 40);
    INDArray bias = normal(new Random(4), 60);
    INDArray outputGradient = normal(new Random(5), 7, 90, 60);
    FusedLinear fused = FusedLinear.of(input, weight, bias).orElseThrow();
    INDArray[] all = fused.gradients(outputGradient);
    for (int left = 0; left < 3; left++) {
      boolean[] wanted = {true, true, true};
      wanted[left] = false;
      INDArray[] found = fused.gradients(outputGradient, wanted);
      for (int i = 0; i < 3; i++) {
        assertEquals(i == left ? null : all[i], found[i], "gradient " + i + " without " + left);
      }
    }
    TapeOps ops = TapeOps.create();
    Tensor given = ops.constant(input);
    List<boolean[]> asked = new ArrayList<>();
    Tensor output =
        ops.fused(List.of(given, ops.variable(weight)), arrays -> Optional.of(asking(fused, asked)))
            .orElseThrow();
    ops.backward(output, outputGradient);
    assertArrayEquals(new boolean[] {false, true}, asked.get(0));
  }

  private static Fused asking(FusedLinear fused, List<boolean[]> asked) {
    return new Fused() {
      @Override
      public INDArray output() {
        return fused.output();
      }

      @Override
      public INDArray[] gradients(INDArray outputGradient) {
        throw new AssertionError("all of them");
      }

      @Override
      public INDArray[] gradients(INDArray outputGradient, boolean[] wanted) {
        asked.add(wanted.clone());
        INDArray[] gradients = fused.gradients(outputGradient, new boolean[] {false, true, false});
        return new INDArray[] {gradients[0], gradients[1]};
      }
    };
  }

  /** Bit by bit: the definition differs in the last digits. */
  @Test
  void linearMapsTakeItUnderBothInterpretersThatHoldArrays() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    Linear linear = Linear.create(parameters, 40, 30, true);
    INDArray input = normal(new Random(2), 7, 9, 40);
    INDArray outputGradient = normal(new Random(3), 7, 9, 30);
    FusedLinear fused = FusedLinear.of(input, linear.weight(), linear.bias()).orElseThrow();
    assertEquals(fused.output(), linear.apply(NdArrayOps.eager(), input));
    TapeOps ops = TapeOps.create();
    Tensor tensor = ops.variable(input);
    Tensor output = linear.apply(ops, tensor);
    assertEquals(fused.output(), output.array());
    Gradients gradients = ops.backward(output, outputGradient);
    INDArray[] expected = fused.gradients(outputGradient);
    assertEquals(expected[0], gradients.of(tensor));
    assertEquals(expected[1], gradients.of("weight"));
    assertEquals(expected[2], gradients.of("bias"));
  }

  @Test
  void leavesToTheDefinitionWhatItCannotDoOrHasToRefuse() {
    Linear linear = Linear.create(Parameters.seeded(DataType.FLOAT, 1), 4, 3, true);
    INDArray weight = linear.weight();
    INDArray input = Nd4j.ones(DataType.FLOAT, 2, 4);
    assertTrue(FusedLinear.of(input, weight, null).isPresent());
    INDArray precise = input.castTo(DataType.DOUBLE);
    assertEquals(Optional.empty(), FusedLinear.of(precise, weight.castTo(DataType.DOUBLE), null));
    INDArray narrow = Nd4j.ones(DataType.FLOAT, 2, 3);
    INDArray closed = Nd4j.ones(DataType.FLOAT, 2, 4);
    closed.close();
    for (INDArray refused : new INDArray[] {narrow, precise, closed}) {
      assertEquals(Optional.empty(), FusedLinear.of(refused, weight, null));
      Exception expected =
          assertThrows(
              IllegalArgumentException.class,
              () -> NdArrayOps.eager().linear(refused, weight, linear.bias()));
      Exception refusal =
          assertThrows(
              IllegalArgumentException.class, () -> linear.apply(NdArrayOps.eager(), refused));
      assertEquals(expected.getMessage(), refusal.getMessage());
    }
  }
}
