package io.github.attention4j.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.ops.ShapeException;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.ChannelOptions;
import io.github.attention4j.vision.Pool;
import io.github.attention4j.vision.SpatialOptions;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How a gate over a feature map (B, C, H, W) is made and called, and what it refuses. */
abstract class GateRefusals extends GoldenContract {
  /** What a gate is made of where no golden case says so. */
  protected static final Map<String, String> PLAIN =
      Map.of("reduction", "2", "kernel", "3", "batchNorm", "evaluation", "keyReduction", "2");

  /** The channels of the inputs that are made here. */
  protected static final long CHANNELS = 4;

  /** A gate, callable by its results' names: output, and the names of its maps. */
  protected interface Gate {
    /** Gates an input. */
    <T> Map<String, T> attend(TensorOps<T> ops, T input);
  }

  /**
   * A new gate.
   *
   * @param tensors the input, or all tensors of a golden case
   */
  protected abstract Gate gate(
      Parameters parameters,
      long channels,
      Map<String, INDArray> tensors,
      Map<String, String> options);

  /** The name that its errors start with. */
  protected abstract String operation();

  /** What the input's channels have to match, or null if there may be any number of them. */
  protected abstract String channelsMatch();

  /** The options of channel attention in a golden case. */
  protected static ChannelOptions channel(
      String prefix, Map<String, INDArray> tensors, Map<String, String> options) {
    ChannelOptions channel =
        ChannelOptions.withDefaults()
            .withReduction(Long.parseLong(options.get("reduction")))
            .withPools(pools(options.getOrDefault("channelPools", "average,max")));
    boolean noBias =
        tensors.containsKey(prefix + "mlp.0.weight") && !tensors.containsKey(prefix + "mlp.0.bias");
    return noBias ? channel.withoutBias() : channel;
  }

  /** The options of spatial attention in a golden case. */
  protected static SpatialOptions spatial(
      String prefix, Map<String, INDArray> tensors, Map<String, String> options) {
    SpatialOptions spatial =
        SpatialOptions.withDefaults()
            .withWindow(Long.parseLong(options.get("kernel")))
            .withPools(pools(options.getOrDefault("spatialPools", "max,average")));
    if (tensors.containsKey(prefix + "convolution.bias")) {
      spatial = spatial.withBias();
    }
    return options.get("batchNorm").equals("none") ? spatial.withoutBatchNorm() : spatial;
  }

  private static Pool[] pools(String names) {
    return Stream.of(names.split(","))
        .map(name -> Pool.valueOf(name.toUpperCase(Locale.ROOT)))
        .toArray(Pool[]::new);
  }

  @Override
  protected Subject subject(
      Parameters parameters, Map<String, INDArray> tensors, Map<String, String> options) {
    Gate gate = gate(parameters, tensors.get("input").size(1), tensors, options);
    for (String path : parameters.buffers()) {
      if (tensors.containsKey(path)) {
        parameters.get(path).assign(tensors.get(path).castTo(parameters.type()));
      }
    }
    return subject(gate);
  }

  /** The gate in the form that the contract calls it by. */
  protected static Subject subject(Gate gate) {
    return new Subject() {
      @Override
      public <T> Map<String, T> call(
          TensorOps<T> ops, Map<String, T> inputs, Map<String, String> ignored) {
        return gate.attend(ops, inputs.get("input"));
      }
    };
  }

  @Override
  protected Map<String, INDArray> parameters(Map<String, INDArray> pytorch) {
    Map<String, INDArray> renamed = new LinkedHashMap<>();
    pytorch.forEach(
        (name, array) ->
            renamed.put(name.replace("mlp.0.", "reduce.").replace("mlp.2.", "expand."), array));
    return renamed;
  }

  /**
   * Rounding the parameters of this case to FLOAT moves its gradient by 4e-6 of itself before
   * anything is computed, and adding up numbers of 1000 to its logit of -11.7 by more: a sigmoid's
   * tail is as exact as its logit. In DOUBLE it is held like every other.
   */
  @Override
  protected Stream<Arguments> goldenGradients() {
    return super.goldenGradients()
        .filter(
            run ->
                !run.get()[0].toString().equals("large_features")
                    || run.get()[1] != DataType.FLOAT);
  }

  protected Map<String, INDArray> run(Interpreter interpreter, INDArray input) {
    Map<String, INDArray> inputs = Map.of("input", input);
    Parameters parameters = Parameters.seeded(input.dataType(), 9);
    return interpreter.run(subject(parameters, inputs, PLAIN), inputs, PLAIN);
  }

  protected static INDArray random(long seed, long... sizes) {
    return uniform(new Random(seed), sizes);
  }

  /** Bad inputs and the message's first line. */
  Stream<Arguments> badInputs() {
    Stream<Arguments> always =
        Stream.of(
            Arguments.of("has rank 3, expected 4", new long[] {CHANNELS, 3, 5}),
            Arguments.of("has rank 5, expected 4", new long[] {1, 2, CHANNELS, 3, 5}),
            Arguments.of("axis 0 (B) is 0, expected at least 1", new long[] {0, CHANNELS, 3, 5}),
            Arguments.of("axis 1 (C) is 0, expected at least 1", new long[] {2, 0, 3, 5}),
            Arguments.of("axis 2 (H) is 0, expected at least 1", new long[] {2, CHANNELS, 0, 5}),
            Arguments.of("axis 3 (W) is 0, expected at least 1", new long[] {2, CHANNELS, 3, 0}),
            Arguments.of("is null, expected (B, C, H, W)", null));
    String line = "axis 1 (C) is 3, expected " + CHANNELS + " to match " + channelsMatch();
    Stream<Arguments> channels = Stream.of(Arguments.of(line, new long[] {2, 3, 3, 5}));
    return Stream.concat(always, channelsMatch() == null ? Stream.of() : channels)
        .flatMap(
            bad ->
                Stream.of(Interpreter.values())
                    .map(by -> Arguments.of(bad.get()[0], bad.get()[1], by)));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("badInputs")
  void refusesWithTheSameWords(String message, long[] sizes, Interpreter interpreter) {
    assertRefused(
        "input " + message,
        sizes == null ? null : Nd4j.create(DataType.DOUBLE, sizes),
        interpreter);
  }

  @ParameterizedTest
  @EnumSource
  void refusesOtherTypes(Interpreter interpreter) {
    INDArray input = random(5, 2, CHANNELS, 3, 5);
    assertRefused(
        "input is FLOAT, expected DOUBLE to match the parameters",
        input.castTo(DataType.FLOAT),
        interpreter);
    assertRefused(
        "input is INT, expected FLOAT or DOUBLE", input.castTo(DataType.INT32), interpreter);
  }

  private void assertRefused(String line, INDArray input, Interpreter interpreter) {
    Map<String, INDArray> good = Map.of("input", random(6, 2, CHANNELS, 3, 5));
    Subject subject = subject(Parameters.seeded(DataType.DOUBLE, 9), good, PLAIN);
    Map<String, INDArray> inputs = new LinkedHashMap<>(); // may hold null
    inputs.put("input", input);
    ShapeException refusal =
        assertThrows(ShapeException.class, () -> interpreter.run(subject, inputs, PLAIN));
    assertEquals(operation() + ": " + line, refusal.getMessage().lines().findFirst().get());
    assertEquals(operation(), refusal.operation());
    assertEquals("input", refusal.argument());
  }
}
