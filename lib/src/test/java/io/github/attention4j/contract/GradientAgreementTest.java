package io.github.attention4j.contract;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.GruCell;
import io.github.attention4j.param.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Random shapes, on the tape and in a graph: the same values as eagerly, and the same gradients of
 * every input and parameter; and both as the slope that a small step along a random direction
 * shows. No size is 1, where SameDiff's gradients of products are wrong.
 */
class GradientAgreementTest {
  private static final int SHAPES = 3;
  private static final double STEP = 1e-5;

  private static final List<String> NAMES =
      List.of(
          "embedding",
          "slice",
          "select",
          "stack",
          "layerNorm",
          "gelu",
          "geluTanh",
          "gruCell",
          "crossEntropy",
          "logSoftmax",
          "numbers",
          "causal",
          "multiHead");

  static Stream<Arguments> cases() {
    return NAMES.stream()
        .flatMap(name -> IntStream.range(0, SHAPES).mapToObj(seed -> Arguments.of(name, seed)));
  }

  /** The sizes, drawn anew for each case. */
  private record Sizes(int b, int t, int s, int d) {
    static Sizes draw(Random random) {
      return new Sizes(
          2 + random.nextInt(4),
          2 + random.nextInt(4),
          2 + random.nextInt(4),
          2 * (1 + random.nextInt(3)));
    }
  }

  private static Map<String, INDArray> inputs(String name, Sizes n, Random random) {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    switch (name) {
      case "embedding" -> {
        inputs.put("input", GoldenContract.uniform(random, n.s, n.d));
        inputs.put("ids", ids(random, n.s, n.b, n.t)); // some of them repeated, or never
      }
      case "crossEntropy" -> {
        inputs.put("input", GoldenContract.uniform(random, n.b, n.t, n.s).mul(5));
        inputs.put("labels", ids(random, n.s, n.b, n.t));
      }
      case "layerNorm" -> {
        inputs.put("input", GoldenContract.uniform(random, n.b, n.t, n.d));
        inputs.put("weight", GoldenContract.uniform(random, n.d));
        inputs.put("bias", GoldenContract.uniform(random, n.d));
      }
      case "gruCell" -> {
        inputs.put("input", GoldenContract.uniform(random, n.b, n.d));
        inputs.put("hidden", GoldenContract.uniform(random, n.b, n.s));
      }
      case "numbers", "causal", "multiHead" -> {
        inputs.put("query", GoldenContract.uniform(random, n.b, n.t, n.d));
        inputs.put("key", GoldenContract.uniform(random, n.b, n.s, n.d));
        inputs.put("value", GoldenContract.uniform(random, n.b, n.s, n.d));
        if (name.equals("numbers")) {
          inputs.put("numbers", GoldenContract.uniform(random, n.b, n.t, n.s));
        }
      }
      default -> inputs.put("input", GoldenContract.uniform(random, n.b, n.t, n.d).mul(2));
    }
    return inputs;
  }

  private static INDArray ids(Random random, int most, long... sizes) {
    INDArray ids = GoldenContract.uniform(random, sizes);
    for (long i = 0; i < ids.length(); i++) {
      ids.putScalar(i, random.nextInt(most));
    }
    return ids.castTo(DataType.INT64);
  }

  private static Subject subject(String name, Sizes n, Parameters parameters) {
    GruCell cell = name.equals("gruCell") ? GruCell.create(parameters, n.d, n.s) : null;
    MultiHeadAttention heads =
        name.equals("multiHead")
            ? MultiHeadAttention.create(parameters, MultiHeadOptions.of(n.d, 2))
            : null;
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> given, Map<String, String> options) {
        T x = given.get("input");
        T q = given.get("query");
        T k = given.get("key");
        T v = given.get("value");
        return Map.of(
            "output",
            switch (name) {
              case "embedding" -> ops.embedding(x, given.get("ids"));
              case "slice" -> ops.slice(x, 1, 1, n.t);
              case "select" -> ops.select(x, -2, -1);
              case "stack" -> ops.stack(List.of(x, ops.scale(x, 2), x), 1);
              case "layerNorm" -> ops.layerNorm(x, given.get("weight"), given.get("bias"), 1e-5);
              case "gelu" -> ops.gelu(x);
              case "geluTanh" -> ops.geluTanh(x);
              case "gruCell" -> cell.apply(ops, x, given.get("hidden"));
              case "crossEntropy" -> ops.crossEntropy(x, given.get("labels"));
              case "logSoftmax" -> ops.logSoftmax(x);
              case "multiHead" -> heads.attend(ops, q, k, v, Mask.causal()).output();
              default ->
                  Attention.scaledDot()
                      .attend(ops, q, k, v, Subject.mask(ops, given, options))
                      .output();
            });
      }
    };
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void tapeAndGraphAgreeWithTheSlope(String name, int seed) {
    Random random = new Random(100L * seed + name.hashCode());
    Sizes sizes = Sizes.draw(random);
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, seed);
    Subject subject = subject(name, sizes, parameters);
    Map<String, INDArray> inputs = inputs(name, sizes, random);
    Map<String, String> options = name.equals("causal") ? Map.of("causal", "true") : Map.of();
    INDArray output = Interpreter.EAGER.run(subject, inputs, options).get("output");
    for (Interpreter interpreter : Interpreter.WITH_GRADIENTS) {
      assertClose(
          output, interpreter.run(subject, inputs, options).get("output"), "by " + interpreter);
    }
    INDArray outputGradient = GoldenContract.uniform(random, output.shape());
    Map<String, INDArray> moved = new LinkedHashMap<>(inputs);
    moved.values().removeIf(array -> !array.dataType().isFPType());
    parameters.paths().forEach(path -> moved.put(path, parameters.get(path)));
    String[] names = moved.keySet().toArray(String[]::new);
    Map<String, INDArray> taped =
        Interpreter.TAPE.gradients(subject, inputs, options, outputGradient, names);
    Map<String, INDArray> built =
        Interpreter.GRAPH.gradients(subject, inputs, options, outputGradient, names);
    double slope = 0;
    Map<String, INDArray> direction = new LinkedHashMap<>();
    for (String each : names) {
      assertClose(built.get(each), taped.get(each), "gradient of " + each);
      direction.put(each, GoldenContract.uniform(random, moved.get(each).shape()));
      slope += taped.get(each).mul(direction.get(each)).sumNumber().doubleValue();
    }
    direction.forEach((each, way) -> moved.get(each).addi(way.mul(STEP)));
    double above = loss(subject, inputs, options, outputGradient);
    direction.forEach((each, way) -> moved.get(each).subi(way.mul(2 * STEP)));
    double below = loss(subject, inputs, options, outputGradient);
    double found = (above - below) / (2 * STEP);
    assertEquals(found, slope, Close.CENTRAL_DIFFERENCES * Math.max(1, Math.abs(found)));
  }

  private static double loss(
      Subject subject,
      Map<String, INDArray> inputs,
      Map<String, String> options,
      INDArray outputGradient) {
    INDArray output = Interpreter.EAGER.run(subject, inputs, options).get("output");
    return output.mul(outputGradient).sumNumber().doubleValue();
  }
}
