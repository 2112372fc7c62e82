package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.Close;
import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.NdArrayOps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Holds the fused path to the written definition. */
class FusedAttentionTest {

  /** The fused output, held to the definition's. */
  private static INDArray assertAgrees(
      INDArray query, INDArray key, INDArray value, Mask<INDArray> mask, String what) {
    INDArray fused = fused(query, key, value, mask);
    INDArray defined = Attention.scaledDot().attend(query, key, value, mask).output();
    assertEquals(DataType.FLOAT, fused.dataType());
    assertClose(defined, fused, Close.FUSED, what);
    return fused;
  }

  private static INDArray fused(INDArray query, INDArray key, INDArray value, Mask<INDArray> mask) {
    double scale = 1 / Math.sqrt(key.size(key.rank() - 1));
    return FusedAttention.of(query, key, value, scale, mask).orElseThrow().output();
  }

  /** Numbers of about a normal distribution. */
  static INDArray normal(Random random, long... sizes) {
    float[] numbers = new float[(int) Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(numbers).reshape('c', sizes);
  }

  static Stream<GoldenCase> goldenCases() {
    return GoldenCase.read("scaled_dot").stream()
        .filter(golden -> !golden.tensors().containsKey("numbers"));
  }

  @Test
  void leavesNumbersAndLengthsOfQueriesToTheDefinition() {
    INDArray row = Nd4j.ones(DataType.FLOAT, 1, 2, 3);
    INDArray lengths = Nd4j.createFromArray(new long[][] {{1, 2}});
    for (Mask<INDArray> mask :
        List.of(
            Mask.<INDArray>all().plus(Nd4j.zeros(DataType.FLOAT, 2, 2)), Mask.padding(lengths))) {
      assertTrue(FusedAttention.of(row, row, row, 1, mask).isEmpty(), mask::toString);
    }
  }

  @ParameterizedTest
  @MethodSource
  void goldenCases(GoldenCase golden) {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    for (String name : List.of("query", "key", "value")) {
      inputs.put(name, golden.tensors().get(name).castTo(DataType.FLOAT));
    }
    if (golden.options().isEmpty() && golden.tensors().containsKey("mask")) {
      inputs.put("mask", golden.tensors().get("mask"));
    }
    Mask<INDArray> mask = Subject.mask(NdArrayOps.eager(), inputs, golden.options());
    INDArray fused =
        assertAgrees(
            inputs.get("query"), inputs.get("key"), inputs.get("value"), mask, golden.name());
    assertClose(golden.tensors().get("output"), fused, "PyTorch's");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, 1, 1",
    "1, 2, 1, 513, 64, 64",
    "2, 1, 513, 1, 3, 5",
    "1, 1, 129, 127, 65, 33",
    "2, 3, 127, 641, 7, 1",
    "1, 2, 511, 1023, 1, 17",
    "3, 1, 257, 255, 16, 700",
    "64, 16, 5, 7, 9, 3",
    "1, 1, 3, 4097, 8, 8",
    "1, 1, 4097, 3, 8, 8",
    "1, 1, 1537, 4097, 5, 6",
    "1, 1, 4097, 4097, 4, 4",
    "1, 1, 2, 3, 5000, 2",
    "1, 1, 3, 40, 2, 65536",
    "1, 1, 3, 40, 65536, 2",
    "1, 2, 131, 300, 128, 70",
    "2, 1, 130, 600, 300, 300",
  })
  void anySizes(
      long batch, long heads, long queryLength, long keyLength, long keyDim, long valueDim) {
    Random random = new Random(1);
    INDArray query = normal(random, batch, heads, queryLength, keyDim);
    INDArray key = normal(random, batch, heads, keyLength, keyDim);
    INDArray value = normal(random, batch, heads, keyLength, valueDim);
    assertAgrees(query, key, value, Mask.all(), "all");
    assertAgrees(query, key, value, Mask.causal(), "causal");
    assertAgrees(query, key, value, Mask.causal(keyLength / 2), "causal with a past");
  }

  @Test
  void randomSizesAndMasks() {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      long batch = 1 + random.nextInt(3);
      long heads = 1 + random.nextInt(3);
      long queryLength = 1 + random.nextInt(random.nextBoolean() ? 9 : 300);
      long keyLength = 1 + random.nextInt(random.nextBoolean() ? 9 : 700);
      long keyDim = 1 + random.nextInt(20);
      long valueDim = 1 + random.nextInt(20);
      INDArray query = normal(random, batch, heads, queryLength, keyDim);
      INDArray key = normal(random, batch, heads, keyLength, keyDim);
      INDArray value = normal(random, batch, heads, keyLength, valueDim);
      Mask<INDArray> mask = mask(random, batch, heads, queryLength, keyLength);
      assertAgrees(query, key, value, mask, "seed " + seed + " " + mask);
    }
  }

  /** A mask of several kinds, or of none. */
  static Mask<INDArray> mask(Random random, long batch, long heads, long queries, long keys) {
    Mask<INDArray> mask = Mask.all();
    if (random.nextInt(3) == 0) {
      mask = mask.and(Mask.causal(random.nextInt((int) keys)));
    }
    if (random.nextInt(3) == 0) {
      long before = random.nextInt((int) keys);
      mask = mask.and(Mask.window(before, random.nextBoolean() ? Long.MAX_VALUE / 4 : before / 2));
    }
    if (random.nextInt(3) == 0) {
      mask = mask.and(Mask.padding(random.longs(batch, 0, keys + 1).toArray()));
      mask = mask.and(Mask.padding(random.longs(batch, 0, keys + 1).toArray()));
    }
    if (random.nextInt(2) == 0) {
      boolean shared = random.nextBoolean();
      long[] sizes =
          shared
              ? new long[] {maybeOne(random, queries), maybeOne(random, keys)}
              : new long[] {
                maybeOne(random, batch),
                maybeOne(random, heads),
                maybeOne(random, queries),
                maybeOne(random, keys)
              };
      INDArray given = normal(random, sizes).gt(random.nextGaussian());
      DataType[] types = {DataType.BOOL, DataType.FLOAT, DataType.DOUBLE, DataType.INT64};
      mask = mask.and(Mask.of(given.castTo(types[random.nextInt(types.length)])));
    }
    return mask;
  }

  private static long maybeOne(Random random, long size) {
    return random.nextInt(3) == 0 ? 1 : size;
  }

  /** Logits of 1e4 that are exact in FLOAT: their differences count, whichever way they are got. */
  @ParameterizedTest
  @ValueSource(longs = {4, 16, 64})
  void exactLogitsOfTenThousand(long keyDim) {
    Random random = new Random(2);
    INDArray query = eighths(normal(random, 2, 150, keyDim));
    INDArray key = eighths(normal(random, 2, 700, keyDim));
    query.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0)).assign(200);
    key.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0))
        .assign(50 * Math.sqrt(keyDim));
    assertAgrees(query, key, normal(random, 2, 700, 5), Mask.all(), "close together");
    assertAgrees(query, key.neg(), normal(random, 2, 700, 5), Mask.causal(3), "negative");
  }

  static INDArray eighths(INDArray array) {
    return Nd4j.math().floor(array.mul(8)).div(8);
  }

  /** Large logits in any direction, exact in FLOAT in whatever order: rows are nearly one-hot. */
  @ParameterizedTest
  @ValueSource(doubles = {32, 128, 1024, 1 << 17})
  void largeLogits(double factor) {
    Random random = new Random(3);
    INDArray query = eighths(normal(random, 2, 150, 16)).mul(factor);
    INDArray key = eighths(normal(random, 2, 700, 16)).mul(factor);
    INDArray value = normal(random, 2, 700, 5);
    assertAgrees(query, key, value, Mask.all(), "all");
    assertAgrees(query, key, value, Mask.window(40), "window");
  }

  /** Far below what a mask stands for in the definition, and equal: the output is the average. */
  @ParameterizedTest
  @ValueSource(doubles = {1e5, 1e15, 1.5e19})
  void equalAndHugeNegativeScores(double size) {
    INDArray query = Nd4j.valueArrayOf(new long[] {1, 3, 1}, size, DataType.FLOAT);
    INDArray key = Nd4j.valueArrayOf(new long[] {1, 600, 1}, -size, DataType.FLOAT);
    INDArray value = normal(new Random(17), 1, 600, 2);
    INDArray output = assertAgrees(query, key, value, Mask.all(), "all");
    assertClose(value.mean(true, 1).repeat(1, 3), output, Close.FUSED, "average");
  }

  /** Later keys always bring a larger maximum, or never: both corrections are taken. */
  @Test
  void risingAndFallingScores() {
    Random random = new Random(4);
    INDArray query = Nd4j.ones(DataType.FLOAT, 1, 140, 1);
    INDArray rising = Nd4j.linspace(DataType.FLOAT, -60, 0.05, 2400).reshape(1, 2400, 1);
    INDArray value = normal(random, 1, 2400, 3);
    assertAgrees(query, rising, value, Mask.all(), "rising");
    assertAgrees(query, rising.neg(), value, Mask.all(), "falling");
  }

  /** Nothing of an earlier block is left where a later one has no keys. */
  @Test
  void forgetsNaN() {
    INDArray input = normal(new Random(18), 2, 5, 3);
    input.putScalar(0, 0, 0, Float.NaN);
    INDArray output = fused(input, input, input, Mask.padding(5, 0));
    assertTrue(Float.isNaN(output.getFloat(0, 0, 0)));
    assertEquals(0, output.slice(1).amaxNumber().doubleValue());
  }

  @Test
  void scalesWithTheValues() {
    Random random = new Random(5);
    INDArray query = normal(random, 1, 100, 8);
    INDArray value = normal(random, 1, 600, 4);
    assertAgrees(query, normal(random, 1, 600, 8), value.mul(1e20), Mask.all(), "large");
    INDArray small =
        fused(query, normal(random, 1, 600, 8), value.mul(1e-20), Mask.all()).mul(1e20);
    assertTrue(small.amaxNumber().doubleValue() > 0.01, "small values vanish");
  }
}
