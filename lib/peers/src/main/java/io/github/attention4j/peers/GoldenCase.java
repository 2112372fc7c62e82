package io.github.attention4j.peers;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * One case of a golden file: named inputs, what PyTorch made of them, and the gradients of
 * sum(output * outputGradient) with respect to every input.
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
  private final Map<String, Tensor> results = new LinkedHashMap<>();
  private Tensor output;
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

  /** A random input or parameter, from the standard normal distribution. */
  Tensor input(String inputName, long... shape) {
    return input(inputName, normal(shape));
  }

  /** An input or parameter with values of its own. */
  Tensor input(String inputName, Tensor values) {
    Tensor leaf = Tensors.leaf(values);
    inputs.put(inputName, leaf);
    return leaf;
  }

  /** A tensor that is given but has no gradient, such as a mask. */
  Tensor constant(String constantName, Tensor values) {
    constants.put(constantName, values);
    return values;
  }

  Tensor normal(long... shape) {
    long size = 1;
    for (long length : shape) {
      size *= length;
    }
    double[] values = new double[Math.toIntExact(size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(1000 * random.nextGaussian()) / 1000.0;
    }
    return Tensors.of(values, shape);
  }

  /** A further result, recorded without a gradient: weights, a map, statistics. */
  GoldenCase result(String resultName, Tensor values) {
    results.put(resultName, values);
    return this;
  }

  /** The mechanism's output; draws the upstream gradient and computes all gradients. */
  GoldenCase output(Tensor values) {
    output = values;
    outputGradient = normal(values.shape());
    Tensors.backward(output, outputGradient);
    return this;
  }

  /**
   * Holds the output and all gradients against another way to compute them, run on fresh copies of
   * the inputs.
   *
   * @throws IllegalStateException if they differ by more than 1e-12
   */
  GoldenCase agreesWith(Function<Map<String, Tensor>, Tensor> otherWay) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    inputs.forEach((inputName, input) -> copies.put(inputName, Tensors.leaf(input)));
    Tensor otherOutput = otherWay.apply(copies);
    Tensors.backward(otherOutput, outputGradient);
    requireEqual("output", output, otherOutput);
    inputs.forEach(
        (inputName, input) ->
            requireEqual(inputName + "Gradient", input.grad(), copies.get(inputName).grad()));
    return this;
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
    Map<String, Tensor> all = new LinkedHashMap<>(inputs);
    all.putAll(constants);
    all.put("output", output);
    all.putAll(results);
    all.put("outputGradient", outputGradient);
    inputs.forEach((inputName, input) -> all.put(inputName + "Gradient", input.grad()));
    return all;
  }
}
