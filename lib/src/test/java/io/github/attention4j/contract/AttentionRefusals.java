package io.github.attention4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How attention of queries to keys and values is made and called, and what it refuses. */
abstract class AttentionRefusals extends GoldenContract {
  /** No options. */
  protected static final Map<String, String> PLAIN = Map.of();

  private static final Map<String, long[]> GOOD =
      Map.of(
          "query",
          new long[] {2, 3, 8},
          "key",
          new long[] {2, 5, 8},
          "value",
          new long[] {2, 5, 6});

  /** Attention of queries to keys and values: a mechanism's methods. */
  protected interface Attending {
    /** Attends. */
    <T> AttentionResult<T> attend(TensorOps<T> ops, T query, T key, T value, Mask<T> mask);

    /** The output alone. */
    <T> T output(TensorOps<T> ops, T query, T key, T value, Mask<T> mask);

    /** Attention over a score. */
    static Attending of(Attention attention) {
      return new Attending() {
        @Override
        public <T> AttentionResult<T> attend(
            TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
          return attention.attend(ops, query, key, value, mask);
        }

        @Override
        public <T> T output(TensorOps<T> ops, T query, T key, T value, Mask<T> mask) {
          return attention.output(ops, query, key, value, mask);
        }
      };
    }
  }

  /**
   * A new mechanism for inputs of such widths.
   *
   * @param parameters where its parameters are created
   * @param tensors query, key and value, or all tensors of a golden case
   */
  protected abstract Attending attending(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options);

  /** The width of a tensor. */
  protected static long width(Map<String, INDArray> tensors, String name) {
    return named(tensors, name).size(-1);
  }

  /** The name that its errors start with. */
  protected abstract String operation();

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    Attending attending = attending(parameters, tensors, options);
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        T query = named(inputs, "query");
        T key = named(inputs, "key");
        T value = named(inputs, "value");
        Mask<T> mask = Subject.mask(ops, inputs, options);
        return Subject.results(
            attending.attend(ops, query, key, value, mask),
            attending.output(ops, query, key, value, mask));
      }
    };
  }

  /** Where a case has one input, it is query, key and value. */
  private static <T> T named(Map<String, T> tensors, String name) {
    return tensors.getOrDefault(name, tensors.get("input"));
  }

  private Subject subject(Map<String, INDArray> inputs) {
    return subject(Parameters.seeded(DataType.DOUBLE, 9), inputs, PLAIN);
  }

  protected Map<String, INDArray> run(
      Interpreter interpreter, Map<String, INDArray> inputs, Map<String, String> options) {
    return interpreter.run(subject(inputs), inputs, options);
  }

  /** The letter of the queries' width. */
  protected String queryWidth() {
    return "Dk";
  }

  /** What the keys' width has to match. */
  protected String keyWidth() {
    return "query";
  }

  /** The ranks that a query may have. */
  protected String ranks() {
    return "3 or 4";
  }

  /** Bad arguments and the message's first line. */
  Stream<Arguments> badArguments() {
    return Stream.of(
            bad("key", "axis 2 (Dk) is 7, expected 8 to match " + keyWidth(), 2, 5, 7),
            bad("key", "axis 0 (B) is 1, expected 2 to match query", 1, 5, 8),
            bad("value", "axis 1 (Tk) is 4, expected 5 to match key", 2, 4, 6),
            bad("value", "axis 0 (B) is 3, expected 2 to match query", 3, 5, 6),
            bad("query", "has rank 2, expected " + ranks(), 3, 8),
            bad("query", "has rank 5, expected " + ranks(), 1, 1, 2, 3, 8),
            bad("key", "has rank 4, expected 3 to match query", 2, 1, 5, 8),
            bad("value", "has rank 1, expected 3 to match query", 5),
            bad("query", "axis 1 (Tq) is 0, expected at least 1", 2, 0, 8),
            bad("key", "axis 1 (Tk) is 0, expected at least 1", 2, 0, 8),
            bad("query", "axis 0 (B) is 0, expected at least 1", 0, 3, 8),
            bad("value", "axis 2 (Dv) is 0, expected at least 1", 2, 5, 0),
            bad("query", "is null, expected (B, Tq, " + queryWidth() + ")"),
            bad("key", "is null, expected (B, Tk, Dk)"),
            bad("value", "is null, expected (B, Tk, Dv)"))
        .flatMap(
            bad ->
                Stream.of(Interpreter.values())
                    .map(interpreter -> Arguments.of(bad.get()[0], bad.get()[1], interpreter)));
  }

  private static Arguments bad(String argument, String message, long... sizes) {
    Map<String, INDArray> inputs = new LinkedHashMap<>(); // may hold null
    inputs.put(argument, sizes.length == 0 ? null : Nd4j.create(DataType.FLOAT, sizes));
    return Arguments.of(argument + " " + message, inputs);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("badArguments")
  void refusesWithTheSameWords(
      String message, Map<String, INDArray> inputs, Interpreter interpreter) {
    Map<String, INDArray> good = new LinkedHashMap<>();
    GOOD.forEach((name, sizes) -> good.put(name, Nd4j.ones(DataType.FLOAT, sizes)));
    Subject subject = subject(Parameters.seeded(DataType.FLOAT, 9), good, PLAIN);
    good.putAll(inputs);
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> interpreter.run(subject, good, PLAIN));
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
        assertThrows(ShapeException.class, () -> run(interpreter, mixed, PLAIN));
    assertEquals(
        operation() + ": key is FLOAT, expected DOUBLE to match query",
        refusal.getMessage().lines().findFirst().get());
    Map<String, INDArray> whole = random(8, 2, 3, 5, 8, 6);
    whole.replaceAll((name, array) -> array.castTo(DataType.INT32));
    refusal = assertThrows(ShapeException.class, () -> run(interpreter, whole, PLAIN));
    assertEquals(
        operation() + ": query is INT, expected FLOAT or DOUBLE",
        refusal.getMessage().lines().findFirst().get());
  }

  @ParameterizedTest
  @EnumSource
  void refusesAnotherTypeThanTheParameters(Interpreter interpreter) {
    Map<String, INDArray> inputs = random(8, 2, 3, 5, 8, 6);
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 9);
    Subject subject = subject(parameters, inputs, PLAIN);
    if (parameters.paths().isEmpty()) {
      return; // takes either type
    }
    inputs.replaceAll((name, array) -> array.castTo(DataType.FLOAT));
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> interpreter.run(subject, inputs, PLAIN));
    assertEquals(
        operation() + ": query is FLOAT, expected DOUBLE to match the parameters",
        refusal.getMessage().lines().findFirst().get());
  }

  protected static Map<String, INDArray> random(
      long seed, long batch, long queryLength, long keyLength, long keyDim, long valueDim) {
    Random random = new Random(seed);
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("query", uniform(random, batch, queryLength, keyDim));
    inputs.put("key", uniform(random, batch, keyLength, keyDim));
    inputs.put("value", uniform(random, batch, keyLength, valueDim));
    return inputs;
  }
}
