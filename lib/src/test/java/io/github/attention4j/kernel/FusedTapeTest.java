package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.mechanism.CrossAttention;
import io.github.attention4j.mechanism.MultiHeadAttention;
import io.github.attention4j.mechanism.MultiHeadOptions;
import io.github.attention4j.mechanism.ProjectionOptions;
import io.github.attention4j.mechanism.SelfAttention;
import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The fused path under the tape: what {@code output} gives there, and its gradients. */
class FusedTapeTest {
  private static final Attention ATTENTION = Attention.scaledDot();

  /** Bit by bit: a path of its own would differ in the last digits. */
  @Test
  void outputAndGradientsAreTheFusedOnes() {
    INDArray input = normal(new Random(1), 2, 3, 50, 8);
    INDArray outputGradient = normal(new Random(2), 2, 3, 50, 8);
    FusedAttention fused =
        FusedAttention.of(input, input, input, 1 / Math.sqrt(8), Mask.causal()).orElseThrow();
    TapeOps ops = TapeOps.create();
    Tensor query = ops.variable(input);
    Tensor key = ops.variable(input);
    Tensor value = ops.variable(input);
    Tensor output = ATTENTION.output(ops, query, key, value, Mask.causal());
    assertEquals(fused.output(), output.array());
    Gradients gradients = ops.backward(output, outputGradient);
    INDArray[] expected = fused.gradients(outputGradient);
    assertEquals(expected[0], gradients.of(query));
    assertEquals(expected[1], gradients.of(key));
    assertEquals(expected[2], gradients.of(value));
  }

  /** How a mechanism is called: with attend or with output. */
  private record Calls(
      Parameters parameters,
      BiFunction<TapeOps, Mask<Tensor>, Tensor> attend,
      BiFunction<TapeOps, Mask<Tensor>, Tensor> output) {}

  static Stream<Arguments> mechanisms() {
    return Stream.of(DataType.FLOAT, DataType.DOUBLE)
        .flatMap(
            type ->
                Stream.of(
                    Arguments.of("self", type, self(type)),
                    Arguments.of("cross", type, cross(type)),
                    Arguments.of("multi-head", type, multiHead(type))));
  }

  private static Tensor input(TapeOps ops, DataType type) {
    return ops.constant(normal(new Random(3), 2, 40, 6).castTo(type));
  }

  private static Calls self(DataType type) {
    Parameters parameters = Parameters.seeded(type, 1);
    SelfAttention self = SelfAttention.create(parameters, 6, ProjectionOptions.of(4, 5));
    return new Calls(
        parameters,
        (ops, mask) -> self.attend(ops, input(ops, type), mask).output(),
        (ops, mask) -> self.output(ops, input(ops, type), mask));
  }

  private static Calls cross(DataType type) {
    Parameters parameters = Parameters.seeded(type, 1);
    CrossAttention cross = CrossAttention.create(parameters, 6, 6, ProjectionOptions.of(4, 5));
    return new Calls(
        parameters,
        (ops, mask) -> cross.attend(ops, input(ops, type), input(ops, type), mask).output(),
        (ops, mask) -> cross.output(ops, input(ops, type), input(ops, type), mask));
  }

  private static Calls multiHead(DataType type) {
    Parameters parameters = Parameters.seeded(type, 1);
    MultiHeadAttention heads = MultiHeadAttention.create(parameters, MultiHeadOptions.of(6, 3));
    return new Calls(
        parameters,
        (ops, mask) -> {
          Tensor input = input(ops, type);
          return heads.attend(ops, input, input, input, mask).output();
        },
        (ops, mask) -> {
          Tensor input = input(ops, type);
          return heads.output(ops, input, input, input, mask);
        });
  }

  /** Under every kind of mask, also those that hold tensors; DOUBLE goes by the definition. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("mechanisms")
  void agreesWithTheDefinition(String name, DataType type, Calls calls) {
    INDArray given = normal(new Random(4), 40, 40).gt(0);
    List<Mask<Tensor>> masks =
        List.of(
            Mask.all(),
            Mask.<Tensor>causal().and(Mask.window(9)),
            Mask.padding(TapeOps.create().constant(Nd4j.createFromArray(40, 17))),
            Mask.of(TapeOps.create().constant(given)));
    for (Mask<Tensor> mask : masks) {
      TapeOps defined = TapeOps.create();
      Tensor expected = calls.attend().apply(defined, mask);
      INDArray outputGradient = normal(new Random(5), expected.array().shape()).castTo(type);
      Gradients expectedGradients = defined.backward(expected, outputGradient);
      TapeOps fused = TapeOps.create();
      Tensor output = calls.output().apply(fused, mask);
      Gradients gradients = fused.backward(output, outputGradient);
      assertClose(expected.array(), output.array(), "output, " + mask);
      assertEquals(calls.parameters().paths(), gradients.byPath().keySet());
      for (String path : calls.parameters().paths()) {
        assertClose(expectedGradients.of(path), gradients.of(path), path + ", " + mask);
      }
    }
  }

  @Test
  void refusesAMaskAsTheDefinitionDoes() {
    TapeOps ops = TapeOps.create();
    Tensor input = ops.variable(normal(new Random(6), 2, 3, 4));
    Mask<Tensor> missing = Mask.padding((Tensor) null);
    String expected =
        assertThrows(
                IllegalArgumentException.class,
                () -> ATTENTION.attend(ops, input, input, input, missing))
            .getMessage();
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> ATTENTION.output(ops, input, input, input, missing));
    assertEquals(expected, refusal.getMessage());
  }
}
