package io.github.attention4j.contract;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What every attention mechanism holds, under every interpreter. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class AttentionContract {
  private static final Map<String, String> PLAIN = Map.of();
  private static final Map<String, String> CAUSAL = Map.of("causal", "true");

  /** The mechanism. */
  protected abstract Attention attention();

  /** The name of its golden file. */
  protected abstract String golden();

  /** The name that its errors start with. */
  protected abstract String operation();

  /** The exact number of cases in the golden file, so that none goes missing unseen. */
  protected abstract int goldenCases();

  private final Subject subject =
      new Subject() {
        @Override
        public <T> Map<String, T> call(
            TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
          Mask<T> mask = Mask.all();
          if (options.containsKey("causal")) {
            mask = Mask.causal();
          }
          if (inputs.containsKey("mask")) {
            mask = mask.and(Mask.of(inputs.get("mask")));
          }
          if (options.containsKey("lengths")) {
            mask = mask.and(Mask.padding(ops.constant(lengths(options))));
          }
          if (inputs.containsKey("lengths")) {
            mask = mask.and(Mask.padding(inputs.get("lengths")));
          }
          AttentionResult<T> result =
              attention()
                  .attend(ops, inputs.get("query"), inputs.get("key"), inputs.get("value"), mask);
          return Map.of("output", result.output(), "weights", result.weights());
        }
      };

  Stream<Arguments> goldenRuns() {
    return GoldenCase.read(golden()).stream()
        .flatMap(
            golden ->
                Stream.of(Interpreter.values())
                    .flatMap(
                        interpreter ->
                            Stream.of(DataType.DOUBLE, DataType.FLOAT)
                                .map(type -> Arguments.of(golden, interpreter, type))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("goldenRuns")
  void agreesWithPyTorch(GoldenCase golden, Interpreter interpreter, DataType type) {
    Map<String, INDArray> inputs = inputs(golden, type);
    Map<String, INDArray> results = interpreter.run(subject, inputs, golden.options());
    for (String name : List.of("output", "weights")) {
      assertEquals(type, results.get(name).dataType());
      assertClose(golden.tensors().get(name), results.get(name), name);
    }
  }

  Stream<Arguments> goldenGradients() {
    return GoldenCase.read(golden()).stream()
        .flatMap(
            golden ->
                Stream.of(DataType.DOUBLE, DataType.FLOAT).map(type -> Arguments.of(golden, type)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("goldenGradients")
  void gradientsAgreeWithPyTorch(GoldenCase golden, DataType type) {
    Map<String, INDArray> inputs = inputs(golden, type);
    INDArray outputGradient = golden.tensors().get("outputGradient").castTo(type);
    Map<String, INDArray> gradients =
        Interpreter.gradients(
            subject, inputs, golden.options(), outputGradient, "query", "key", "value");
    gradients.forEach(
        (name, gradient) ->
            assertClose(golden.tensors().get(name + "Gradient"), gradient, name + "Gradient"));
    assertEquals(3, gradients.size());
  }

  @Test
  void readsEveryGoldenCase() {
    assertEquals(goldenCases(), GoldenCase.read(golden()).size());
  }

  private static Map<String, INDArray> inputs(GoldenCase golden, DataType type) {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    for (String name : List.of("query", "key", "value", "mask")) {
      // Where options tell the mask, the case carries it for the reader; here Mask has to make it.
      if (golden.tensors().containsKey(name)
          && !(name.equals("mask") && !golden.options().isEmpty())) {
        inputs.put(name, golden.tensors().get(name).castTo(type));
      }
    }
    return inputs;
  }

  private static INDArray lengths(Map<String, String> options) {
    return Nd4j.createFromArray(
        Stream.of(options.get("lengths").split(",")).mapToLong(Long::parseLong).toArray());
  }

  @Test
  void gradientsAgreeWithCentralDifferences() {
    Map<String, INDArray> inputs = random(11, 2, 3, 4, 5, 2);
    INDArray outputGradient = uniform(new Random(12), 2, 3, 2);
    Map<String, INDArray> gradients =
        Interpreter.gradients(subject, inputs, CAUSAL, outputGradient, "query", "key", "value");
    double step = 1e-5;
    gradients.forEach(
        (name, gradient) -> {
          INDArray numeric = Nd4j.create(DataType.DOUBLE, gradient.shape());
          for (long i = 0; i < numeric.length(); i++) {
            double above = loss(inputs, name, i, step, outputGradient);
            double below = loss(inputs, name, i, -step, outputGradient);
            numeric.putScalar(i, (above - below) / (2 * step));
          }
          assertClose(numeric, gradient, Close.CENTRAL_DIFFERENCES, name);
        });
  }

  private double loss(
      Map<String, INDArray> inputs, String name, long index, double step, INDArray gradient) {
    Map<String, INDArray> moved = new HashMap<>(inputs);
    INDArray copy = inputs.get(name).dup('c');
    copy.putScalar(index, copy.getDouble(index) + step);
    moved.put(name, copy);
    INDArray output = Interpreter.EAGER.run(subject, moved, CAUSAL).get("output");
    return output.mul(gradient).sumNumber().doubleValue();
  }

  @ParameterizedTest
  @EnumSource
  void everyRowOfWeightsSumsToOne(Interpreter interpreter) {
    INDArray weights = interpreter.run(subject, random(1, 2, 3, 5, 4, 6), PLAIN).get("weights");
    assertClose(Nd4j.ones(DataType.DOUBLE, 2, 3), weights.sum(2), "row sums");
  }

  @ParameterizedTest
  @EnumSource
  void permutingKeysAndValuesTogetherChangesNothing(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(2, 2, 3, 5, 4, 6);
    INDArray before = interpreter.run(subject, inputs, PLAIN).get("output");
    for (String name : List.of("key", "value")) {
      INDArray array = inputs.get(name);
      INDArray permuted = array.dup('c');
      int[] order = {3, 0, 4, 2, 1};
      for (int t = 0; t < order.length; t++) {
        permuted
            .get(NDArrayIndex.all(), NDArrayIndex.point(t))
            .assign(array.get(NDArrayIndex.all(), NDArrayIndex.point(order[t])));
      }
      inputs.put(name, permuted);
    }
    assertClose(before, interpreter.run(subject, inputs, PLAIN).get("output"), "output");
  }

  @ParameterizedTest
  @EnumSource
  void whatMaskedKeysContainChangesNothing(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(3, 2, 3, 5, 4, 6);
    inputs.put("lengths", Nd4j.createFromArray(2L, 4L));
    INDArray before = interpreter.run(subject, inputs, PLAIN).get("output");
    for (String name : List.of("key", "value")) {
      INDArray changed = inputs.get(name).dup('c');
      changed.get(NDArrayIndex.point(0), NDArrayIndex.interval(2, 5)).assign(1e4);
      changed.get(NDArrayIndex.point(1), NDArrayIndex.point(4)).assign(-1e4);
      inputs.put(name, changed);
    }
    assertClose(before, interpreter.run(subject, inputs, PLAIN).get("output"), "output");
  }

  @ParameterizedTest
  @EnumSource
  void causalOutputsDependOnTheirPrefixAlone(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(4, 2, 5, 5, 4, 6);
    INDArray whole = interpreter.run(subject, inputs, CAUSAL).get("output");
    inputs.replaceAll(
        (name, array) -> array.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c'));
    INDArray prefix = interpreter.run(subject, inputs, CAUSAL).get("output");
    assertClose(
        whole.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c'), prefix, "prefix");
  }

  @ParameterizedTest
  @EnumSource
  void aQueryWithoutKeysGetsZeros(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(5, 2, 3, 5, 4, 6);
    inputs.put("lengths", Nd4j.createFromArray(0L, 5L));
    Map<String, INDArray> results = interpreter.run(subject, inputs, PLAIN);
    assertEquals(0, results.get("weights").slice(0).ameanNumber().doubleValue());
    assertEquals(0, results.get("output").slice(0).ameanNumber().doubleValue());
    assertTrue(results.get("output").slice(1).ameanNumber().doubleValue() > 0);
  }

  @ParameterizedTest
  @EnumSource
  void aNanReachesWhatIsComputedFromItAndNothingElse(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(6, 2, 3, 5, 4, 6);
    inputs.get("query").putScalar(new long[] {0, 1, 0}, Double.NaN);
    INDArray output = interpreter.run(subject, inputs, PLAIN).get("output");
    for (int query = 0; query < 3; query++) {
      assertEquals(query == 1, Double.isNaN(output.getDouble(0, query, 0)), "query " + query);
    }
    assertTrue(Double.isFinite(output.slice(1).sumNumber().doubleValue()));
  }

  @ParameterizedTest
  @EnumSource
  void leavesItsInputsAndTakesViewsInAnyOrder(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(7, 2, 3, 5, 4, 6);
    INDArray expected = interpreter.run(subject, inputs, PLAIN).get("output");
    Map<String, INDArray> views = new LinkedHashMap<>();
    inputs.forEach(
        (name, array) -> {
          INDArray view = array.permute(2, 0, 1).dup('c').permute(1, 2, 0); // strides out of order
          views.put(name, name.equals("key") ? array.dup('f') : view);
        });
    assertClose(expected, interpreter.run(subject, views, PLAIN).get("output"), "of views");
    inputs.forEach((name, array) -> assertEquals(array, views.get(name), name));
  }

  /** Bad arguments and the message's first line. */
  Stream<Arguments> badArguments() {
    Map<String, long[]> good =
        Map.of(
            "query",
            new long[] {2, 3, 8},
            "key",
            new long[] {2, 5, 8},
            "value",
            new long[] {2, 5, 6});
    return Stream.of(
            bad(good, "key", "axis 2 (Dk) is 7, expected 8 to match query", 2, 5, 7),
            bad(good, "key", "axis 0 (B) is 1, expected 2 to match query", 1, 5, 8),
            bad(good, "value", "axis 1 (Tk) is 4, expected 5 to match key", 2, 4, 6),
            bad(good, "value", "axis 0 (B) is 3, expected 2 to match query", 3, 5, 6),
            bad(good, "query", "has rank 2, expected 3 or 4", 3, 8),
            bad(good, "query", "has rank 5, expected 3 or 4", 1, 1, 2, 3, 8),
            bad(good, "key", "has rank 4, expected 3 to match query", 2, 1, 5, 8),
            bad(good, "value", "has rank 1, expected 3 to match query", 5),
            bad(good, "query", "axis 1 (Tq) is 0, expected at least 1", 2, 0, 8),
            bad(good, "key", "axis 1 (Tk) is 0, expected at least 1", 2, 0, 8),
            bad(good, "query", "axis 0 (B) is 0, expected at least 1", 0, 3, 8),
            bad(good, "value", "axis 2 (Dv) is 0, expected at least 1", 2, 5, 0),
            bad(good, "query", "is null, expected (B, Tq, Dk)"),
            bad(good, "key", "is null, expected (B, Tk, Dk)"),
            bad(good, "value", "is null, expected (B, Tk, Dv)"))
        .flatMap(
            bad ->
                Stream.of(Interpreter.EAGER, Interpreter.GRAPH, Interpreter.OPEN_GRAPH)
                    .map(interpreter -> Arguments.of(bad.get()[0], bad.get()[1], interpreter)));
  }

  private static Arguments bad(
      Map<String, long[]> good, String argument, String message, long... sizes) {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    for (String name : List.of("query", "key", "value")) {
      inputs.put(name, Nd4j.ones(DataType.FLOAT, good.get(name)));
    }
    inputs.put(argument, sizes.length == 0 ? null : Nd4j.create(DataType.FLOAT, sizes));
    return Arguments.of(argument + " " + message, inputs);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("badArguments")
  void refusesWithTheSameWords(
      String message, Map<String, INDArray> inputs, Interpreter interpreter) {
    ShapeException refusal =
        assertThrows(
            ShapeException.class,
            () -> interpreter.run(subject, new LinkedHashMap<>(inputs), PLAIN));
    assertEquals(operation() + ": " + message, refusal.getMessage().lines().findFirst().get());
    assertEquals(operation(), refusal.operation());
    assertEquals(message.split(" ")[0], refusal.argument());
  }

  @ParameterizedTest
  @EnumSource
  void refusesMixedAndUnknownTypes(Interpreter interpreter) {
    Map<String, INDArray> mixed = random(8, 2, 3, 5, 8, 6);
    mixed.put("key", mixed.get("key").castTo(DataType.FLOAT));
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> interpreter.run(subject, mixed, PLAIN));
    assertEquals(
        operation() + ": key is FLOAT, expected DOUBLE to match query",
        refusal.getMessage().lines().findFirst().get());
    Map<String, INDArray> whole = random(8, 2, 3, 5, 8, 6);
    whole.replaceAll((name, array) -> array.castTo(DataType.INT32));
    refusal = assertThrows(ShapeException.class, () -> interpreter.run(subject, whole, PLAIN));
    assertEquals(
        operation() + ": query is INT, expected FLOAT or DOUBLE",
        refusal.getMessage().lines().findFirst().get());
  }

  private static Map<String, INDArray> random(
      long seed, long batch, long queryLength, long keyLength, long keyDim, long valueDim) {
    Random random = new Random(seed);
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("query", uniform(random, batch, queryLength, keyDim));
    inputs.put("key", uniform(random, batch, keyLength, keyDim));
    inputs.put("value", uniform(random, batch, keyLength, valueDim));
    return inputs;
  }

  /** Numbers between -1 and 1. */
  protected static INDArray uniform(Random random, long... sizes) {
    INDArray array = Nd4j.create(DataType.DOUBLE, sizes);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, 2 * random.nextDouble() - 1);
    }
    return array;
  }
}
