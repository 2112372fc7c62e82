package io.github.attention4j.vision;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.GateContract;
import io.github.attention4j.contract.GoldenCase;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.Cbam.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CbamTest extends GateContract {
  private Parameters parameters;

  @BeforeEach
  void startWithoutParameters() {
    parameters = Parameters.seeded(DataType.DOUBLE, 42);
  }

  @Override
  protected Class<?> mechanism() {
    return Cbam.class;
  }

  private static Cbam cbam(
      Parameters parameters,
      long channels,
      Map<String, INDArray> tensors,
      Map<String, String> options) {
    List<String> parts = List.of(options.getOrDefault("parts", "channel,spatial").split(","));
    CbamOptions chosen =
        CbamOptions.withDefaults()
            .withParts(
                parts.stream()
                    .map(part -> Part.valueOf(part.toUpperCase(Locale.ROOT)))
                    .toArray(Part[]::new));
    if (parts.contains("channel")) {
      chosen = chosen.withChannel(channel("channel.", tensors, options));
    }
    if (parts.contains("spatial")) {
      chosen = chosen.withSpatial(spatial("spatial.", tensors, options));
    }
    return Cbam.create(parameters, channels, chosen);
  }

  @Override
  protected Gate gate(
      Parameters parameters,
      long channels,
      Map<String, INDArray> tensors,
      Map<String, String> options) {
    Cbam made = cbam(parameters, channels, tensors, options);
    return gate("training".equals(options.get("batchNorm")) ? made.training() : made);
  }

  private static Gate gate(Cbam cbam) {
    return new Gate() {
      @Override
      public <T> Map<String, T> attend(TensorOps<T> ops, T input) {
        Cbam.Result<T> result = cbam.attend(ops, input);
        Map<String, T> named = new LinkedHashMap<>(Map.of("output", result.output()));
        result
            .gates()
            .forEach(
                (part, gate) -> named.put(part.name().toLowerCase(Locale.ROOT) + ".map", gate));
        named.put(Subject.ALONE, cbam.output(ops, input));
        return named;
      }
    };
  }

  @Override
  protected String golden() {
    return "cbam";
  }

  @Override
  protected int goldenCases() {
    return 8;
  }

  @Override
  protected String operation() {
    return "cbam";
  }

  @Override
  protected String channelsMatch() {
    return "the module's channels";
  }

  /** The example of the class's Javadoc: every logit is 0. */
  @Test
  void worksOutAnExampleByHand() {
    Cbam cbam = Cbam.create(parameters, 16);
    parameters.paths().forEach(path -> parameters.get(path).assign(0));
    Cbam.Result<INDArray> result = cbam.attend(Nd4j.ones(DataType.DOUBLE, 2, 16, 5, 4));
    INDArray half = Nd4j.valueArrayOf(new long[] {2, 1, 5, 4}, 0.5, DataType.DOUBLE);
    assertClose(half, result.gates().get(Part.SPATIAL), "spatial gate");
    INDArray quarter = Nd4j.valueArrayOf(new long[] {2, 16, 5, 4}, 0.25, DataType.DOUBLE);
    assertClose(quarter, result.output(), "output");
    assertEquals(Set.of(Part.CHANNEL, Part.SPATIAL), result.gates().keySet());
  }

  @Test
  void theOrderOfThePartsMatters() {
    INDArray input = uniform(new Random(1), 2, 4, 5, 6);
    CbamOptions options = small();
    Cbam channelFirst = Cbam.create(parameters.at("a"), 4, options);
    Cbam spatialFirst =
        Cbam.create(parameters.at("b"), 4, options.withParts(Part.SPATIAL, Part.CHANNEL));
    parameters.paths().stream()
        .filter(path -> path.startsWith("a."))
        .forEach(path -> parameters.get(path.replace("a.", "b.")).assign(parameters.get(path)));
    INDArray first = channelFirst.attend(input).output();
    assertTrue(first.sub(spatialFirst.attend(input).output()).amaxNumber().doubleValue() > 1e-3);
  }

  private static CbamOptions small() {
    return CbamOptions.withDefaults()
        .withChannel(ChannelOptions.withDefaults().withReduction(2))
        .withSpatial(SpatialOptions.withDefaults().withWindow(3));
  }

  @Test
  void thePapersFormHasNeitherBiasNorBatchNorm() {
    List<Pool> pools = List.of(Pool.AVERAGE, Pool.MAX);
    CbamOptions paper =
        new CbamOptions(
            new ChannelOptions(16, pools, false),
            new SpatialOptions(7, pools, false, false),
            List.of(Part.CHANNEL, Part.SPATIAL));
    assertEquals(paper, CbamOptions.ofPaper());
  }

  @Test
  void withoutPartsTheOutputIsTheInput() {
    Cbam none = Cbam.create(parameters, 5, CbamOptions.withDefaults().withParts()); // 5 < 16
    INDArray input = uniform(new Random(2), 2, 5, 3, 3);
    none.updateStatistics(input);
    assertSame(input, none.training().attend(input).output());
    assertEquals(Map.of(), none.attend(input).gates());
    assertEquals(Set.of(), parameters.paths());
  }

  static Stream<GoldenCase> trainingCases() {
    return GoldenCase.read("cbam").stream()
        .filter(golden -> golden.tensors().containsKey("spatial.batchNorm.running_meanUpdated"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("trainingCases")
  void runningStatisticsFollowAsInPyTorch(GoldenCase golden) {
    Map<String, INDArray> tensors = golden.tensors();
    Cbam cbam = cbam(parameters, tensors.get("input").size(1), tensors, golden.options());
    parameters(tensors)
        .forEach(
            (path, array) -> {
              if (parameters.paths().contains(path) || parameters.buffers().contains(path)) {
                parameters.get(path).assign(array);
              }
            });
    cbam.updateStatistics(tensors.get("input"));
    assertEquals(2, parameters.buffers().size());
    for (String path : parameters.buffers()) {
      assertClose(tensors.get(path + "Updated"), parameters.get(path), path);
    }
  }

  /** Gradient descent on a tape; the eager module computes with what was learned. */
  @Test
  void learnsWhichChannelMatters() {
    Cbam cbam = Cbam.create(parameters, 4, small());
    Subject training = subject(gate(cbam.training()));
    Map<String, INDArray> inputs = Map.of("input", uniform(new Random(3), 4, 4, 5, 5));
    INDArray second = Nd4j.createFromArray(0.0, 0, 1, 0).reshape(1, 4, 1, 1);
    INDArray wanted = inputs.get("input").mul(second);
    double first = 0;
    double loss = 0;
    for (int step = 0; step < 10; step++) {
      INDArray output = Interpreter.EAGER.run(training, inputs, Map.of()).get("output");
      INDArray error = output.sub(wanted);
      loss = error.mul(error).meanNumber().doubleValue();
      first = step == 0 ? loss : first;
      String[] paths = parameters.paths().toArray(String[]::new);
      Map<String, INDArray> gradients =
          Interpreter.TAPE.gradients(training, inputs, Map.of(), error.mul(0.2), paths);
      gradients.forEach((path, gradient) -> parameters.get(path).subi(gradient));
    }
    assertTrue(loss < first / 2, first + " became " + loss);
    INDArray gate = cbam.attend(inputs.get("input")).gates().get(Part.CHANNEL).slice(0);
    assertEquals(2, gate.reshape(4).argMax(0).getInt(0), "" + gate);
    assertTrue(parameters.get("spatial.batchNorm.running_var").getDouble(0) != 1);
  }

  @Test
  void refusesWhatMakesNoModule() {
    assertRefused(
        "cbam: parts are [SPATIAL, SPATIAL], expected CHANNEL and SPATIAL at most once each",
        () -> CbamOptions.withDefaults().withParts(Part.SPATIAL, Part.SPATIAL));
    assertRefused(
        "cbam: channels is 0, expected at least 1",
        () -> Cbam.create(parameters, 0, CbamOptions.withDefaults().withParts(Part.SPATIAL)));
    assertEquals(Set.of(), parameters.paths());
  }

  @Test
  void refusesStatisticsOfWhatItCannotGate() {
    Cbam cbam = Cbam.create(parameters, 4, small().withParts(Part.SPATIAL));
    INDArray input = Nd4j.ones(DataType.DOUBLE, 2, 3, 5, 5);
    ShapeException refusal = assertThrows(ShapeException.class, () -> cbam.updateStatistics(input));
    assertEquals(
        "cbam: input axis 1 (C) is 3, expected 4 to match the module's channels",
        refusal.getMessage().lines().findFirst().get());
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }
}
