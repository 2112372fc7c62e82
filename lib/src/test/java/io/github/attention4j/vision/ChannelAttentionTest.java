package io.github.attention4j.vision;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.contract.GateContract;
import io.github.attention4j.contract.Interpreter;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ChannelAttentionTest extends GateContract {
  private Parameters parameters;

  @BeforeEach
  void startWithoutParameters() {
    parameters = Parameters.seeded(DataType.DOUBLE, 42);
  }

  @Override
  protected Class<?> mechanism() {
    return ChannelAttention.class;
  }

  @Override
  protected Gate gate(
      Parameters parameters,
      long channels,
      Map<String, INDArray> tensors,
      Map<String, String> options) {
    ChannelAttention attention =
        ChannelAttention.create(parameters, channels, channel("", tensors, options));
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
    return "channel_attention";
  }

  @Override
  protected int goldenCases() {
    return 11;
  }

  @Override
  protected String operation() {
    return "channelAttention";
  }

  @Override
  protected String channelsMatch() {
    return "the gate's channels";
  }

  /** The example of the class's Javadoc: logits 0.2 (2 + 3) and -0.2 (2 + 3). */
  @Test
  void worksOutAnExampleByHand() {
    ChannelOptions options = ChannelOptions.withDefaults().withReduction(2);
    ChannelAttention attention = ChannelAttention.create(parameters, 2, options);
    parameters.get("reduce.weight").assign(Nd4j.create(new double[][] {{1, 0}}));
    parameters.get("expand.weight").assign(Nd4j.create(new double[][] {{0.2}, {-0.2}}));
    INDArray input = Nd4j.create(new double[][][][] {{{{1, 3}}, {{0, 8}}}}); // (1, 2, 1, 2)
    GateResult<INDArray> result = attention.attend(input);
    double open = 1 / (1 + Math.exp(-1));
    INDArray gate = Nd4j.create(new double[][][][] {{{{open}}, {{1 - open}}}});
    assertClose(gate, result.gate(), "gate");
    INDArray output = Nd4j.create(new double[][][][] {{{{open, 3 * open}}, {{0, 8 * (1 - open)}}}});
    assertClose(output, result.output(), "output");
    INDArray printedGate = Nd4j.create(new double[][][][] {{{{0.7311}}, {{0.2689}}}});
    assertClose(printedGate, result.gate(), 1e-4, "as printed");
    INDArray printed = Nd4j.create(new double[][][][] {{{{0.7311, 2.1932}}, {{0, 2.1515}}}});
    assertClose(printed, result.output(), 1e-4, "as printed");
  }

  /** The same example with one pool: logits 0.2 * 2 and 0.2 * 3. */
  @Test
  void poolsByTheAverageOrTheMaximumAlone() {
    INDArray input = Nd4j.create(new double[][][][] {{{{1, 3}}, {{0, 8}}}});
    ChannelOptions squeeze = ChannelOptions.squeezeAndExcitation().withReduction(2);
    for (Pool pool : Pool.values()) {
      Parameters own = parameters.at(pool.name());
      ChannelAttention attention = ChannelAttention.create(own, 2, squeeze.withPools(pool));
      own.get("reduce.weight").assign(Nd4j.create(new double[][] {{1, 0}}));
      own.get("expand.weight").assign(Nd4j.create(new double[][] {{0.2}, {0.2}}));
      double gate = 1 / (1 + Math.exp(-0.2 * (pool == Pool.MAX ? 3 : 2)));
      assertEquals(gate, attention.attend(input).gate().getDouble(0), 1e-12);
    }
    assertEquals(List.of(Pool.AVERAGE), squeeze.pools());
  }

  @Test
  void theOrderOfThePlacesChangesNothing() {
    ChannelAttention attention =
        ChannelAttention.create(parameters, 4, ChannelOptions.withDefaults().withReduction(2));
    INDArray input = uniform(new Random(7), 2, 4, 3, 5);
    INDArray turned = input.permute(0, 1, 3, 2).dup('c').reshape(2, 4, 3, 5);
    assertClose(attention.attend(input).gate(), attention.attend(turned).gate(), "gate");
  }

  @Test
  void theMaximumAloneLetsANanPassUnseen() {
    ChannelOptions options = ChannelOptions.withDefaults().withReduction(2).withPools(Pool.MAX);
    ChannelAttention attention = ChannelAttention.create(parameters, 4, options);
    INDArray input = uniform(new Random(8), 1, 4, 2, 3);
    input.putScalar(new long[] {0, 1, 1, 2}, Double.NaN);
    GateResult<INDArray> result = attention.attend(input);
    assertTrue(Double.isFinite(result.gate().sumNumber().doubleValue()));
    assertTrue(Double.isNaN(result.output().getDouble(0, 1, 1, 2)));
  }

  @Test
  void startsAsCbamsAuthorsHaveIt() {
    ChannelAttention.create(parameters, 32);
    assertEquals(
        "reduce.weight [2, 32] DOUBLE\nreduce.bias [2] DOUBLE\n"
            + "expand.weight [32, 2] DOUBLE\nexpand.bias [32] DOUBLE\n162 numbers",
        parameters.toString());
    assertEquals(ChannelOptions.squeezeAndExcitation().reduction(), 16);
  }

  @Test
  void theHiddenWidthIsRoundedDownAndOneAtLeast() {
    for (long[] widths : new long[][] {{10, 4, 2}, {7, 3, 2}, {8, 16, 1}, {1, 16, 1}}) {
      Parameters own = parameters.at("from" + widths[0]);
      ChannelAttention.create(
          own, widths[0], ChannelOptions.withDefaults().withReduction(widths[1]));
      assertEquals(widths[2], own.get("reduce.weight").size(0), widths[0] + " / " + widths[1]);
    }
  }

  @Test
  void refusesNoChannels() {
    assertRefused(
        "channelAttention: channels is 0, expected at least 1",
        () -> ChannelAttention.create(parameters, 0));
    assertEquals(Set.of(), parameters.paths());
  }

  @Test
  void refusesOptionsThatMakeNoGate() {
    ChannelOptions options = ChannelOptions.withDefaults();
    assertRefused(
        "channelAttention: reduction is 0, expected at least 1", () -> options.withReduction(0));
    assertRefused(
        "channelAttention: pools are [], expected AVERAGE, MAX or both, each once",
        options::withPools);
    assertRefused(
        "channelAttention: pools are [MAX, MAX], expected AVERAGE, MAX or both, each once",
        () -> options.withPools(Pool.MAX, Pool.MAX));
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }

  /** As PyTorch's max_pool2d: of equal maxima the first has the whole gradient. */
  @Test
  void theFirstOfEqualMaximaHasTheGradient() {
    INDArray input = Nd4j.create(new double[][][][] {{{{1, 2}, {2, 2}}}});
    Map<String, INDArray> inputs = Map.of("input", input);
    Map<String, String> golden = Map.of("reduction", "1", "channelPools", "max");
    INDArray ones = Nd4j.ones(DataType.DOUBLE, 1, 1, 2, 2);
    Subject subject = subject(parameters, inputs, golden);
    for (Interpreter interpreter : Interpreter.WITH_GRADIENTS) {
      INDArray gradient =
          interpreter.gradients(subject, inputs, golden, ones, "input").get("input");
      double small = gradient.getDouble(0, 0, 0, 0);
      assertEquals(small, gradient.getDouble(0, 0, 1, 0), 1e-12);
      assertEquals(small, gradient.getDouble(0, 0, 1, 1), 1e-12);
      assertNotEquals(small, gradient.getDouble(0, 0, 0, 1), 1e-3);
    }
  }
}
