package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import io.github.attention4j.contract.Close;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.General;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.blas.Blas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** How the fused path is chosen, and that it is a good neighbour. */
class FusedAttentionUseTest {
  private static final Attention ATTENTION = Attention.scaledDot();

  private static boolean applies(
      INDArray query, INDArray key, INDArray value, Mask<INDArray> mask) {
    return FusedAttention.of(query, key, value, 1, mask).isPresent();
  }

  /** Arrays of the given values whose memory is laid out in some other way. */
  static INDArray laidOut(int layout, INDArray array) {
    return switch (layout) {
      case 0 -> array.dup('f');
      case 1 -> array.permute(0, 2, 1, 3).dup('c').permute(0, 2, 1, 3); // heads of (B, T, H, D)
      case 2 -> array.permute(3, 2, 1, 0).dup('c').permute(3, 2, 1, 0);
      case 3 -> part(array);
      default -> throw new IllegalArgumentException("" + layout);
    };
  }

  /** A part of an array that is larger on every side. */
  private static INDArray part(INDArray array) {
    long[] sizes = array.shape().clone();
    for (int axis = 0; axis < 4; axis++) {
      sizes[axis] += 3;
    }
    INDArray view =
        Nd4j.valueArrayOf(sizes, Float.NaN, DataType.FLOAT)
            .get(
                NDArrayIndex.interval(1, array.size(0) + 1),
                NDArrayIndex.interval(2, array.size(1) + 2),
                NDArrayIndex.interval(1, array.size(2) + 1),
                NDArrayIndex.interval(2, array.size(3) + 2));
    return view.assign(array);
  }

  @Test
  void takesViewsInAnyLayoutAndLeavesThem() {
    long[][] sizes = {{2, 3, 5, 4}, {1, 1, 1, 1}, {1, 2, 1, 3}, {2, 1, 3, 1}, {3, 2, 140, 6}};
    for (long[] size : sizes) {
      Random random = new Random(6);
      INDArray query = normal(random, size);
      INDArray key = normal(random, size[0], size[1], size[2] + 1, size[3]);
      INDArray value = normal(random, size[0], size[1], size[2] + 1, size[3] + 1);
      INDArray expected = ATTENTION.attend(query, key, value).output();
      for (int layout = 0; layout < 4; layout++) {
        INDArray otherQuery = laidOut(layout, query);
        INDArray otherKey = laidOut((layout + 1) % 4, key);
        INDArray otherValue = laidOut((layout + 2) % 4, value);
        INDArray output = ATTENTION.output(otherQuery, otherKey, otherValue);
        assertClose(expected, output, Close.FUSED, "layout " + layout);
        assertEquals(query, otherQuery);
        assertEquals(key, otherKey);
        assertEquals(value, otherValue);
      }
    }
  }

  /**
   * Rows that overlap, as in a sliding window: BLAS takes none whose distance is below their width.
   */
  @Test
  void takesOverlappingRows() {
    INDArray numbers = normal(new Random(16), 40);
    for (int distance = 0; distance < 3; distance++) {
      INDArray rows =
          Nd4j.create(numbers.data(), new long[] {1, 9, 3}, new long[] {40, distance, 1}, 0, 'c');
      INDArray expected = ATTENTION.attend(rows.dup('c'), rows.dup('c'), rows.dup('c')).output();
      assertClose(expected, ATTENTION.output(rows, rows, rows), Close.FUSED, "" + distance);
    }
  }

  @Test
  void takesMasksInAnyLayout() {
    Random random = new Random(7);
    INDArray input = normal(random, 2, 3, 30, 4);
    INDArray given = normal(random, 2, 3, 30, 30).gt(0).castTo(DataType.FLOAT);
    INDArray expected = ATTENTION.attend(input, input, input, Mask.of(given)).output();
    for (int layout = 0; layout < 4; layout++) {
      Mask<INDArray> mask = Mask.of(laidOut(layout, given));
      assertTrue(applies(input, input, input, mask));
      INDArray output = ATTENTION.output(input, input, input, mask);
      assertClose(expected, output, Close.FUSED, "layout " + layout);
    }
  }

  @Test
  void aQueryWithoutKeysGetsZeros() {
    INDArray input = normal(new Random(8), 2, 300, 4);
    INDArray output = ATTENTION.output(input, input, input, Mask.padding(0, 300));
    assertEquals(0, output.slice(0).amaxNumber().doubleValue());
    assertTrue(output.slice(1).amaxNumber().doubleValue() > 0.1);
  }

  @Test
  void aNanReachesWhatIsComputedFromItAndNothingElse() {
    INDArray input = normal(new Random(9), 1, 300, 4);
    INDArray clean = ATTENTION.output(input, input, input);
    INDArray query = input.dup();
    query.putScalar(new long[] {0, 7, 1}, Float.NaN);
    INDArray output = ATTENTION.output(query, input, input);
    for (int row = 0; row < 300; row++) {
      assertEquals(row == 7, Double.isNaN(output.getDouble(0, row, 2)), "query " + row);
    }
    INDArray key = input.dup();
    key.putScalar(new long[] {0, 290, 1}, Float.NaN);
    assertEquals(300 * 4, nans(ATTENTION.output(input, key, input)));
    INDArray value = input.dup();
    value.putScalar(new long[] {0, 290, 1}, Float.NaN);
    assertEquals(300, nans(ATTENTION.output(input, input, value)));
    INDArray infinite = input.dup();
    infinite.putScalar(new long[] {0, 7, 1}, Float.POSITIVE_INFINITY);
    assertTrue(Double.isNaN(ATTENTION.output(infinite, input, input).getDouble(0, 7, 2)));
    assertEquals(clean, ATTENTION.output(input, input, input), "something was left behind");
  }

  private static long nans(INDArray array) {
    return IntStream.range(0, (int) array.length())
        .filter(i -> Float.isNaN(array.getFloat(i)))
        .count();
  }

  /** Softmax of nothing but minus infinity is not a number; only a mask makes it zero. */
  @Test
  void scoresThatAreAllMinusInfinityGiveNan() {
    INDArray query = Nd4j.valueArrayOf(new long[] {1, 3, 2}, 1e30, DataType.FLOAT);
    INDArray value = normal(new Random(15), 1, 3, 2);
    assertEquals(6, nans(ATTENTION.attend(query, query.neg(), value).output()));
    assertEquals(6, nans(ATTENTION.output(query, query.neg(), value)));
  }

  @Test
  void eightThreadsAtOnceGetWhatOneGets() throws Exception {
    Random random = new Random(10);
    List<INDArray> inputs =
        IntStream.range(0, 8).mapToObj(i -> normal(random, 2, 2, 100 + 37 * i, 16 + i)).toList();
    InUse.assertThreadsGetWhatOneGets(
        inputs, input -> ATTENTION.output(input, input, input, Mask.causal()), 10);
  }

  /** The threads that OpenBLAS itself says it uses. */
  private static int openBlasThreads() {
    long address = Loader.addressof("openblas_get_num_threads").address();
    return Function.getFunction(new Pointer(address)).invokeInt(new Object[0]);
  }

  /** Asks OpenBLAS through the JNA that ND4J brings, which is for x86 alone. */
  @Test
  @EnabledOnOs(architectures = {"amd64", "x86_64"})
  void putsBackHowManyThreadsOpenBlasUses() {
    INDArray input = normal(new Random(11), 2, 300, 8);
    Blas blas = Nd4j.factory().blas();
    int before = blas.getMaxThreads();
    try {
      for (int threads : new int[] {2, 1}) {
        blas.setMaxThreads(threads);
        MatrixProducts.claimOneThread();
        MatrixProducts.claimOneThread();
        assertEquals(1, openBlasThreads());
        MatrixProducts.release();
        assertEquals(1, openBlasThreads());
        MatrixProducts.release();
        assertEquals(threads, openBlasThreads());
        ATTENTION.output(input, input, input);
        assertEquals(threads, openBlasThreads());
        assertEquals(threads, blas.getMaxThreads());
      }
    } finally {
      blas.setMaxThreads(before);
    }
  }

  /** What owns the memory is not ND4J; it must stay for as long as any array looks at it. */
  @Test
  void outputsOutliveGarbageCollections() {
    INDArray input = normal(new Random(20), 2, 600, 64);
    INDArray expected = ATTENTION.attend(input, input, input).output();
    List<INDArray> views = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      views.add(ATTENTION.output(input, input, input).slice(1));
    }
    for (int i = 0; i < 3; i++) {
      System.gc();
      for (int other = 0; other < 50; other++) {
        ATTENTION.output(input.neg(), input, input.neg());
      }
    }
    for (INDArray view : views) {
      assertClose(expected.slice(1), view, Close.FUSED, "view");
    }
  }

  @Test
  void outputsAreArraysLikeAnyOther() throws IOException {
    INDArray input = normal(new Random(21), 2, 5, 3);
    INDArray output = ATTENTION.output(input, input, input);
    assertEquals(output, Nd4j.fromByteArray(Nd4j.toByteArray(output)));
    assertEquals(output, output.dup());
    assertEquals(output.sumNumber().doubleValue(), output.add(0).sumNumber().doubleValue());
    assertEquals(output.add(1), output.dup().addi(1));
    output.close();
    assertTrue(output.wasClosed());
    assertThrows(IllegalStateException.class, () -> output.add(1));
  }

  @Test
  void outputsLieInTheWorkspace() {
    INDArray input = normal(new Random(22), 2, 50, 8);
    INDArray expected = ATTENTION.attend(input, input, input).output();
    InUse.assertOutputsLieInTheWorkspace(expected, () -> ATTENTION.output(input, input, input));
  }

  @Test
  void leavesToTheDefinitionWhatItCannotDo() {
    INDArray input = normal(new Random(12), 2, 5, 3);
    INDArray precise = input.castTo(DataType.DOUBLE);
    INDArray wide = normal(new Random(13), 2, 5, OnlineSoftmax.NUMBERS + 1);
    Mask<INDArray> all = Mask.all();
    assertTrue(applies(input, input, input, all));
    Mask<INDArray> added = Mask.<INDArray>causal().plus(Nd4j.ones(DataType.FLOAT, 5, 5));
    assertEquals(Optional.empty(), FusedAttention.of(input, input, input, 1, added));
    assertEquals(Optional.empty(), FusedAttention.of(precise, precise, precise, 1, all));
    assertEquals(Optional.empty(), FusedAttention.of(input, input, wide, 1, all));
    assertEquals(Optional.empty(), FusedAttention.of(wide, wide, input, 1, all));
    assertEquals(
        ATTENTION.attend(precise, precise, precise).output(),
        ATTENTION.output(precise, precise, precise));
    assertEquals(
        ATTENTION.attend(input, input, wide).output(), ATTENTION.output(input, input, wide));
    Attention general = new Attention(General.create(Parameters.seeded(DataType.FLOAT, 1), 3, 3));
    assertEquals(general.attend(input, input, input).output(), general.output(input, input, input));
  }

  static Stream<Arguments> refused() {
    INDArray good = Nd4j.ones(DataType.FLOAT, 2, 3, 4);
    INDArray closed = Nd4j.ones(DataType.FLOAT, 2, 3, 4);
    closed.close();
    INDArray two = Nd4j.ones(DataType.FLOAT, 3, 3).mul(2);
    return Stream.of(
        Arguments.of(good, Nd4j.ones(DataType.FLOAT, 2, 3, 5), good, Mask.all()),
        Arguments.of(good, good, Nd4j.ones(DataType.FLOAT, 2, 4, 4), Mask.all()),
        Arguments.of(good, good.castTo(DataType.DOUBLE), good, Mask.all()),
        Arguments.of(good, null, good, Mask.all()),
        Arguments.of(closed, good, good, Mask.all()),
        Arguments.of(good, good, good, null),
        Arguments.of(good, good, good, Mask.padding(3)),
        Arguments.of(good, good, good, Mask.padding(3, 4)),
        Arguments.of(good, good, good, Mask.padding(3, -1)),
        Arguments.of(good, good, good, Mask.padding(Nd4j.createFromArray(1.5, 2))),
        Arguments.of(good, good, good, Mask.padding((INDArray) null)),
        Arguments.of(good, good, good, Mask.<INDArray>causal().and(Mask.of(two))),
        Arguments.of(good, good, good, Mask.of(Nd4j.ones(DataType.FLOAT, 3, 2))),
        Arguments.of(good, good, good, Mask.of(Nd4j.ones(DataType.FLOAT, 2, 1, 3, 3))),
        Arguments.of(good, good, good, Mask.of((INDArray) null)));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("refused")
  void refusesWithTheDefinitionsWords(
      INDArray query, INDArray key, INDArray value, Mask<INDArray> mask) {
    Exception expected =
        assertThrows(
            IllegalArgumentException.class, () -> ATTENTION.attend(query, key, value, mask));
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class, () -> ATTENTION.output(query, key, value, mask));
    assertEquals(expected.getMessage(), refusal.getMessage());
    assertEquals(expected.getClass(), refusal.getClass());
  }
}
