package io.github.attention4j.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LossesTest extends GoldenContract {
  private static final Map<String, String> CROSS_ENTROPY = Map.of("loss", "crossEntropy");

  @Override
  protected Class<?> mechanism() {
    return Losses.class;
  }

  @Override
  protected String golden() {
    return "losses";
  }

  @Override
  protected int goldenCases() {
    return 9;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        T output = inputs.get("input");
        T mask = inputs.get("mask");
        boolean masked = inputs.containsKey("mask");
        if (options.get("loss").equals("crossEntropy")) {
          T labels = inputs.get("labels");
          return Map.of(
              "output",
              masked
                  ? Losses.crossEntropy(ops, output, labels, mask)
                  : Losses.crossEntropy(ops, output, labels));
        }
        T target = inputs.get("context");
        return Map.of(
            "output",
            masked
                ? Losses.meanSquaredError(ops, output, target, mask)
                : Losses.meanSquaredError(ops, output, target));
      }
    };
  }

  private Map<String, INDArray> run(Interpreter interpreter, Map<String, INDArray> inputs) {
    Subject subject = subject(null, inputs, CROSS_ENTROPY);
    return interpreter.run(subject, inputs, CROSS_ENTROPY);
  }

  /** What the class's Javadoc shows. */
  @Test
  void worksOutAnExampleByHand() {
    TensorOps<INDArray> ops = NdArrayOps.eager();
    INDArray logits = Nd4j.create(new double[][][] {{{0, 0}, {2, 0}, {9, 9}}});
    INDArray labels = Nd4j.createFromArray(new long[][] {{1, 0, 0}});
    INDArray mask = Nd4j.createFromArray(new long[][] {{1, 1, 0}});
    double loss = Losses.crossEntropy(ops, logits, labels, mask).getDouble();
    assertEquals(0.4100, loss, 5e-5);
    assertEquals((Math.log(2) + Math.log1p(Math.exp(-2))) / 2, loss, 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void aLossOverNothingIsZero(Interpreter interpreter) {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("input", Nd4j.ones(DataType.DOUBLE, 2, 3));
    inputs.put("labels", Nd4j.createFromArray(1L, 2L));
    inputs.put("mask", Nd4j.createFromArray(0L, 0L));
    assertEquals(0, run(interpreter, inputs).get("output").getDouble());
  }

  /** A class that is ruled out: probability 0. */
  @Test
  void takesLogitsOfMinusInfinity() {
    INDArray logits = Nd4j.create(new double[][] {{0, Double.NEGATIVE_INFINITY, 0}});
    INDArray label = Nd4j.createFromArray(2L);
    double loss = Losses.crossEntropy(NdArrayOps.eager(), logits, label).getDouble();
    assertEquals(Math.log(2), loss, 1e-12);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
            Arguments.of(
                "labels axis 0 (B) is 3, expected 2 to match logits",
                Map.of("labels", Nd4j.createFromArray(0L, 1L, 2L))),
            Arguments.of(
                "labels has rank 2, expected 1 to match logits",
                Map.of("labels", Nd4j.createFromArray(new long[][] {{0, 1}}))),
            Arguments.of(
                "mask axis 0 (B) is 1, expected 2 to match logits",
                Map.of("mask", Nd4j.createFromArray(1L))),
            Arguments.of(
                "mask holds 2.0 at element 1, expected whole numbers from 0 to 1",
                Map.of("mask", Nd4j.createFromArray(1L, 2L))),
            Arguments.of(
                "labels holds 3.0 at element 0, expected whole numbers from 0 to 2",
                Map.of("labels", Nd4j.createFromArray(3L, 0L))),
            Arguments.of(
                "labels holds -1.0 at element 1, expected whole numbers from 0 to 2",
                Map.of("labels", Nd4j.createFromArray(0L, -1L))))
        .flatMap(
            one ->
                Stream.of(Interpreter.values())
                    .map(by -> Arguments.of(one.get()[0], one.get()[1], by)));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("refusals")
  void refusesWithTheSameWords(String message, Map<String, INDArray> bad, Interpreter interpreter) {
    Map<String, INDArray> inputs = new LinkedHashMap<>();
    inputs.put("input", Nd4j.ones(DataType.DOUBLE, 2, 3));
    inputs.put("labels", Nd4j.createFromArray(1L, 2L));
    inputs.putAll(bad);
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> run(interpreter, inputs));
    assertEquals("crossEntropy: " + message, refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void refusesTargetsOfAnotherShape() {
    INDArray output = Nd4j.ones(DataType.DOUBLE, 2, 3);
    RuntimeException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Losses.meanSquaredError(
                    NdArrayOps.eager(), output, Nd4j.ones(DataType.DOUBLE, 2, 1)));
    assertEquals(
        "meanSquaredError: target axis 1 (D) is 1, expected 3 to match output",
        refusal.getMessage().lines().findFirst().get());
    refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Losses.meanSquaredError(NdArrayOps.eager(), null, output));
    assertEquals(
        "meanSquaredError: output is null, expected (B, D)",
        refusal.getMessage().lines().findFirst().get());
  }
}
