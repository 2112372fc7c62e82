package io.github.attention4j.contract;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.param.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What every mechanism holds: PyTorch's results, under every interpreter, and PyTorch's gradients
 * of every input and every parameter.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GoldenContract {
  /** What a golden case calls its inputs; the other tensors with a gradient are parameters. */
  private static final List<String> INPUTS =
      List.of("query", "key", "value", "input", "context", "hidden", "numbers");

  /** Inputs that are whole numbers. */
  private static final List<String> NUMBERS = List.of("ids", "labels");

  /** The class that is tested. */
  protected abstract Class<?> mechanism();

  /** The name of its golden file. */
  protected abstract String golden();

  /** The exact number of cases in the golden file, so that none goes missing unseen. */
  protected abstract int goldenCases();

  /**
   * A new mechanism for inputs of such widths.
   *
   * @param parameters where its parameters are created
   * @param tensors the inputs, or all tensors of a golden case
   */
  protected abstract Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options);

  /** Parameters (or their gradients) as PyTorch names and keeps them, by the mechanism's paths. */
  protected Map<String, INDArray> parameters(Map<String, INDArray> pytorch) {
    Map<String, INDArray> renamed = new LinkedHashMap<>();
    pytorch.forEach((name, array) -> renamed.put(name.replace("Projection.", "."), array));
    return renamed;
  }

  /** A case's mechanism in one data type, and what it is called with. */
  private record Run(Subject subject, Parameters parameters, Map<String, INDArray> inputs) {}

  private Run run(GoldenCase golden, DataType type) {
    Parameters parameters = Parameters.seeded(type, 1);
    Subject subject = subject(parameters, golden.tensors(), golden.options());
    Map<String, INDArray> values = parameters(named(golden, ""));
    assertEquals(values.keySet(), parameters.paths());
    values.forEach((path, array) -> parameters.get(path).assign(array.castTo(type)));
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    golden
        .tensors()
        .forEach(
            (name, array) -> {
              // Where options tell the mask, the case has it for the reader; Mask has to make it.
              boolean told =
                  golden.options().containsKey("causal") || golden.options().containsKey("lengths");
              if (INPUTS.contains(name) || name.equals("mask") && !told) {
                inputs.put(name, array.castTo(type));
              } else if (NUMBERS.contains(name)) {
                inputs.put(name, array.castTo(DataType.INT64));
              }
            });
    return new Run(subject, parameters, inputs);
  }

  /** The parameters of a case, or with the suffix "Gradient" their gradients, by their names. */
  private static Map<String, INDArray> named(GoldenCase golden, String suffix) {
    Map<String, INDArray> named = new LinkedHashMap<>();
    for (String name : golden.tensors().keySet()) {
      if (!INPUTS.contains(name) && golden.tensors().containsKey(name + "Gradient")) {
        named.put(name, golden.tensors().get(name + suffix));
      }
    }
    named.remove("output"); // its gradient is what the case starts from
    return named;
  }

  Stream<Arguments> goldenRuns() {
    return under(List.of(Interpreter.values()));
  }

  protected Stream<Arguments> goldenGradients() {
    return under(Interpreter.WITH_GRADIENTS);
  }

  private Stream<Arguments> under(List<Interpreter> interpreters) {
    return typedCases()
        .flatMap(
            run -> interpreters.stream().map(by -> Arguments.of(run.get()[0], run.get()[1], by)));
  }

  /** Every case in both data types. */
  Stream<Arguments> typedCases() {
    return GoldenCase.read(golden()).stream()
        .flatMap(
            golden ->
                Stream.of(DataType.DOUBLE, DataType.FLOAT).map(type -> Arguments.of(golden, type)));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("goldenRuns")
  void agreesWithPyTorch(GoldenCase golden, DataType type, Interpreter interpreter) {
    Run run = run(golden, type);
    Map<String, INDArray> results = interpreter.run(run.subject, run.inputs, golden.options());
    results.forEach(
        (name, result) -> {
          assertEquals(type, result.dataType());
          String expected = name.equals(Subject.ALONE) ? "output" : name;
          assertClose(golden.tensors().get(expected), result, name);
        });
    assertTrue(results.containsKey("output"));
    if (results.containsKey(Subject.ALONE)) {
      double tolerance = type == DataType.FLOAT ? Close.FUSED : 0;
      assertClose(results.get("output"), results.get(Subject.ALONE), tolerance, Subject.ALONE);
    }
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("goldenGradients")
  void gradientsAgreeWithPyTorch(GoldenCase golden, DataType type, Interpreter interpreter) {
    Run run = run(golden, type);
    Map<String, INDArray> expected = new LinkedHashMap<>(parameters(named(golden, "Gradient")));
    for (String name : INPUTS) {
      if (run.inputs.containsKey(name)) {
        expected.put(name, golden.tensors().get(name + "Gradient"));
      }
    }
    Map<String, INDArray> gradients =
        interpreter.gradients(
            run.subject,
            run.inputs,
            golden.options(),
            golden.tensors().get("outputGradient").castTo(type),
            expected.keySet().toArray(String[]::new));
    expected.forEach(
        (name, gradient) -> assertClose(gradient, gradients.get(name), "gradient of " + name));
  }

  @Test
  void readsEveryGoldenCase() {
    assertEquals(goldenCases(), GoldenCase.read(golden()).size());
  }

  /** Holds all gradients of the inputs and all parameters to central differences. */
  protected static void assertGradients(
      Subject subject,
      Parameters parameters,
      Map<String, INDArray> inputs,
      Map<String, String> options) {
    INDArray output = Interpreter.EAGER.run(subject, inputs, options).get("output");
    INDArray outputGradient = uniform(new Random(12), output.shape());
    Map<String, INDArray> movable = new LinkedHashMap<>();
    inputs.forEach((name, array) -> movable.put(name, array.dup('c')));
    Map<String, INDArray> all = new LinkedHashMap<>(movable);
    parameters.paths().forEach(path -> all.put(path, parameters.get(path)));
    double step = 1e-5;
    Map<String, INDArray> differences = new LinkedHashMap<>();
    all.forEach(
        (name, array) -> {
          INDArray numeric = Nd4j.create(DataType.DOUBLE, array.shape());
          for (long i = 0; i < numeric.length(); i++) {
            double value = array.getDouble(i);
            array.putScalar(i, value + step);
            double above = loss(subject, movable, options, outputGradient);
            array.putScalar(i, value - step);
            double below = loss(subject, movable, options, outputGradient);
            array.putScalar(i, value);
            numeric.putScalar(i, (above - below) / (2 * step));
          }
          differences.put(name, numeric);
        });
    String[] names = all.keySet().toArray(String[]::new);
    for (Interpreter interpreter : Interpreter.WITH_GRADIENTS) {
      Map<String, INDArray> gradients =
          interpreter.gradients(subject, inputs, options, outputGradient, names);
      differences.forEach(
          (name, numeric) ->
              assertClose(
                  numeric,
                  gradients.get(name),
                  Close.CENTRAL_DIFFERENCES,
                  name + " by " + interpreter));
    }
  }

  private static double loss(
      Subject subject,
      Map<String, INDArray> inputs,
      Map<String, String> options,
      INDArray outputGradient) {
    INDArray output = Interpreter.EAGER.run(subject, inputs, options).get("output");
    return output.mul(outputGradient).sumNumber().doubleValue();
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
