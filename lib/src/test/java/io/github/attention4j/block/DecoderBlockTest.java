package io.github.attention4j.block;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Dropout;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.param.StateDict;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class DecoderBlockTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return DecoderBlock.class;
  }

  @Override
  protected String golden() {
    return "decoder_block";
  }

  @Override
  protected int goldenCases() {
    return 10;
  }

  @Override
  protected Map<String, INDArray> parameters(Map<String, INDArray> pytorch) {
    return StateDict.toPaths(pytorch);
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    return subject(DecoderBlock.create(parameters, EncoderBlockTest.options(tensors, options)));
  }

  /** Lengths are the context's. */
  private static Subject subject(DecoderBlock block) {
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        Map<String, String> others = new HashMap<>(options);
        Mask<T> mask = others.remove("causal") == null ? Mask.all() : Mask.causal();
        Mask<T> contextMask = Subject.mask(ops, inputs, others);
        T input = inputs.get("input");
        T context = inputs.get("context");
        DecoderResult<T> result = block.attend(ops, input, context, mask, contextMask);
        return Map.of(
            "output",
            result.output(),
            "weights",
            result.weights(),
            "contextWeights",
            result.contextWeights(),
            Subject.ALONE,
            block.output(ops, input, context, mask, contextMask));
      }
    };
  }

  /** What the class's Javadoc shows. */
  @Test
  void countsAndShapesAreAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    DecoderBlock block = DecoderBlock.create(parameters.at("layers.0"), BlockOptions.of(6, 2));
    INDArray words = Nd4j.rand(DataType.FLOAT, 1, 3, 6);
    INDArray context = Nd4j.rand(DataType.FLOAT, 1, 5, 6);
    DecoderResult<INDArray> result = block.attend(words, context, Mask.causal(), Mask.all());
    assertArrayEquals(new long[] {1, 3, 6}, result.output().shape());
    assertArrayEquals(new long[] {1, 2, 3, 3}, result.weights().shape());
    assertArrayEquals(new long[] {1, 2, 3, 5}, result.contextWeights().shape());
    assertEquals(690, parameters.count());
    assertEquals(690, 8 * (6 * 6 + 6) + (24 * 6 + 24) + (6 * 24 + 6) + 6 * 6);
  }

  private static Map<String, INDArray> inputs() {
    Random random = new Random(4);
    return new HashMap<>(
        Map.of("input", uniform(random, 2, 4, 4), "context", uniform(random, 2, 3, 4)));
  }

  @ParameterizedTest
  @EnumSource
  void masksWhatComesLaterAndWhatIsPadding(Interpreter interpreter) {
    DecoderBlock block =
        DecoderBlock.create(Parameters.seeded(DataType.DOUBLE, 3), BlockOptions.of(4, 2));
    Map<String, String> options = Map.of("causal", "true", "lengths", "2,3");
    Map<String, INDArray> inputs = inputs();
    INDArray before = interpreter.run(subject(block), inputs, options).get("output");
    INDArray context = inputs.get("context").dup('c');
    context.get(NDArrayIndex.point(0), NDArrayIndex.point(2)).assign(7);
    inputs.put("context", context);
    INDArray input = inputs.get("input").dup('c');
    input.get(NDArrayIndex.all(), NDArrayIndex.point(3), NDArrayIndex.interval(0, 2)).assign(-7);
    inputs.put("input", input);
    INDArray after = interpreter.run(subject(block), inputs, options).get("output");
    assertClose(
        before.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c'),
        after.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c'),
        "the first three positions");
    assertNotEquals(before, after, "the last");
  }

  @Test
  void gradientsAgreeWithCentralDifferences() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 5);
    BlockOptions options =
        BlockOptions.of(2, 1).withHiddenDim(3).withNormFirst().withActivation(Activation.GELU);
    Random random = new Random(6);
    Map<String, INDArray> inputs =
        Map.of("input", uniform(random, 1, 2, 2), "context", uniform(random, 1, 3, 2));
    assertGradients(
        subject(DecoderBlock.create(parameters, options)),
        parameters,
        inputs,
        Map.of("causal", "true"));
  }

  @Test
  void dropsWhileTrainingAlone() {
    BlockOptions options = BlockOptions.of(4, 2).withDropout(Dropout.of(0.5, 8));
    DecoderBlock block = DecoderBlock.create(Parameters.seeded(DataType.DOUBLE, 7), options);
    INDArray input = inputs().get("input");
    INDArray context = inputs().get("context");
    INDArray output = block.output(input, context, Mask.causal(), Mask.all());
    assertEquals(output, block.output(input, context, Mask.causal(), Mask.all()));
    INDArray once = block.training().output(input, context, Mask.causal(), Mask.all());
    assertNotEquals(output, once);
    assertEquals(output, block.output(input, context, Mask.causal(), Mask.all()));
  }

  static Stream<Arguments> refusals() {
    INDArray good = Nd4j.ones(DataType.FLOAT, 2, 3, 4);
    return Stream.of(
        Arguments.of("input is null, expected (B, Tq, D)", null, good),
        Arguments.of("context is null, expected (B, Tk, D)", good, null),
        Arguments.of(
            "context axis 2 (D) is 5, expected 4 to match modelDim",
            good,
            Nd4j.ones(DataType.FLOAT, 2, 3, 5)),
        Arguments.of(
            "context axis 0 (B) is 1, expected 2 to match input",
            good,
            Nd4j.ones(DataType.FLOAT, 1, 3, 4)));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(String message, INDArray input, INDArray context) {
    DecoderBlock block =
        DecoderBlock.create(Parameters.seeded(DataType.FLOAT, 1), BlockOptions.of(4, 2));
    ShapeException refusal =
        assertThrows(
            ShapeException.class, () -> block.attend(input, context, Mask.all(), Mask.all()));
    assertEquals("decoderBlock: " + message, refusal.getMessage().lines().findFirst().get());
  }
}
