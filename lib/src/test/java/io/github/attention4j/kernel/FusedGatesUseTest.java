package io.github.attention4j.kernel;

import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static io.github.attention4j.kernel.FusedGatesTest.SMALL;
import static io.github.attention4j.kernel.FusedGatesTest.assertAgrees;
import static io.github.attention4j.kernel.FusedGatesTest.cbam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.Cbam;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** How the fused gates are chosen, and that they are good neighbours. */
class FusedGatesUseTest {
  /** Arrays of the given values whose memory is laid out in some other way. */
  static List<INDArray> laidOut(INDArray array) {
    INDArray larger = Nd4j.valueArrayOf(new long[] {4, 6, 7, 9}, Float.NaN, DataType.FLOAT);
    INDArray part =
        larger.get(
            NDArrayIndex.interval(1, 3),
            NDArrayIndex.interval(2, 5),
            NDArrayIndex.interval(1, 6),
            NDArrayIndex.interval(2, 6));
    INDArray behind = Nd4j.valueArrayOf(new long[] {4, 3, 5, 4}, Float.NaN, DataType.FLOAT);
    return List.of(
        array.dup('f'),
        array.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2), // channels last
        part.assign(array),
        behind.get(NDArrayIndex.interval(1, 3)).assign(array));
  }

  @Test
  void takesViewsInAnyLayoutAndLeavesThem() {
    Random random = new Random(2);
    INDArray input = normal(random, 2, 3, 5, 4);
    Cbam cbam = cbam(random, DataType.FLOAT, 3, SMALL);
    INDArray expected = assertAgrees(cbam, input, "dense");
    for (INDArray view : laidOut(input)) {
      assertEquals(expected, cbam.output(view));
      assertEquals(input, view);
    }
  }

  @Test
  void leavesToTheDefinitionWhatItCannotDo() {
    Random random = new Random(7);
    INDArray input = normal(random, 3, 4, 5, 6);
    Cbam training = cbam(random, DataType.FLOAT, 4, SMALL).training();
    assertEquals(training.attend(input).output(), training.output(input));
    INDArray precise = input.castTo(DataType.DOUBLE);
    assertFalse(FusedGates.take(precise));
    Cbam precisely = cbam(random, DataType.DOUBLE, 4, SMALL);
    assertEquals(precisely.attend(precise).output(), precisely.output(precise));
    assertSame(input, cbam(random, DataType.FLOAT, 4, SMALL.withParts()).output(input));
  }

  static Stream<Arguments> refused() {
    INDArray closed = Nd4j.ones(DataType.FLOAT, 2, 4, 3, 3);
    closed.close();
    return Stream.of(
            Nd4j.ones(DataType.FLOAT, 2, 3, 3, 3),
            Nd4j.ones(DataType.FLOAT, 4, 3, 3),
            Nd4j.create(DataType.FLOAT, 0, 4, 3, 3),
            Nd4j.create(DataType.FLOAT, 2, 4, 0, 3),
            Nd4j.ones(DataType.DOUBLE, 2, 4, 3, 3),
            Nd4j.ones(DataType.INT32, 2, 4, 3, 3),
            closed,
            null)
        .map(Arguments::of);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("refused")
  void refusesWithTheDefinitionsWords(INDArray input) {
    Cbam cbam = Cbam.create(Parameters.seeded(DataType.FLOAT, 8), 4, SMALL);
    Exception expected = assertThrows(IllegalArgumentException.class, () -> cbam.attend(input));
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> cbam.output(input));
    assertEquals(expected.getMessage(), refusal.getMessage());
    assertEquals(expected.getClass(), refusal.getClass());
  }

  @Test
  void eightThreadsAtOnceGetWhatOneGets() throws Exception {
    Random random = new Random(9);
    Cbam cbam = cbam(random, DataType.FLOAT, 6, SMALL);
    List<INDArray> inputs =
        IntStream.range(0, 8).mapToObj(i -> normal(random, 9, 6, 20 + 3 * i, 31)).toList();
    InUse.assertThreadsGetWhatOneGets(inputs, cbam::output, 30);
  }

  @Test
  void outputsLieInTheWorkspace() {
    Random random = new Random(10);
    INDArray input = normal(random, 3, 6, 20, 20);
    Cbam cbam = cbam(random, DataType.FLOAT, 6, SMALL);
    InUse.assertOutputsLieInTheWorkspace(cbam.attend(input).output(), () -> cbam.output(input));
  }
}
