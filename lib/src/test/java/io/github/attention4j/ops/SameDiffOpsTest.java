package io.github.attention4j.ops;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SameDiffOpsTest {
  private final SameDiffOps ops = SameDiffOps.of(SameDiff.create());
  private final SDVariable query = ops.placeholder("query", DataType.FLOAT, -1, -1, 8);
  private final SDVariable key = ops.placeholder("key", DataType.FLOAT, -1, -1, 8);
  private final SDVariable value = ops.placeholder("value", DataType.FLOAT, -1, -1, 6);

  private static INDArray ones(long... sizes) {
    return Nd4j.ones(DataType.FLOAT, sizes);
  }

  private static String firstLine(RuntimeException refusal) {
    return refusal.getMessage().lines().findFirst().get();
  }

  @Test
  void checksAgainWhatIsFed() {
    SDVariable output = Attention.scaledDot().attend(ops, query, key, value, Mask.all()).output();
    Map<String, INDArray> feeds =
        new HashMap<>(Map.of("query", ones(2, 3, 8), "key", ones(2, 5, 8), "value", ones(2, 4, 6)));
    ShapeException refusal = assertThrows(ShapeException.class, () -> ops.output(feeds, output));
    assertEquals(
        "scaledDotProduct: value axis 1 (Tk) is 4, expected 5 to match key", firstLine(refusal));
    feeds.put("value", ones(2, 5, 6));
    assertClose(ones(2, 3, 6), ops.output(feeds, output).get(output.name()), "output");
  }

  @Test
  void holdsFeedsToTheDeclaredSizes() {
    SDVariable output = ops.scale(query, 2);
    Map<String, INDArray> feeds =
        new HashMap<>(Map.of("query", ones(2, 3, 7), "key", ones(2, 5, 8), "value", ones(2, 5, 6)));
    ShapeException refusal = assertThrows(ShapeException.class, () -> ops.output(feeds, output));
    assertEquals("feed: query axis 2 is 7, expected 8 as declared", firstLine(refusal));
    feeds.put("query", ones(3, 8));
    refusal = assertThrows(ShapeException.class, () -> ops.output(feeds, output));
    assertEquals("feed: query has rank 2, expected 3 as declared", firstLine(refusal));
    feeds.put("query", ones(2, 3, 8).castTo(DataType.DOUBLE));
    refusal = assertThrows(ShapeException.class, () -> ops.output(feeds, output));
    assertEquals("feed: query is DOUBLE, expected FLOAT as declared", firstLine(refusal));
    feeds.remove("query");
    refusal = assertThrows(ShapeException.class, () -> ops.output(feeds, output));
    assertEquals("feed: query is null, expected [?, ?, 8]", firstLine(refusal));
  }

  @Test
  void checksTheNumbersOfAMaskThatIsFed() {
    SDVariable mask = ops.placeholder("mask", DataType.FLOAT, -1, -1);
    SDVariable output =
        Attention.scaledDot().attend(ops, query, key, value, Mask.of(mask)).output();
    Map<String, INDArray> feeds =
        Map.of(
            "query", ones(2, 1, 8),
            "key", ones(2, 2, 8),
            "value", ones(2, 2, 6),
            "mask", Nd4j.create(new float[][] {{0, Float.NEGATIVE_INFINITY}}));
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> ops.output(feeds, output));
    assertEquals(
        "scaledDotProduct: mask holds -Infinity at element 1, expected whole numbers from 0 to 1",
        firstLine(refusal));
  }

  @Test
  void asksForTheShapeOfAForeignVariable() {
    SDVariable foreign = query.add(1);
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> ops.scale(foreign, 2));
    assertEquals(
        "the shape of variable '"
            + foreign.name()
            + "' is not known: SameDiff does not tell it;"
            + " call declare(variable, type, sizes...) first",
        refusal.getMessage());
    ops.declare(foreign, DataType.FLOAT, -1, -1, 8);
    assertEquals(8, ops.shape(ops.scale(foreign, 2)).size(-1));
  }

  @Test
  void sharesAParameterBetweenItsUses() {
    INDArray weight = ones(2, 2);
    SDVariable first = ops.parameter("layer.weight", weight);
    assertSame(first, ops.parameter("layer.weight", weight));
    weight.putScalar(0, 7);
    assertEquals(7, ops.graph().getVariable("layer.weight").getArr().getDouble(0));
  }

  /** Also where rows or columns are few: see PitfallsTest. */
  @ParameterizedTest
  @ValueSource(strings = {"1 1 1", "1 2 1", "1 2 2", "2 1 1", "2 3 1"})
  void gradientsOfProductsAreRight(String sizes) {
    long[] size = Stream.of(sizes.split(" ")).mapToLong(Long::parseLong).toArray();
    INDArray left =
        Nd4j.arange(2, 2 + size[0] * size[1]).castTo(DataType.DOUBLE).reshape(size[0], size[1]);
    INDArray right =
        Nd4j.arange(5, 5 + size[1] * size[2]).castTo(DataType.DOUBLE).reshape(size[2], size[1]);
    INDArray ones = Nd4j.ones(DataType.DOUBLE, size[0], size[2]);
    for (String form : List.of("matmul", "matmulTransposed", "linear")) {
      SameDiffOps ops = SameDiffOps.of(SameDiff.create());
      SDVariable x = ops.parameter("x", left);
      SDVariable w = ops.parameter("w", right);
      SDVariable product =
          switch (form) {
            case "matmul" -> ops.matmul(x, ops.permute(w, 1, 0));
            case "matmulTransposed" -> ops.matmulTransposed(x, w);
            default -> ops.linear(x, w, null);
          };
      ops.graph().setLossVariables(product.sum().name());
      Interpreter.buildGradients(ops.graph());
      Map<String, INDArray> gradients = ops.graph().calculateGradients(Map.of(), "x", "w");
      assertClose(ones.mmul(right), gradients.get("x"), form + ": x");
      assertClose(ones.transpose().mmul(left), gradients.get("w"), form + ": w");
    }
  }

  /** Also of a single number: see PitfallsTest. */
  @Test
  void expandsAndSqueezesWhateverTheSizes() {
    for (long length : new long[] {1, 3}) {
      SameDiffOps ops = SameDiffOps.of(SameDiff.create());
      SDVariable open = ops.placeholder("open", DataType.DOUBLE, -1, -1);
      SDVariable expanded = ops.expand(open, 0);
      SDVariable squeezed = ops.squeeze(expanded, 0);
      Map<String, INDArray> feeds = Map.of("open", Nd4j.ones(DataType.DOUBLE, length, 1));
      Map<String, INDArray> results = ops.output(feeds, expanded, squeezed);
      assertArrayEquals(new long[] {1, length, 1}, results.get(expanded.name()).shape());
      assertArrayEquals(new long[] {length, 1}, results.get(squeezed.name()).shape());
    }
  }
}
