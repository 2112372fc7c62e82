package io.github.attention4j.peers;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * One case of a golden file: named inputs, what PyTorch made of them, and the gradients of
 * sum(output * outputGradient) with respect to every input and parameter.
 *
 * <p>Random values depend on the case's name alone, so a new case leaves the old ones as they are.
 * They have three decimals, which keeps the files readable.
 */
final class GoldenCase {
  private static final double TOLERANCE = 1e-12;

  private final String name;
  private final Random random;
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, Tensor> inputs = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private Result result;
  private Tensor outputGradient;

  GoldenCase(String name) {
    this.name = name;
    this.random = new Random(name.hashCode());
  }

  String name() {
    return name;
  }

  /** What a reader of the file needs to set up the mechanism; written on the case's line. */
  GoldenCase with(String key, Object value) {
    settings.put(key, value);
    return this;
  }

  /** A random input, from the standard normal distribution. */
  void input(String inputName, long... shape) {
    input(inputName, normal(shape));
  }

  void input(String inputName, Tensor values) {
    inputs.put(inputName, Tensors.leaf(values));
  }

  /** A random parameter, smaller than an input, so that tanh and sigmoid do not saturate. */
  void parameter(String parameterName, long... shape) {
    input(parameterName, normal(0.3, shape));
  }

  /** A tensor that is given but has no gradient, such as a mask. */
  void constant(String constantName, Tensor values) {
    constants.put(constantName, values);
  }

  Tensor normal(long... shape) {
    return normal(1, shape);
  }

  /** No value twice, so that a maximum has one place and its gradient one way to go. */
  Tensor distinct(long... shape) {
    Set<Double> values = new LinkedHashSet<>();
    while (values.size() < size(shape)) {
      values.add(rounded(random.nextGaussian()));
    }
    return Tensors.of(values.stream().mapToDouble(Double::doubleValue).toArray(), shape);
  }

  Tensor normal(double standardDeviation, long... shape) {
    double[] values = new double[size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = rounded(standardDeviation * random.nextGaussian());
    }
    return Tensors.of(values, shape);
  }

  private static int size(long[] shape) {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }

  private static double rounded(double value) {
    return Math.round(1000 * value) / 1000.0;
  }

  /** Computes the output, draws the upstream gradient and collects all gradients. */
  GoldenCase compute(Computation way) {
    result = way.run(together(inputs));
    outputGradient = normal(result.output().shape());
    Tensors.backward(result.output(), outputGradient);
    return this;
  }

  /**
   * Holds the results and all gradients against another way to compute them, run on fresh copies of
   * the inputs. That way may put parameters of a PyTorch module in the place of their copies.
   *
   * @throws IllegalStateException if they differ by more than 1e-12
   */
  GoldenCase agreesWith(Computation otherWay) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    inputs.forEach((inputName, input) -> copies.put(inputName, Tensors.leaf(input)));
    Map<String, Tensor> together = together(copies);
    Result other = otherWay.run(together);
    Tensors.backward(other.output(), outputGradient);
    requireEqual("output", result.output(), other.output());
    other.others().forEach((what, tensor) -> requireEqual(what, result.others().get(what), tensor));
    inputs.forEach(
        (inputName, input) ->
            requireEqual(inputName + "Gradient", input.grad(), together.get(inputName).grad()));
    return this;
  }

  private Map<String, Tensor> together(Map<String, Tensor> leaves) {
    Map<String, Tensor> together = new LinkedHashMap<>(leaves);
    together.putAll(constants);
    return together;
  }

  private void requireEqual(String what, Tensor expected, Tensor actual) {
    double difference = Tensors.largestDifference(expected, actual);
    if (!(difference <= TOLERANCE)) {
      throw new IllegalStateException(
          "case %s: two ways to compute %s differ by %s".formatted(name, what, difference));
    }
  }

  Map<String, Object> settings() {
    return settings;
  }

  /** All tensors in the file's order: inputs, constants, output, other results, gradients. */
  Map<String, Tensor> tensors() {
    Map<String, Tensor> all = together(inputs);
    if (result == null) {
      return all;
    }
    all.put("output", result.output());
    all.putAll(result.others());
    all.put("outputGradient", outputGradient);
    inputs.forEach((inputName, input) -> all.put(inputName + "Gradient", input.grad()));
    return all;
  }
}
