package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.eighths;
import static io.github.attention4j.kernel.FusedAttentionTest.mask;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static io.github.attention4j.kernel.FusedAttentionUseTest.laidOut;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.mechanism.ScaledDotGradient;
import io.github.attention4j.ops.NdArrayOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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

/** Holds the fused path's gradient to the written one, in DOUBLE, and to the definition. */
class FusedGradientTest {

  /** How a loss changes with what was attended to. */
  private record Gradient(INDArray query, INDArray key, INDArray value) {}

  private static Gradient fused(
      INDArray query, INDArray key, INDArray value, Mask<INDArray> mask, INDArray outputGradient) {
    double scale = 1 / Math.sqrt(key.size(-1));
    FusedAttention fused = FusedAttention.of(query, key, value, scale, mask).orElseThrow();
    INDArray[] gradients = fused.gradients(outputGradient);
    return new Gradient(gradients[0], gradients[1], gradients[2]);
  }

  /** The fused gradient, held to the written one. */
  private static Gradient assertAgrees(
      INDArray query,
      INDArray key,
      INDArray value,
      Mask<INDArray> mask,
      INDArray outputGradient,
      String what) {
    Gradient fused = fused(query, key, value, mask, outputGradient);
    ScaledDotGradient defined =
        ScaledDotGradient.of(
            precise(query), precise(key), precise(value), mask, precise(outputGradient));
    assertEquals(DataType.FLOAT, fused.query().dataType());
    assertClose(defined.query(), fused.query(), what + ", query");
    assertClose(defined.key(), fused.key(), what + ", key");
    assertClose(defined.value(), fused.value(), what + ", value");
    return fused;
  }

  private static INDArray precise(INDArray array) {
    return array.castTo(DataType.DOUBLE);
  }

  static Stream<GoldenCase> goldenCases() {
    return GoldenCase.read("scaled_dot").stream()
        .filter(golden -> !golden.tensors().containsKey("numbers"));
  }

  @ParameterizedTest
  @MethodSource
  void goldenCases(GoldenCase golden) {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    for (String name : List.of("query", "key", "value", "outputGradient")) {
      inputs.put(name, golden.tensors().get(name).castTo(DataType.FLOAT));
    }
    if (golden.options().isEmpty() && golden.tensors().containsKey("mask")) {
      inputs.put("mask", golden.tensors().get("mask"));
    }
    Gradient gradient =
        fused(
            inputs.get("query"),
            inputs.get("key"),
            inputs.get("value"),
            Subject.mask(NdArrayOps.eager(), inputs, golden.options()),
            inputs.get("outputGradient"));
    assertClose(golden.tensors().get("queryGradient"), gradient.query(), "query");
    assertClose(golden.tensors().get("keyGradient"), gradient.key(), "key");
    assertClose(golden.tensors().get("valueGradient"), gradient.value(), "value");
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
    "1, 1, 700, 1537, 5, 6",
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
    INDArray outputGradient =
        normal(random, batch, heads, queryLength, valueDim)
            .div(Math.sqrt(valueDim)); // products with rows of values are about 1
    assertAgrees(query, key, value, Mask.all(), outputGradient, "all");
    assertAgrees(query, key, value, Mask.causal(), outputGradient, "causal");
    Mask<INDArray> past = Mask.causal(keyLength / 2);
    assertAgrees(query, key, value, past, outputGradient, "causal with a past");
  }

  @Test
  void randomSizesAndMasks() {
    for (int seed = 0; seed < 60; seed++) {
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
      INDArray outputGradient = normal(random, batch, heads, queryLength, valueDim);
      Mask<INDArray> mask = mask(random, batch, heads, queryLength, keyLength);
      assertAgrees(query, key, value, mask, outputGradient, "seed " + seed + " " + mask);
    }
  }

  /** Changes of the definition's own output, in DOUBLE, whatever its gradient is written as. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void agreesWithCentralDifferences(int seed) {
    Random random = new Random(seed);
    INDArray[] inputs = {
      normal(random, 2, 2, 3, 2), normal(random, 2, 2, 4, 2), normal(random, 2, 2, 4, 3)
    };
    INDArray outputGradient = normal(random, 2, 2, 3, 3);
    Mask<INDArray> mask = mask(random, 2, 2, 3, 4);
    Gradient fused = fused(inputs[0], inputs[1], inputs[2], mask, outputGradient);
    INDArray[] gradients = {fused.query(), fused.key(), fused.value()};
    for (int input = 0; input < 3; input++) {
      INDArray[] moved = {precise(inputs[0]), precise(inputs[1]), precise(inputs[2])};
      INDArray differences = Nd4j.create(DataType.DOUBLE, inputs[input].shape());
      for (long i = 0; i < differences.length(); i++) {
        double before = moved[input].getDouble(i);
        moved[input].putScalar(i, before + 1e-5);
        double more = loss(moved, mask, outputGradient);
        moved[input].putScalar(i, before - 1e-5);
        double less = loss(moved, mask, outputGradient);
        moved[input].putScalar(i, before);
        differences.putScalar(i, (more - less) / 2e-5);
      }
      assertClose(differences, gradients[input], "input " + input);
    }
  }

  private static double loss(INDArray[] inputs, Mask<INDArray> mask, INDArray outputGradient) {
    INDArray output = Attention.scaledDot().attend(inputs[0], inputs[1], inputs[2], mask).output();
    return output.mul(precise(outputGradient)).sumNumber().doubleValue();
  }

  @Test
  void aQueryWithoutKeysAndAKeyWithoutQueriesGetZeros() {
    Random random = new Random(2);
    INDArray input = normal(random, 2, 300, 4);
    INDArray outputGradient = normal(random, 2, 300, 4);
    Mask<INDArray> mask = Mask.<INDArray>window(2, 0).and(Mask.padding(0, 200));
    Gradient gradient = assertAgrees(input, input, input, mask, outputGradient, "padding");
    for (INDArray each : List.of(gradient.query(), gradient.key(), gradient.value())) {
      assertEquals(0, each.slice(0).amaxNumber().doubleValue(), "an empty sequence");
    }
    INDArray late = gradient.query().slice(1).slice(250);
    assertEquals(0, late.amaxNumber().doubleValue(), "a query whose window is padding");
    assertEquals(0, gradient.value().slice(1).slice(250).amaxNumber().doubleValue(), "padding");
  }

  /** Logits of 1e4 that are exact in FLOAT, as the forward path is tested. */
  @ParameterizedTest
  @ValueSource(longs = {4, 16, 64})
  void exactLogitsOfTenThousand(long keyDim) {
    Random random = new Random(3);
    INDArray query = eighths(normal(random, 2, 150, keyDim));
    INDArray key = eighths(normal(random, 2, 700, keyDim));
    query.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0)).assign(200);
    key.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0))
        .assign(50 * Math.sqrt(keyDim));
    INDArray value = normal(random, 2, 700, 5);
    INDArray outputGradient = normal(random, 2, 150, 5).div(8); // for keys of 100 to 400
    assertAgrees(query, key, value, Mask.all(), outputGradient, "close together");
    assertAgrees(query, key.neg(), value, Mask.causal(3), outputGradient, "negative");
  }

  @Test
  void takesGradientsAndInputsInAnyLayout() {
    Random random = new Random(4);
    for (long[] size : new long[][] {{2, 3, 5, 4}, {1, 1, 1, 1}, {2, 1, 3, 1}, {3, 2, 140, 6}}) {
      INDArray query = normal(random, size);
      INDArray key = normal(random, size[0], size[1], size[2] + 1, size[3]);
      INDArray value = normal(random, size[0], size[1], size[2] + 1, size[3] + 1);
      INDArray outputGradient = normal(random, size[0], size[1], size[2], size[3] + 1);
      for (int layout = 0; layout < 4; layout++) {
        INDArray otherGradient = laidOut((layout + 3) % 4, outputGradient);
        assertAgrees(
            laidOut(layout, query),
            laidOut((layout + 1) % 4, key),
            laidOut((layout + 2) % 4, value),
            Mask.causal(),
            otherGradient,
            "layout " + layout);
        assertEquals(outputGradient, otherGradient, "the gradient was written to");
      }
    }
    INDArray input = normal(random, 2, 3, 4);
    INDArray same = Nd4j.create(new float[] {0.5f}).broadcast(2, 3, 4); // one number, seen often
    assertAgrees(input, input, input, Mask.all(), same, "broadcast");
  }

  @Test
  void eightThreadsAtOnceGetWhatOneGets() throws Exception {
    Random random = new Random(5);
    List<INDArray> inputs =
        IntStream.range(0, 8)
            .mapToObj(i -> normal(random, 1, 1 + i % 3, 600 + 137 * i, 16 + i))
            .toList();
    InUse.assertThreadsGetWhatOneGets(
        inputs, input -> fused(input, input, input, Mask.causal(), input), 5);
  }
}
