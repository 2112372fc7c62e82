package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.train.Losses;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Holds the squared error in one pass, and its gradient, to the written one in DOUBLE. */
class FusedSquaredErrorTest {

  static Stream<long[]> sizes() {
    return Stream.of(
        new long[] {1},
        new long[] {1039},
        new long[] {3, 7},
        new long[] {5, 13, 17},
        new long[] {4, 3, 20, 30});
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void agreesWithTheDefinition(long[] sizes) {
    Random random = new Random(1);
    INDArray output = normal(random, sizes);
    INDArray target = normal(random, sizes);
    TapeOps ops = TapeOps.create();
    Tensor y = ops.variable(output.castTo(DataType.DOUBLE));
    Tensor t = ops.variable(target.castTo(DataType.DOUBLE));
    Tensor expected = Losses.meanSquaredError(ops, y, t);
    Gradients gradients = ops.backward(expected, Nd4j.scalar(-3.0));
    for (char order : new char[] {'c', 'f'}) {
      FusedSquaredError fused = FusedSquaredError.of(output.dup(order), target).orElseThrow();
      assertClose(expected.array(), fused.output(), "error");
      INDArray[] found = fused.gradients(Nd4j.scalar(-3f));
      assertClose(gradients.of(y), found[0], "of the output, order " + order);
      assertClose(gradients.of(t), found[1], "of the target, order " + order);
      INDArray[] one = fused.gradients(Nd4j.scalar(-3f), new boolean[] {true, false});
      assertEquals(found[0], one[0]);
      assertNull(one[1]);
    }
  }

  /** A million differences of a third: in FLOAT the sum would be off by a thousandth. */
  @Test
  void addsUpInDouble() {
    INDArray output = Nd4j.valueArrayOf(new long[] {1000, 1000}, 1 / 3f, DataType.FLOAT);
    INDArray target = Nd4j.zeros(DataType.FLOAT, 1000, 1000);
    float error = FusedSquaredError.of(output, target).orElseThrow().output().getFloat(0);
    assertEquals((float) ((double) (1 / 3f) * (1 / 3f)), error);
  }

  /** Bit by bit: the definition differs in the last digits. */
  @Test
  void theLossTakesItWhereThereIsNoMask() {
    INDArray output = normal(new Random(2), 30, 40);
    INDArray target = normal(new Random(3), 30, 40);
    FusedSquaredError fused = FusedSquaredError.of(output, target).orElseThrow();
    assertEquals(fused.output(), Losses.meanSquaredError(NdArrayOps.eager(), output, target));
    TapeOps ops = TapeOps.create();
    Tensor y = ops.variable(output);
    Tensor loss = Losses.meanSquaredError(ops, y, ops.constant(target));
    assertEquals(fused.output(), loss.array());
    assertEquals(0, loss.array().rank());
    assertEquals(fused.gradients(Nd4j.scalar(1f))[0], ops.backward(loss).of(y));
    INDArray half = Nd4j.ones(DataType.FLOAT, 30);
    half.get(NDArrayIndex.interval(0, 15)).assign(0);
    INDArray masked = Losses.meanSquaredError(NdArrayOps.eager(), output, target, half);
    assertTrue(Math.abs(masked.getFloat(0) - loss.array().getFloat(0)) > 1e-3);
  }

  @Test
  void leavesToTheDefinitionWhatItCannotDoOrHasToRefuse() {
    INDArray output = Nd4j.ones(DataType.FLOAT, 2, 4);
    INDArray closed = Nd4j.ones(DataType.FLOAT, 2, 4);
    closed.close();
    assertTrue(FusedSquaredError.of(output, output).isPresent());
    assertTrue(FusedSquaredError.of(output, output.castTo(DataType.DOUBLE)).isEmpty());
    assertTrue(FusedSquaredError.of(output, Nd4j.ones(DataType.FLOAT, 1, 4)).isEmpty());
    assertTrue(FusedSquaredError.of(output, closed).isEmpty());
  }
}
