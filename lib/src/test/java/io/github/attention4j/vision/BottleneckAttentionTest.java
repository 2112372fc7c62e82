package io.github.attention4j.vision;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.GateContract;
import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.BottleneckOptions.Join;
import io.github.attention4j.vision.BottleneckOptions.Norms;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BottleneckAttentionTest extends GateContract {
  private Parameters parameters;

  @BeforeEach
  void startWithoutParameters() {
    parameters = Parameters.seeded(DataType.DOUBLE, 42);
  }

  @Override
  protected Class<?> mechanism() {
    return BottleneckAttention.class;
  }

  private static BottleneckAttention attention(
      Parameters parameters, long channels, Map<String, String> options) {
    BottleneckOptions chosen =
        new BottleneckOptions(
            Long.parseLong(options.get("reduction")),
            Long.parseLong(options.getOrDefault("dilation", "2")),
            Join.valueOf(options.getOrDefault("join", "sum").toUpperCase(Locale.ROOT)),
            Norms.valueOf(options.getOrDefault("norms", "inner").toUpperCase(Locale.ROOT)));
    return BottleneckAttention.create(parameters, channels, chosen);
  }

  @Override
  protected Gate gate(
      Parameters parameters,
      long channels,
      Map<String, INDArray> tensors,
      Map<String, String> options) {
    BottleneckAttention made = attention(parameters, channels, options);
    Random random = new Random(5);
    parameters.paths().stream() // with biases of 0, ReLU would stand on its kink
        .filter(path -> path.endsWith("bias"))
        .map(parameters::get)
        .forEach(bias -> bias.assign(uniform(random, bias.shape())));
    BottleneckAttention attention =
        options.get("batchNorm").equals("training") ? made.training() : made;
    return new Gate() {
      @Override
      public <T> Map<String, T> attend(TensorOps<T> ops, T input) {
        BottleneckAttention.Result<T> result = attention.attend(ops, input);
        return Map.of(
            "output",
            result.output(),
            "map",
            result.gate(),
            "channel.branch",
            result.channel(),
            "spatial.branch",
            result.spatial(),
            Subject.ALONE,
            attention.output(ops, input));
      }
    };
  }

  @Override
  protected INDArray applied(INDArray input, Map<String, INDArray> maps) {
    return input.add(input.mul(checked(maps.get("map"))));
  }

  @Override
  protected String golden() {
    return "bottleneck_attention";
  }

  @Override
  protected int goldenCases() {
    return 7;
  }

  @Override
  protected String operation() {
    return "bottleneckAttention";
  }

  @Override
  protected String channelsMatch() {
    return "the module's channels";
  }

  /** The example of the class's Javadoc: branches of 2 and -1, added and multiplied. */
  @Test
  void worksOutAnExampleByHand() {
    INDArray input = Nd4j.ones(DataType.DOUBLE, 2, 16, 5, 4);
    BottleneckAttention attention = BottleneckAttention.create(parameters, 16);
    parameters.paths().forEach(path -> parameters.get(path).assign(0));
    parameters.get("channel.expandNorm.bias").assign(2);
    parameters.get("spatial.lastNorm.bias").assign(-1);
    BottleneckAttention.Result<INDArray> result = attention.attend(input);
    assertClose(Nd4j.ones(DataType.DOUBLE, 2, 16, 1, 1).mul(2), result.channel(), "channel");
    assertClose(Nd4j.ones(DataType.DOUBLE, 2, 1, 5, 4).neg(), result.spatial(), "spatial");
    double open = 1 / (1 + Math.exp(-1));
    assertClose(input.mul(open), result.gate(), "gate");
    assertClose(input.mul(1 + open), result.output(), "output");
    assertClose(input.mul(1.7311), result.output(), 1e-4, "as printed");
    BottleneckOptions options = BottleneckOptions.withDefaults().withJoin(Join.PRODUCT);
    Parameters own = parameters.at("product");
    BottleneckAttention product = BottleneckAttention.create(own, 16, options);
    parameters.paths().forEach(path -> parameters.get(path).assign(0));
    own.get("channel.expandNorm.bias").assign(2);
    own.get("spatial.lastNorm.bias").assign(-1);
    assertClose(input.mul(1 / (1 + Math.exp(2))), product.attend(input).gate(), "of the product");
  }

  @Test
  void isMadeAsDocumented() {
    BottleneckAttention.create(parameters.at("paper"), 32);
    assertArrayEquals(new long[] {2, 32}, parameters.get("paper.channel.reduce.weight").shape());
    assertArrayEquals(new long[] {32, 2}, parameters.get("paper.channel.expand.weight").shape());
    assertArrayEquals(
        new long[] {2, 32, 1, 1}, parameters.get("paper.spatial.reduce.weight").shape());
    for (String name : new String[] {"first", "second"}) {
      long[] sizes = parameters.get("paper.spatial." + name + ".weight").shape();
      assertArrayEquals(new long[] {2, 2, 3, 3}, sizes);
    }
    assertArrayEquals(new long[] {1, 2, 1, 1}, parameters.get("paper.spatial.last.weight").shape());
    assertEquals(
        "[paper.channel.expandNorm.running_mean, paper.channel.expandNorm.running_var,"
            + " paper.spatial.lastNorm.running_mean, paper.spatial.lastNorm.running_var]",
        parameters.buffers().toString());
    Parameters second = Parameters.seeded(DataType.FLOAT, 1);
    BottleneckAttention.create(second, 5, BottleneckOptions.ofAuthors()); // 5 / 16 is 1 at least
    assertArrayEquals(new long[] {1, 5}, second.get("channel.reduce.weight").shape());
    assertEquals(2 * 4, second.buffers().size());
    assertTrue(second.buffers().contains("spatial.secondNorm.running_var"));
    assertEquals(
        new BottleneckOptions(16, 4, Join.SUM, Norms.LAST), BottleneckOptions.withDefaults());
    assertEquals(
        new BottleneckOptions(16, 4, Join.PRODUCT, Norms.INNER), BottleneckOptions.ofAuthors());
  }

  /** Of one place four away, through two windows: it is seen, a neighbour is not. */
  @Test
  void theDilationSaysHowFarThePlacesLieApart() {
    BottleneckOptions options = BottleneckOptions.withDefaults().withReduction(1);
    BottleneckAttention attention = BottleneckAttention.create(parameters, 1, options);
    parameters.paths().stream()
        .filter(path -> path.startsWith("spatial") && path.endsWith("weight"))
        .forEach(path -> parameters.get(path).assign(1));
    INDArray input = Nd4j.zeros(DataType.DOUBLE, 1, 1, 1, 20);
    input.putScalar(10, 1);
    INDArray spatial = attention.attend(input).spatial();
    for (int place = 0; place < 20; place++) {
      boolean seen = place == 2 || place == 6 || place == 10 || place == 14 || place == 18;
      assertEquals(seen, spatial.getDouble(0, 0, 0, place) > 0.1, "place " + place + spatial);
    }
  }

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
    Parameters own = Parameters.seeded(type, 1);
    INDArray input = golden.tensors().get("input").castTo(type);
    BottleneckAttention made = attention(own, input.size(1), golden.options());
    Stream.concat(own.paths().stream(), own.buffers().stream())
        .forEach(path -> own.get(path).assign(golden.tensors().get(path).castTo(type)));
    if (tape) {
      TapeOps ops = TapeOps.create();
      made.training().output(ops, ops.constant(input));
    } else {
      made.updateStatistics(input);
    }
    assertTrue(own.buffers().size() >= 4);
    for (String path : own.buffers()) {
      assertClose(golden.tensors().get(path + "Updated"), own.get(path), path);
    }
  }

  @Test
  void refusesOneSampleWhileTraining() {
    BottleneckAttention attention = BottleneckAttention.create(parameters, 4);
    INDArray one = uniform(new Random(1), 1, 4, 5, 5);
    String message =
        "batchNorm: one number in each channel has no variance, expected B H W above 1 to train";
    assertRefused(message, () -> attention.training().attend(one));
    assertRefused(message, () -> attention.updateStatistics(one));
    parameters
        .buffers()
        .forEach(
            path ->
                assertEquals(
                    path.endsWith("var") ? 1 : 0, parameters.get(path).meanNumber().doubleValue()));
    assertArrayEquals(one.shape(), attention.attend(one).output().shape());
  }

  @Test
  void refusesWhatMakesNoModule() {
    assertRefused(
        "bottleneckAttention: channels is 0, expected at least 1",
        () -> BottleneckAttention.create(parameters, 0));
    BottleneckOptions options = BottleneckOptions.withDefaults();
    assertRefused(
        "bottleneckAttention: reduction is 0, expected at least 1", () -> options.withReduction(0));
    assertRefused(
        "bottleneckAttention: dilation is 0, expected at least 1", () -> options.withDilation(0));
    assertThrows(NullPointerException.class, () -> options.withJoin(null));
    assertThrows(NullPointerException.class, () -> options.withNorms(null));
    assertEquals(0, parameters.paths().size());
    BottleneckAttention attention = BottleneckAttention.create(parameters, 4);
    INDArray three = Nd4j.ones(DataType.DOUBLE, 2, 3, 5, 5);
    assertThrows(ShapeException.class, () -> attention.updateStatistics(three));
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }
}
