package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Convolution;
import io.github.attention4j.param.ConvolutionOptions;
import io.github.attention4j.param.Parameters;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Holds the convolution in one go to the written one, in DOUBLE. */
class FusedConvolutionTest {

  /** B, inputs, H, W, outputs, window, dilation; the larger ones are shared and cut in blocks. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1, 1, 1",
    "2, 3, 5, 4, 2, 3, 1",
    "3, 1, 7, 2, 4, 5, 1",
    "2, 4, 3, 3, 3, 7, 1",
    "2, 3, 6, 5, 2, 3, 2",
    "1, 2, 4, 5, 3, 3, 6",
    "5, 6, 8, 8, 7, 1, 1",
    "9, 16, 16, 16, 12, 3, 1",
    "2, 20, 61, 33, 9, 3, 4",
    "1, 33, 40, 90, 2, 5, 1"
  })
  void agreesWithTheDefinition(
      int batch, int inputs, int height, int width, int outputs, int window, int dilation) {
    Random random = new Random(1);
    INDArray[] given = {
      normal(random, batch, inputs, height, width),
      normal(random, outputs, inputs, window, window),
      normal(random, outputs)
    };
    INDArray outputGradient = normal(random, batch, outputs, height, width);
    TapeOps ops = TapeOps.create();
    Tensor[] precise = new Tensor[3];
    for (int i = 0; i < 3; i++) {
      precise[i] = ops.variable(given[i].castTo(DataType.DOUBLE));
    }
    Tensor plain = ops.convolution(precise[0], precise[1], dilation);
    Tensor offset = ops.expand(ops.expand(precise[2], -1), -1);
    for (char order : new char[] {'c', 'f'}) {
      for (int count = 2; count <= 3; count++) {
        Tensor expected = count == 3 ? ops.add(plain, offset) : plain;
        Gradients gradients = ops.backward(expected, outputGradient.castTo(DataType.DOUBLE));
        FusedConvolution fused =
            FusedConvolution.of(
                    given[0].dup(order),
                    given[1].dup(order),
                    count == 3 ? given[2] : null,
                    dilation)
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

  /** A part of a larger array: its channels do not lie one behind the other. */
  @Test
  void readsViews() {
    INDArray whole = normal(new Random(2), 3, 5, 8, 6);
    INDArray part =
        whole.get(
            NDArrayIndex.all(),
            NDArrayIndex.interval(1, 4),
            NDArrayIndex.interval(2, 7),
            NDArrayIndex.all());
    INDArray weight = normal(new Random(3), 2, 3, 3, 3);
    INDArray copied = FusedConvolution.of(part.dup('c'), weight, null, 1).orElseThrow().output();
    assertEquals(copied, FusedConvolution.of(part, weight, null, 1).orElseThrow().output());
  }

  /** Memory is used again: of the sample before, and of a larger map, nothing is left. */
  @Test
  void leavesNothingBehind() {
    INDArray weight = normal(new Random(4), 3, 2, 3, 3);
    INDArray input = normal(new Random(5), 2, 2, 4, 4);
    INDArray alone = FusedConvolution.of(input, weight, null, 2).orElseThrow().output().dup();
    INDArray infinite = Nd4j.valueArrayOf(new long[] {3, 2, 30, 30}, Float.NaN, DataType.FLOAT);
    FusedConvolution.of(infinite, weight, null, 1)
        .orElseThrow()
        .gradients(Nd4j.valueArrayOf(new long[] {3, 3, 30, 30}, Float.NaN, DataType.FLOAT));
    assertEquals(alone, FusedConvolution.of(input, weight, null, 2).orElseThrow().output());
  }

  /** A NaN is seen by the windows that reach it, and by no other. */
  @Test
  void aNaNReachesAsFarAsTheWindow() {
    INDArray weight = normal(new Random(6), 1, 1, 3, 3);
    INDArray input = Nd4j.ones(DataType.FLOAT, 1, 1, 7, 9);
    input.putScalar(new int[] {0, 0, 2, 8}, Float.NaN);
    INDArray output = FusedConvolution.of(input, weight, null, 2).orElseThrow().output();
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 9; x++) {
        boolean seen = (y == 0 || y == 2 || y == 4) && (x == 6 || x == 8);
        assertEquals(seen, Float.isNaN(output.getFloat(0, 0, y, x)), y + ", " + x);
      }
    }
  }

  @Test
  void leavesOutGradientsThatNobodyWants() {
    INDArray input = normal(new Random(2), 7, 6, 9, 9);
    INDArray weight = normal(new Random(3), 5, 6, 3, 3);
    INDArray bias = normal(new Random(4), 5);
    INDArray outputGradient = normal(new Random(5), 7, 5, 9, 9);
    FusedConvolution fused = FusedConvolution.of(input, weight, bias, 1).orElseThrow();
    INDArray[] all = fused.gradients(outputGradient);
    for (int left = 0; left < 3; left++) {
      boolean[] wanted = {true, true, true};
      wanted[left] = false;
      INDArray[] found = fused.gradients(outputGradient, wanted);
      for (int i = 0; i < 3; i++) {
        assertEquals(i == left ? null : all[i], found[i], "gradient " + i + " without " + left);
      }
    }
  }

  /** Bit by bit: the definition differs in the last digits. */
  @Test
  void convolutionsTakeItUnderBothInterpretersThatHoldArrays() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    ConvolutionOptions options = ConvolutionOptions.withDefaults().withDilation(2);
    Convolution convolution = Convolution.create(parameters, 6, 5, 3, options);
    INDArray input = normal(new Random(2), 7, 6, 9, 9);
    INDArray outputGradient = normal(new Random(3), 7, 5, 9, 9);
    FusedConvolution fused =
        FusedConvolution.of(input, convolution.weight(), convolution.bias(), 2).orElseThrow();
    assertEquals(fused.output(), convolution.apply(input));
    TapeOps ops = TapeOps.create();
    Tensor tensor = ops.variable(input);
    Tensor output = convolution.apply(ops, tensor);
    assertEquals(fused.output(), output.array());
    Gradients gradients = ops.backward(output, outputGradient);
    INDArray[] expected = fused.gradients(outputGradient);
    assertEquals(expected[0], gradients.of(tensor));
    assertEquals(expected[1], gradients.of("weight"));
    assertEquals(expected[2], gradients.of("bias"));
  }

  @Test
  void leavesToTheDefinitionWhatItCannotDoOrHasToRefuse() {
    Convolution convolution = Convolution.create(Parameters.seeded(DataType.FLOAT, 1), 4, 3, 3);
    INDArray weight = convolution.weight();
    INDArray input = Nd4j.ones(DataType.FLOAT, 2, 4, 5, 5);
    assertTrue(FusedConvolution.of(input, weight, null, 1).isPresent());
    INDArray oblong = Nd4j.ones(DataType.FLOAT, 3, 4, 1, 3);
    assertEquals(Optional.empty(), FusedConvolution.of(input, oblong, null, 1));
    assertEquals(Optional.empty(), FusedConvolution.of(input, weight, null, 1L << 30));
    INDArray precise = input.castTo(DataType.DOUBLE);
    assertEquals(
        Optional.empty(), FusedConvolution.of(precise, weight.castTo(DataType.DOUBLE), null, 1));
    INDArray closed = Nd4j.ones(DataType.FLOAT, 2, 4, 5, 5);
    closed.close();
    INDArray narrow = Nd4j.ones(DataType.FLOAT, 2, 3, 5, 5);
    for (INDArray refused : new INDArray[] {narrow, precise, closed}) {
      assertEquals(Optional.empty(), FusedConvolution.of(refused, weight, null, 1));
      assertThrows(
          IllegalArgumentException.class, () -> convolution.apply(NdArrayOps.eager(), refused));
    }
  }
}
