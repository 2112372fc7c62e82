package io.github.attention4j.param;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.TensorOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConvolutionTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return Convolution.class;
  }

  @Override
  protected String golden() {
    return "convolution";
  }

  @Override
  protected int goldenCases() {
    return 9;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    INDArray weight = tensors.get("convolution.weight");
    ConvolutionOptions with =
        new ConvolutionOptions(
            Long.parseLong(options.get("dilation")), tensors.containsKey("convolution.bias"));
    return subject(
        Convolution.create(parameters, weight.size(1), weight.size(0), weight.size(2), with));
  }

  private static Subject subject(Convolution convolution) {
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", convolution.apply(ops, inputs.get("input")));
      }
    };
  }

  @Override
  protected Map<String, INDArray> parameters(Map<String, INDArray> pytorch) {
    Map<String, INDArray> renamed = new LinkedHashMap<>();
    pytorch.forEach((name, array) -> renamed.put(name.replace("convolution.", ""), array));
    return renamed;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, true", "3, 1, false", "3, 2, true", "5, 3, true"})
  void gradientsAgreeWithCentralDifferences(long window, long dilation, boolean bias) {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 3);
    Convolution convolution =
        Convolution.create(parameters, 2, 3, window, new ConvolutionOptions(dilation, bias));
    INDArray input = uniform(new Random(4), 2, 2, 4, 5);
    assertGradients(subject(convolution), parameters, Map.of("input", input), Map.of());
  }

  /** A batch that a graph does not know, fed with one of another size. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void graphsLeaveTheBatchOpen(long dilation) {
    ConvolutionOptions options = ConvolutionOptions.withDefaults().withDilation(dilation);
    Convolution convolution =
        Convolution.create(Parameters.seeded(DataType.DOUBLE, 1), 2, 3, 3, options);
    SameDiffOps graph = SameDiffOps.of(SameDiff.create());
    SDVariable output =
        convolution.apply(graph, graph.placeholder("input", DataType.DOUBLE, -1, 2, 5, 4));
    INDArray input = uniform(new Random(5), 3, 2, 5, 4);
    INDArray found = graph.output(Map.of("input", input), output).get(output.name());
    assertClose(convolution.apply(input), found, "output");
  }

  /** A NaN is seen by the windows that reach it, and by no other. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void aNaNReachesAsFarAsTheWindow(DataType type) {
    Convolution convolution = Convolution.create(Parameters.seeded(type, 1), 1, 1, 3);
    INDArray input = Nd4j.ones(type, 1, 1, 7, 9);
    input.putScalar(new int[] {0, 0, 0, 1}, Double.NaN);
    INDArray output = convolution.apply(input);
    for (int y = 0; y < 7; y++) {
      for (int x = 0; x < 9; x++) {
        assertEquals(y < 2 && x < 3, Double.isNaN(output.getDouble(0, 0, y, x)), y + ", " + x);
      }
    }
  }

  /** What the class's Javadoc shows. */
  @Test
  void isMadeAndCalledAsDocumented() {
    Parameters parameters = Parameters.seeded(DataType.DOUBLE, 42);
    Convolution difference = Convolution.create(parameters, 1, 1, 3);
    parameters.get("weight").assign(0);
    parameters.get("weight").putScalar(new int[] {0, 0, 1, 0}, -1); // the left neighbour
    parameters.get("weight").putScalar(new int[] {0, 0, 1, 2}, 1); // the right one
    INDArray input = Nd4j.createFromArray(1.0, 2, 4, 8).reshape(1, 1, 1, 4);
    INDArray expected = Nd4j.createFromArray(2.0, 3, 6, -4).reshape(1, 1, 1, 4);
    assertClose(expected, difference.apply(input), "output");
  }

  @Test
  void namesItsParametersAsPyTorch() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    Convolution.create(parameters.at("conv1"), 2, 8, 5);
    ConvolutionOptions plain = ConvolutionOptions.withDefaults().withoutBias().withDilation(2);
    Convolution.create(parameters.at("conv2"), 8, 4, 3, plain);
    assertEquals(
        "conv1.weight [8, 2, 5, 5] FLOAT\n"
            + "conv1.bias [8] FLOAT\n"
            + "conv2.weight [4, 8, 3, 3] FLOAT\n"
            + "696 numbers",
        parameters.toString());
    assertEquals(0, parameters.get("conv1.bias").amaxNumber().doubleValue());
  }

  @Test
  void refusesWhatDoesNotFitInAllInterpreters() {
    Convolution convolution = Convolution.create(Parameters.seeded(DataType.FLOAT, 1), 2, 3, 3);
    assertRefused(convolution, null, "convolution: input is null, expected (B, C, H, W)");
    assertRefused(
        convolution,
        Nd4j.ones(DataType.FLOAT, 1, 4, 5, 5),
        "convolution: input axis 1 (C) is 4, expected 2 to match the convolution's input channels");
    assertRefused(
        convolution,
        Nd4j.ones(DataType.FLOAT, 2, 5, 5),
        "convolution: input has rank 3, expected 4");
    assertRefused(
        convolution,
        Nd4j.ones(DataType.DOUBLE, 1, 2, 5, 5),
        "convolution: input is DOUBLE, expected FLOAT to match the parameters");
  }

  private static void assertRefused(Convolution convolution, INDArray input, String message) {
    TapeOps tape = TapeOps.create();
    SameDiffOps graph = SameDiffOps.of(SameDiff.create());
    SDVariable variable = input == null ? null : graph.graph().var("input", input);
    for (Executable attempt :
        List.<Executable>of(
            () -> convolution.apply(NdArrayOps.eager(), input),
            () -> convolution.apply(tape, input == null ? null : tape.variable(input)),
            () -> convolution.apply(graph, variable))) {
      ShapeException refusal = assertThrows(ShapeException.class, attempt);
      assertEquals(message, refusal.getMessage().lines().findFirst().get());
    }
  }

  @Test
  void refusesSizesThatAreNone() {
    Parameters parameters = Parameters.seeded(DataType.FLOAT, 1);
    assertRefused(
        "convolution: inputChannels is 0, expected at least 1",
        () -> Convolution.create(parameters, 0, 1, 3));
    assertRefused(
        "convolution: outputChannels is -1, expected at least 1",
        () -> Convolution.create(parameters, 1, -1, 3));
    assertRefused(
        "convolution: window is 4, expected an odd number, so that it has a middle",
        () -> Convolution.create(parameters, 1, 1, 4));
    assertRefused(
        "convolution: dilation is 0, expected at least 1",
        () -> ConvolutionOptions.withDefaults().withDilation(0));
    assertEquals(0, parameters.count());
  }

  private static void assertRefused(String message, Executable attempt) {
    Exception refusal = assertThrows(IllegalArgumentException.class, attempt);
    assertEquals(message, refusal.getMessage());
  }
}
