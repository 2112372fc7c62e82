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
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Dropout;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.param.StateDict;
import java.util.List;
import java.util.Locale;
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

class EncoderBlockTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return EncoderBlock.class;
  }

  @Override
  protected String golden() {
    return "encoder_block";
  }

  @Override
  protected int goldenCases() {
    return 13;
  }

  /** The options of a golden case. */
  static BlockOptions options(Map<String, INDArray> tensors, Map<String, String> options) {
    long heads = Long.parseLong(options.get("heads"));
    BlockOptions behind =
        BlockOptions.of(tensors.get("input").size(-1), heads)
            .withHiddenDim(Long.parseLong(options.get("hidden")))
            .withActivation(Activation.valueOf(options.get("activation").toUpperCase(Locale.ROOT)));
    return options.get("normFirst").equals("true") ? behind.withNormFirst() : behind;
  }

  @Override
  protected Map<String, INDArray> parameters(Map<String, INDArray> pytorch) {
    return StateDict.toPaths(pytorch);
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    return subject(EncoderBlock.create(parameters, options(tensors, options)));
  }

  private static Subject subject(EncoderBlock block) {
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        Mask<T> mask = Subject.mask(ops, inputs, options);
        T input = inputs.get("input");
        return Subject.results(block.attend(ops, input, mask), block.output(ops, input, mask));
      }
    };
  }

  /** What the class's Javadoc shows. */
  @Test
  void countsAndShapesAreAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 42);
    EncoderBlock block =
        EncoderBlock.create(parameters.at("layers.0"), BlockOptions.of(6, 2).withNormFirst());
    AttentionResult<INDArray> result = block.attend(Nd4j.rand(DataType.FLOAT, 1, 5, 6));
    assertArrayEquals(new long[] {1, 5, 6}, result.output().shape());
    assertArrayEquals(new long[] {1, 2, 5, 5}, result.weights().shape());
    assertEquals(510, parameters.count());
    assertEquals(510, 4 * (6 * 6 + 6) + (24 * 6 + 24) + (6 * 24 + 6) + 4 * 6);
    assertEquals("layers.0.self_attn.query.weight", parameters.paths().iterator().next());
  }

  /** One position of one feature a head: the attention is a linear map, and all is by hand. */
  @Test
  void worksOutAnExampleByHand() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 1);
    BlockOptions options = BlockOptions.of(2, 1).withHiddenDim(2);
    EncoderBlock block = EncoderBlock.create(parameters, options);
    for (String map : List.of("self_attn.value", "self_attn.output", "linear1", "linear2")) {
      parameters.get(map + ".weight").assign(Nd4j.eye(2));
    }
    INDArray input = Nd4j.createFromArray(3.0, 1.0).reshape(1, 1, 2);
    // The only key has weight 1: input + attention is [6, 2], whose norm is [1, -1]. ReLU leaves
    // [1, 0]; the sum [2, -1] has the norm [1, -1].
    INDArray expected = Nd4j.createFromArray(1.0, -1.0).reshape(1, 1, 2);
    assertClose(expected, block.output(input, Mask.all()), 1e-5, "norm behind");
    EncoderBlock inFront = create(parameters, options.withNormFirst());
    // norm1 makes [1, -1] of it: the sum is [4, 0]; norm2 makes [1, -1], of which ReLU leaves [1,
    // 0].
    expected = Nd4j.createFromArray(5.0, 0.0).reshape(1, 1, 2);
    assertClose(expected, inFront.output(input, Mask.all()), 1e-5, "norm in front");
  }

  /** Another block with the values of the first. */
  private static EncoderBlock create(Parameters values, BlockOptions options) {
    Parameters parameters = Parameters.seeded(values.type(), 2);
    EncoderBlock block = EncoderBlock.create(parameters, options);
    values.paths().forEach(path -> parameters.get(path).assign(values.get(path)));
    return block;
  }

  @ParameterizedTest
  @EnumSource
  void causalOutputsDependOnTheirPrefixAlone(Interpreter interpreter) {
    EncoderBlock block =
        EncoderBlock.create(Parameters.seeded(DataType.DOUBLE, 3), BlockOptions.of(4, 2));
    Map<String, String> causal = Map.of("causal", "true");
    INDArray input = uniform(new Random(4), 2, 5, 4);
    INDArray whole = interpreter.run(subject(block), Map.of("input", input), causal).get("output");
    INDArray start = input.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c');
    assertClose(
        whole.get(NDArrayIndex.all(), NDArrayIndex.interval(0, 3)).dup('c'),
        interpreter.run(subject(block), Map.of("input", start), causal).get("output"),
        "prefix");
  }

  @Test
  void gradientsAgreeWithCentralDifferences() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 5);
    BlockOptions options =
        BlockOptions.of(2, 1).withHiddenDim(3).withNormFirst().withActivation(Activation.GELU);
    Map<String, INDArray> inputs = Map.of("input", uniform(new Random(6), 1, 3, 2));
    assertGradients(
        subject(EncoderBlock.create(parameters, options)), parameters, inputs, Map.of());
  }

  @Test
  void dropsWhileTrainingAlone() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 7);
    BlockOptions options = BlockOptions.of(4, 2).withDropout(Dropout.of(0.5, 8));
    EncoderBlock block = EncoderBlock.create(parameters, options);
    EncoderBlock plain = create(parameters, BlockOptions.of(4, 2));
    INDArray input = uniform(new Random(9), 2, 3, 4);
    INDArray output = plain.output(input, Mask.all());
    assertEquals(output, block.output(input, Mask.all()));
    INDArray once = block.training().output(input, Mask.all());
    assertNotEquals(output, once);
    assertNotEquals(once, block.training().output(input, Mask.all()), "the next numbers");
  }

  static Stream<Arguments> refusals() {
    INDArray input = Nd4j.ones(DataType.FLOAT, 2, 3, 4);
    return Stream.of(
        Arguments.of("encoderBlock: input is null, expected (B, T, D)", null, Mask.all()),
        Arguments.of("encoderBlock: input has rank 2, expected 3", input.slice(0), Mask.all()),
        Arguments.of(
            "encoderBlock: input axis 2 (D) is 5, expected 4 to match modelDim",
            Nd4j.ones(DataType.FLOAT, 2, 3, 5),
            Mask.all()),
        Arguments.of(
            "encoderBlock: input is DOUBLE, expected FLOAT to match the parameters",
            input.castTo(DataType.DOUBLE),
            Mask.all()),
        Arguments.of(
            "multiHead: mask axis 0 (Tq) is 2, expected 1 or 3 to match scores",
            input,
            Mask.of(Nd4j.eye(2))));
  }

  @ParameterizedTest(name = "{0}", autoCloseArguments = false)
  @MethodSource("refusals")
  void refusesWhatDoesNotFit(String message, INDArray input, Mask<INDArray> mask) {
    EncoderBlock block =
        EncoderBlock.create(Parameters.seeded(DataType.FLOAT, 1), BlockOptions.of(4, 2));
    ShapeException refusal = assertThrows(ShapeException.class, () -> block.attend(input, mask));
    assertEquals(message, refusal.getMessage().lines().findFirst().get());
    refusal = assertThrows(ShapeException.class, () -> block.output(input, mask));
    assertEquals(message, refusal.getMessage().lines().findFirst().get());
  }

  @Test
  void refusesBadOptions() {
    RuntimeException refusal =
        assertThrows(IllegalArgumentException.class, () -> BlockOptions.of(10, 4));
    assertEquals(
        "multiHead: modelDim 10 is not divisible by heads 4; choose heads from 1, 2, 5, 10",
        refusal.getMessage());
    BlockOptions options = BlockOptions.of(4, 2);
    refusal = assertThrows(IllegalArgumentException.class, () -> options.withHiddenDim(0));
    assertEquals("block: hiddenDim is 0, expected at least 1", refusal.getMessage());
    refusal = assertThrows(NullPointerException.class, () -> options.withActivation(null));
    assertEquals("activation", refusal.getMessage());
    refusal = assertThrows(NullPointerException.class, () -> options.withDropout(null));
    assertEquals("dropout", refusal.getMessage());
  }
}
