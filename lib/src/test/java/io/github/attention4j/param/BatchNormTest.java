package io.github.attention4j.param;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.contract.GoldenContract;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.NdArrayOps;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.TensorOps;
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

class BatchNormTest extends GoldenContract {
  @Override
  protected Class<?> mechanism() {
    return BatchNorm.class;
  }

  @Override
  protected String golden() {
    return "batch_norm";
  }

  @Override
  protected int goldenCases() {
    return 8;
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    boolean training = options.get("batchNorm").equals("training");
    long channels = tensors.get("input").size(1);
    BatchNorm norm =
        training
            ? BatchNorm.create(parameters, channels, Double.parseDouble(options.get("momentum")))
            : BatchNorm.create(parameters, channels);
    for (String path : parameters.buffers()) {
      if (tensors.containsKey(path)) {
        parameters.get(path).assign(tensors.get(path).castTo(parameters.type()));
      }
    }
    return subject(training ? norm.training() : norm);
  }

  private static Subject subject(BatchNorm norm) {
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> options) {
        return Map.of("output", norm.apply(ops, inputs.get("input")));
      }
    };
  }

  private static Parameters seeded() {
    return Parameters.seeded(DataType.DOUBLE, 42);
  }

  /** What the class's Javadoc shows. */
  @Test
  void isMadeAndCalledAsDocumented() {
    Parameters parameters = seeded();
    BatchNorm norm = BatchNorm.create(parameters, 2);
    INDArray input = Nd4j.create(new double[][] {{1, 10}, {3, 30}});
    INDArray ones = Nd4j.create(new double[][] {{-1, -1}, {1, 1}});
    assertClose(ones, norm.training().apply(input), 1e-5, "rounded");
    norm.updateStatistics(input);
    assertClose(Nd4j.createFromArray(0.2, 2), norm.runningMean(), "mean");
    assertClose(Nd4j.createFromArray(1.1, 20.9), norm.runningVariance(), "variance");
    assertEquals("[weight, bias]", parameters.paths().toString());
    assertEquals("[running_mean, running_var]", parameters.buffers().toString());
    assertSame(parameters.get("running_mean"), norm.runningMean());
    assertSame(parameters.get("running_var"), norm.runningVariance());
  }

  /** Of the cases that train: in both types, by the tape and by the method that does it. */
  Stream<Arguments> trainingCases() {
    return GoldenCase.read(golden()).stream()
        .filter(golden -> golden.options().get("batchNorm").equals("training"))
        .flatMap(
            golden ->
                Stream.of(DataType.DOUBLE, DataType.FLOAT)
                    .flatMap(
                        type ->
                            Stream.of(true, false).map(tape -> Arguments.of(golden, type, tape))));
  }

  @ParameterizedTest(name = "{0} {1}, on a tape: {2}")
  @MethodSource("trainingCases")
  void runningStatisticsFollowAsInPyTorch(GoldenCase golden, DataType type, boolean tape) {
    Parameters parameters = Parameters.seeded(type, 1);
    INDArray input = golden.tensors().get("input").castTo(type);
    double momentum = Double.parseDouble(golden.options().get("momentum"));
    BatchNorm norm = BatchNorm.create(parameters, input.size(1), momentum);
    parameters
        .buffers()
        .forEach(path -> parameters.get(path).assign(golden.tensors().get(path).castTo(type)));
    if (tape) {
      TapeOps ops = TapeOps.create();
      ops.backward(ops.mean(norm.training().apply(ops, ops.constant(input))));
    } else {
      norm.updateStatistics(input);
    }
    for (String path : parameters.buffers()) {
      assertClose(golden.tensors().get(path + "Updated"), parameters.get(path), path);
    }
  }

  /** Eagerly nothing is trained; a graph computes when it is run, as often as it is. */
  @ParameterizedTest
  @EnumSource(names = {"EAGER", "GRAPH", "OPEN_GRAPH"})
  void elsewhereTheStatisticsStay(Interpreter interpreter) {
    Parameters parameters = seeded();
    BatchNorm norm = BatchNorm.create(parameters, 3);
    Map<String, INDArray> inputs = Map.of("input", uniform(new Random(1), 2, 3, 4, 5));
    interpreter.run(subject(norm.training()), inputs, Map.of());
    assertEquals(Nd4j.zeros(DataType.DOUBLE, 3), norm.runningMean());
    assertEquals(Nd4j.ones(DataType.DOUBLE, 3), norm.runningVariance());
  }

  @Test
  void onATapeOnlyTheTrainingTwinMovesThem() {
    BatchNorm norm = BatchNorm.create(seeded(), 3);
    TapeOps ops = TapeOps.create();
    norm.apply(ops, ops.constant(uniform(new Random(1), 2, 3, 4, 5)));
    assertEquals(Nd4j.zeros(DataType.DOUBLE, 3), norm.runningMean());
    assertEquals(Nd4j.ones(DataType.DOUBLE, 3), norm.runningVariance());
  }

  @Test
  void gradientsAgreeWithCentralDifferences() {
    for (long[] sizes : new long[][] {{3, 2, 2, 4}, {4, 3}}) {
      Parameters parameters = seeded();
      BatchNorm norm = BatchNorm.create(parameters, sizes[1]);
      Map<String, INDArray> inputs = Map.of("input", uniform(new Random(2), sizes));
      norm.updateStatistics(inputs.get("input").mul(3));
      assertGradients(subject(norm.training()), parameters, inputs, Map.of());
      assertGradients(subject(norm), parameters, inputs, Map.of());
    }
  }

  private static void assertRefused(String message, Runnable attempt) {
    String found = assertThrows(IllegalArgumentException.class, attempt::run).getMessage();
    assertEquals("batchNorm: " + message, found.lines().findFirst().get());
  }

  @Test
  void refusesOneNumberInAChannel() {
    String message = "one number in each channel has no variance, expected B H W above 1 to train";
    BatchNorm norm = BatchNorm.create(seeded(), 3);
    for (long[] sizes : new long[][] {{1, 3}, {1, 3, 1, 1}}) {
      INDArray input = Nd4j.ones(DataType.DOUBLE, sizes);
      for (Interpreter interpreter : Interpreter.values()) {
        if (interpreter != Interpreter.OPEN_GRAPH) { // it knows no sizes
          Subject subject = subject(norm.training());
          assertRefused(message, () -> interpreter.run(subject, Map.of("input", input), Map.of()));
        }
      }
      assertRefused(message, () -> norm.updateStatistics(input));
      assertTrue(Double.isFinite(norm.apply(input).sumNumber().doubleValue()));
    }
    assertEquals(Nd4j.ones(DataType.DOUBLE, 3), norm.runningVariance());
  }

  @Test
  void refusesWhatDoesNotFit() {
    Parameters parameters = seeded();
    BatchNorm norm = BatchNorm.create(parameters.at("norm"), 3);
    INDArray four = Nd4j.ones(DataType.DOUBLE, 2, 4);
    String line = "input axis 1 (C) is 4, expected 3 to match the norm's channels";
    assertRefused(line, () -> norm.apply(four));
    assertRefused(line, () -> norm.updateStatistics(four));
    assertRefused("input has rank 3, expected 2 or 4", () -> norm.apply(four.reshape(2, 2, 2)));
    assertRefused(
        "input is FLOAT, expected DOUBLE to match the parameters",
        () -> norm.apply(Nd4j.ones(DataType.FLOAT, 2, 3)));
    assertThrows(ShapeException.class, () -> norm.apply(NdArrayOps.eager(), null));
    assertRefused("channels is 0, expected at least 1", () -> BatchNorm.create(parameters, 0));
    for (double momentum : new double[] {-0.1, 1.5, Double.NaN}) {
      assertRefused(
          "momentum is " + momentum + ", expected from 0 to 1",
          () -> BatchNorm.create(parameters, 3, momentum));
    }
    assertEquals("[norm.weight, norm.bias]", parameters.paths().toString());
  }
}
