package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.BatchNorm;
import io.github.attention4j.param.Parameters;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds batch norm in two passes, and its gradient, to the written one in DOUBLE. */
class FusedBatchNormTest {
  private static final double EPSILON = 1e-5;

  static Stream<long[]> sizes() {
    return Stream.of(
        new long[] {2, 1},
        new long[] {5, 3},
        new long[] {1, 2, 1, 2},
        new long[] {3, 4, 5, 7},
        new long[] {16, 8, 20, 21}); // shared between threads
  }

  private record Arrays(INDArray input, INDArray weight, INDArray bias, INDArray gradient) {
    static Arrays draw(long... sizes) {
      Random random = new Random(sizes.length);
      return new Arrays(
          normal(random, sizes).addi(2),
          normal(random, sizes[1]),
          normal(random, sizes[1]),
          normal(random, sizes));
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void agreesWithTheDefinition(long[] sizes) {
    Arrays arrays = Arrays.draw(sizes);
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    BatchNorm norm = BatchNorm.create(parameters, sizes[1]).training();
    norm.weight().assign(arrays.weight);
    norm.bias().assign(arrays.bias);
    TapeOps ops = TapeOps.create();
    Tensor x = ops.variable(arrays.input.castTo(DataType.DOUBLE));
    Tensor expected = norm.apply(ops, x);
    Gradients gradients = ops.backward(expected, arrays.gradient.castTo(DataType.DOUBLE));
    for (char order : new char[] {'c', 'f'}) {
      FusedBatchNorm fused =
          FusedBatchNorm.of(arrays.input.dup(order), arrays.weight, arrays.bias, EPSILON)
              .orElseThrow();
      assertClose(expected.array(), fused.output(), "output, order " + order);
      INDArray[] found = fused.gradients(arrays.gradient.dup(order));
      assertClose(gradients.of(x), found[0], "of the input, order " + order);
      assertClose(gradients.of("weight"), found[1], "of the weight, order " + order);
      assertClose(gradients.of("bias"), found[2], "of the bias, order " + order);
    }
  }

  /** A mean of 1,000 and a deviation of 1: squares in FLOAT would leave nothing of the variance. */
  @Test
  void knowsSmallDifferencesOfLargeNumbers() {
    INDArray small = normal(new Random(3), 4, 2, 8, 8);
    INDArray large = small.add(1000);
    INDArray exact = large.sub(1000); // as far as FLOAT holds them
    INDArray one = Nd4j.ones(DataType.FLOAT, 2);
    INDArray zero = Nd4j.zeros(DataType.FLOAT, 2);
    INDArray expected = FusedBatchNorm.of(exact, one, zero, EPSILON).orElseThrow().output();
    INDArray found = FusedBatchNorm.of(large, one, zero, EPSILON).orElseThrow().output();
    assertClose(expected, found, 1e-6, "output");
  }

  /** Equal numbers have no variance: what is left is the bias, exactly. */
  @Test
  void equalNumbersBecomeTheBias() {
    INDArray input = Nd4j.valueArrayOf(new long[] {3, 1, 2, 2}, 1e8, DataType.FLOAT);
    INDArray half = Nd4j.valueArrayOf(new long[] {1}, 0.5, DataType.FLOAT);
    FusedBatchNorm fused = FusedBatchNorm.of(input, half, half, EPSILON).orElseThrow();
    assertEquals(0.5, fused.output().minNumber().doubleValue());
    assertEquals(0.5, fused.output().maxNumber().doubleValue());
  }

  @Test
  void aNanStaysInItsChannel() {
    INDArray input = normal(new Random(4), 2, 3, 2, 2);
    input.putScalar(new long[] {1, 1, 0, 1}, Float.NaN);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 3);
    INDArray output = FusedBatchNorm.of(input, ones, ones, EPSILON).orElseThrow().output();
    for (int channel = 0; channel < 3; channel++) {
      assertEquals(channel == 1, Double.isNaN(output.getDouble(0, channel, 0, 0)), "" + output);
    }
  }

  @Test
  void takesFloats() {
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 3);
    INDArray input = Nd4j.ones(DataType.DOUBLE, 2, 3);
    assertTrue(FusedBatchNorm.of(input, ones, ones, EPSILON).isEmpty());
  }
}
