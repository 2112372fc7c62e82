package io.github.attention4j.vision;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.GateContract;
import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.SameDiffOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SpatialAttentionTest extends GateContract {
  private Parameters parameters;

  @BeforeEach
  void startWithoutParameters() {
    parameters = Parameters.seeded(DataType.DOUBLE, 42);
  }

  @Override
  protected Class<?> mechanism() {
    return SpatialAttention.class;
  }

  @Override
  protected Gate gate(
      Parameters parameters,
      long channels,
      Map<String, INDArray> tensors,
      Map<String, String> options) {
    SpatialAttention made = SpatialAttention.create(parameters, spatial("", tensors, options));
    SpatialAttention attention =
        options.get("batchNorm").equals("training") ? made.training() : made;
    return new Gate() {
      @Override
      public <T> Map<String, T> attend(TensorOps<T> ops, T input) {
        GateResult<T> result = attention.attend(ops, input);
        T alone = attention.output(ops, input);
        return Map.of("output", result.output(), "map", result.gate(), Subject.ALONE, alone);
      }
    };
  }

  @Override
  protected String golden() {
    return "spatial_attention";
  }

  @Override
  protected int goldenCases() {
    return 12;
  }

  @Override
  protected String operation() {
    return "spatialAttention";
  }

  @Override
  protected String channelsMatch() {
    return null;
  }

  /** The example of the class's Javadoc: logits 4 - 3 and 5 - 5. */
  @Test
  void worksOutAnExampleByHand() {
    SpatialOptions options = SpatialOptions.withDefaults().withWindow(1).withoutBatchNorm();
    SpatialAttention attention = SpatialAttention.create(parameters, options);
    INDArray difference = Nd4j.createFromArray(1.0, -1.0).reshape(1, 2, 1, 1); // max - average
    parameters.get("convolution.weight").assign(difference);
    INDArray input = Nd4j.create(new double[][][][] {{{{2, 5}}, {{4, 5}}}}); // (1, 2, 1, 2)
    GateResult<INDArray> result = attention.attend(input);
    double open = 1 / (1 + Math.exp(-1));
    assertClose(Nd4j.create(new double[][][][] {{{{open, 0.5}}}}), result.gate(), "gate");
    INDArray output = Nd4j.create(new double[][][][] {{{{2 * open, 2.5}}, {{4 * open, 2.5}}}});
    assertClose(output, result.output(), "output");
    INDArray printedGate = Nd4j.create(new double[][][][] {{{{0.7311, 0.5}}}});
    assertClose(printedGate, result.gate(), 1e-4, "as printed");
    INDArray printed = Nd4j.create(new double[][][][] {{{{1.4621, 2.5}}, {{2.9242, 2.5}}}});
    assertClose(printed, result.output(), 1e-4, "as printed");
  }

  @Test
  void theOrderOfTheChannelsChangesNothing() {
    SpatialAttention attention = SpatialAttention.create(parameters);
    INDArray input = uniform(new Random(7), 2, 3, 4, 5);
    INDArray turned =
        Nd4j.concat(1, Stream.of(2, 0, 1).map(c -> channel(input, c)).toArray(INDArray[]::new));
    assertClose(attention.attend(input).gate(), attention.attend(turned).gate(), "gate");
  }

  private static INDArray channel(INDArray input, int channel) {
    return input.permute(1, 0, 2, 3).slice(channel).reshape(2, 1, 4, 5);
  }

  @Test
  void aNanReachesAsFarAsTheWindow() {
    SpatialAttention attention =
        SpatialAttention.create(parameters, SpatialOptions.withDefaults().withWindow(3));
    INDArray input = uniform(new Random(12), 1, 2, 4, 5);
    input.putScalar(new long[] {0, 1, 1, 1}, Double.NaN);
    INDArray gate = attention.attend(input).gate();
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 5; column++) {
        boolean reached = row <= 2 && column <= 2;
        assertEquals(reached, Double.isNaN(gate.getDouble(0, 0, row, column)), "" + gate);
      }
    }
  }

  @Test
  void startsAsCbamsAuthorsHaveIt() {
    SpatialAttention.create(parameters);
    assertEquals(
        "convolution.weight [1, 2, 7, 7] DOUBLE\n"
            + "batchNorm.weight [1] DOUBLE\n"
            + "batchNorm.bias [1] DOUBLE\n"
            + "batchNorm.running_mean [1] DOUBLE, not trained\n"
            + "batchNorm.running_var [1] DOUBLE, not trained\n"
            + "100 numbers",
        parameters.toString());
    assertEquals(List.of(Pool.MAX, Pool.AVERAGE), SpatialOptions.withDefaults().pools());
    SpatialOptions paper = new SpatialOptions(7, List.of(Pool.AVERAGE, Pool.MAX), false, false);
    assertEquals(paper, SpatialOptions.ofPaper());
  }

  @Test
  void batchNormStartsAsTheIdentityButForEpsilon() {
    INDArray input = uniform(new Random(8), 2, 3, 4, 5);
    SpatialAttention with = SpatialAttention.create(parameters.at("with"));
    SpatialAttention without =
        SpatialAttention.create(
            parameters.at("without"), SpatialOptions.withDefaults().withoutBatchNorm());
    parameters.get("without.convolution.weight").assign(parameters.get("with.convolution.weight"));
    assertClose(without.attend(input).gate(), with.attend(input).gate(), 1e-5, "gate");
  }

  static Stream<Arguments> trainingCases() {
    return GoldenCase.read("spatial_attention").stream()
        .filter(golden -> golden.tensors().containsKey("batchNorm.running_meanUpdated"))
        .flatMap(
            golden ->
                Stream.of(DataType.DOUBLE, DataType.FLOAT).map(type -> Arguments.of(golden, type)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("trainingCases")
  void runningStatisticsFollowAsInPyTorch(GoldenCase golden, DataType type) {
    Map<String, INDArray> tensors = golden.tensors();
    Parameters own = Parameters.seeded(type, 1);
    SpatialAttention attention =
        SpatialAttention.create(own, spatial("", tensors, golden.options()));
    Stream.concat(own.paths().stream(), own.buffers().stream())
        .forEach(path -> own.get(path).assign(tensors.get(path).castTo(type)));
    attention.updateStatistics(tensors.get("input").castTo(type));
    assertEquals(2, own.buffers().size());
    for (String path : own.buffers()) {
      assertClose(tensors.get(path + "Updated"), own.get(path), path);
    }
  }

  @Test
  void eagerlyTheTrainingTwinChangesNoStatistics() {
    SpatialAttention attention = SpatialAttention.create(parameters).training();
    attention.attend(uniform(new Random(9), 2, 3, 4, 5));
    assertEquals(0, parameters.get("batchNorm.running_mean").getDouble(0));
    assertEquals(1, parameters.get("batchNorm.running_var").getDouble(0));
  }

  @Test
  void aGraphSeesStatisticsThatMovedAfterItWasBuilt() {
    SpatialAttention attention = SpatialAttention.create(parameters);
    SameDiffOps ops = SameDiffOps.of(SameDiff.create());
    SDVariable placeholder = ops.placeholder("input", DataType.DOUBLE, -1, 3, -1, -1);
    SDVariable gate = attention.attend(ops, placeholder).gate();
    Map<String, INDArray> feeds = Map.of("input", uniform(new Random(10), 2, 3, 4, 5));
    INDArray before = ops.output(feeds, gate).get(gate.name()).dup();
    attention.updateStatistics(feeds.get("input").mul(10));
    INDArray after = ops.output(feeds, gate).get(gate.name());
    assertNotEquals(before, after);
    assertClose(attention.attend(feeds.get("input")).gate(), after, "gate");
  }

  @Test
  void withoutBatchNormThereAreNoStatistics() {
    SpatialAttention attention = SpatialAttention.create(parameters, SpatialOptions.ofPaper());
    INDArray input = uniform(new Random(11), 2, 3, 4, 5);
    attention.updateStatistics(input);
    assertEquals(List.of("convolution.weight"), List.copyOf(parameters.paths()));
    assertEquals(0, parameters.buffers().size());
    assertEquals(attention.attend(input).gate(), attention.training().attend(input).gate());
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }

  @Test
  void refusesStatisticsOfASingleNumber() {
    SpatialAttention attention = SpatialAttention.create(parameters);
    assertRefused(
        "batchNorm: one number in each channel has no variance, expected B H W above 1 to train",
        () -> attention.updateStatistics(Nd4j.ones(DataType.DOUBLE, 1, 3, 1, 1)));
    assertEquals(1, parameters.get("batchNorm.running_var").getDouble(0));
  }

  @Test
  void refusesOptionsThatMakeNoGate() {
    SpatialOptions options = SpatialOptions.withDefaults();
    for (long window : new long[] {4, 0, -3}) {
      assertRefused(
          "spatialAttention: window is "
              + window
              + ", expected an odd number, so that it has a middle",
          () -> options.withWindow(window));
    }
    assertRefused(
        "spatialAttention: pools are [], expected AVERAGE, MAX or both, each once",
        options::withPools);
  }
}
