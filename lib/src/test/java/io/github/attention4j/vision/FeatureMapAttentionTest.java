package io.github.attention4j.vision;

import static io.github.attention4j.contract.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.Close;
import io.github.attention4j.contract.GateContract;
import io.github.attention4j.contract.Subject;
import io.github.attention4j.kernel.FeatureMapLayers;
import io.github.attention4j.kernel.FeatureMapLayers.Layer;
import io.github.attention4j.kernel.FusedFeatureMap;
import io.github.attention4j.ops.AttentionResult;
import io.github.attention4j.ops.TensorOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Dot;
import io.github.attention4j.score.ScaledDot;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FeatureMapAttentionTest extends GateContract {
  private static final double RESIDUAL = 0.7;

  private Parameters parameters;

  @BeforeEach
  void startWithoutParameters() {
    parameters = Parameters.seeded(DataType.DOUBLE, 42);
  }

  @Override
  protected Class<?> mechanism() {
    return FeatureMapAttention.class;
  }

  /** The residual weight is not 0, so that there is something to see. */
  @Override
  protected Gate gate(
      Parameters parameters,
      long channels,
      Map<String, INDArray> tensors,
      Map<String, String> options) {
    FeatureMapOptions chosen =
        FeatureMapOptions.withDefaults()
            .withKeyReduction(Long.parseLong(options.get("keyReduction")))
            .withValueReduction(Long.parseLong(options.getOrDefault("valueReduction", "0")));
    if ("scaled_dot".equals(options.get("score"))) {
      chosen = chosen.withScore(new ScaledDot());
    }
    chosen = tensors.containsKey("query.bias") ? chosen.withBias() : chosen;
    chosen = "false".equals(options.get("residual")) ? chosen.withoutResidualWeight() : chosen;
    FeatureMapAttention attention = FeatureMapAttention.create(parameters, channels, chosen);
    if (chosen.residualWeight()) {
      parameters.get("residual").assign(RESIDUAL);
    }
    return new Gate() {
      @Override
      public <T> Map<String, T> attend(TensorOps<T> ops, T input) {
        return Subject.results(attention.attend(ops, input), attention.output(ops, input));
      }
    };
  }

  /** As the gates' contract calls it: the weights applied by hand, to the values of the seed. */
  @Override
  protected INDArray applied(INDArray input, Map<String, INDArray> maps) {
    assertEquals(1, maps.size());
    INDArray weights = checkedRows(maps.get("weights"));
    Parameters same = Parameters.seeded(DataType.DOUBLE, 9);
    FeatureMapAttention.create(
        same, input.size(1), FeatureMapOptions.withDefaults().withKeyReduction(2));
    INDArray result = input.dup('c');
    long width = input.size(3);
    long places = input.size(2) * width;
    for (int b = 0; b < input.size(0); b++) {
      INDArray x = input.slice(b).dup('c').reshape(input.size(1), places).transpose();
      INDArray attended = weights.slice(b).mmul(x.mmul(same.get("value.weight").transpose()));
      INDArray map = attended.transpose().dup('c').reshape(result.slice(b).shape());
      result.slice(b).addi(map.mul(RESIDUAL));
    }
    return result;
  }

  private static INDArray checkedRows(INDArray weights) {
    INDArray sums = weights.sum(-1);
    assertClose(Nd4j.ones(DataType.DOUBLE, sums.shape()), sums, "row sums");
    return weights;
  }

  @Override
  protected String golden() {
    return "feature_map_attention";
  }

  @Override
  protected int goldenCases() {
    return 8;
  }

  @Override
  protected String operation() {
    return "featureMapAttention";
  }

  @Override
  protected String channelsMatch() {
    return "the module's channels";
  }

  /** The example of the class's Javadoc: weights of 3^0 and 3^0, 3^0 and 3^1. */
  @Test
  void worksOutAnExampleByHand() {
    FeatureMapAttention attention = FeatureMapAttention.create(parameters, 1);
    parameters.get("query.weight").assign(1);
    parameters.get("key.weight").assign(Math.log(3));
    parameters.get("value.weight").assign(1);
    parameters.get("residual").assign(10);
    INDArray input = Nd4j.create(new double[][][][] {{{{0, 1}}}});
    AttentionResult<INDArray> result = attention.attend(input);
    INDArray weights = Nd4j.create(new double[][][] {{{0.5, 0.5}, {0.25, 0.75}}});
    assertClose(weights, result.weights(), "weights");
    assertClose(Nd4j.create(new double[][][][] {{{{5, 8.5}}}}), result.output(), "output");
  }

  @Test
  void startsAsTheIdentity() {
    INDArray input = uniform(new Random(1), 2, 8, 3, 4);
    FeatureMapOptions[] all = {
      FeatureMapOptions.withDefaults(), FeatureMapOptions.ofSagan(), FeatureMapOptions.ofNonLocal()
    };
    for (FeatureMapOptions options : all) {
      Parameters own = Parameters.seeded(DataType.DOUBLE, 7);
      FeatureMapAttention attention = FeatureMapAttention.create(own, 8, options);
      assertClose(input, attention.attend(input).output(), 0, "output");
      assertClose(input, attention.output(input), 0, "output alone");
      String last = own.paths().contains("residual") ? "residual" : "output.weight";
      own.get(last).assign(0.5);
      double change = attention.output(input).sub(input).amaxNumber().doubleValue();
      assertEquals(1, change, 0.999, "changes nothing");
    }
  }

  @Test
  void isMadeAsDocumented() {
    FeatureMapAttention.create(parameters.at("plain"), 16);
    FeatureMapAttention.create(
        parameters.at("narrow"), 16, FeatureMapOptions.ofNonLocal().withBias());
    FeatureMapAttention.create(parameters.at("sagan"), 16, FeatureMapOptions.ofSagan());
    FeatureMapAttention.create(parameters.at("few"), 3, FeatureMapOptions.ofSagan());
    assertEquals(
        "plain.query.weight [2, 16] DOUBLE\nplain.key.weight [2, 16] DOUBLE\n"
            + "plain.value.weight [16, 16] DOUBLE\nplain.residual [1] DOUBLE\n"
            + "narrow.query.weight [8, 16] DOUBLE\nnarrow.query.bias [8] DOUBLE\n"
            + "narrow.key.weight [8, 16] DOUBLE\nnarrow.key.bias [8] DOUBLE\n"
            + "narrow.value.weight [8, 16] DOUBLE\nnarrow.value.bias [8] DOUBLE\n"
            + "narrow.output.weight [16, 8] DOUBLE\nnarrow.output.bias [16] DOUBLE\n"
            + "sagan.query.weight [2, 16] DOUBLE\nsagan.key.weight [2, 16] DOUBLE\n"
            + "sagan.value.weight [2, 16] DOUBLE\nsagan.output.weight [16, 2] DOUBLE\n"
            + "sagan.residual [1] DOUBLE\n"
            + "few.query.weight [1, 3] DOUBLE\nfew.key.weight [1, 3] DOUBLE\n"
            + "few.value.weight [1, 3] DOUBLE\nfew.output.weight [3, 1] DOUBLE\n"
            + "few.residual [1] DOUBLE\n",
        parameters.toString().replaceFirst("\\d+ numbers$", ""));
    assertEquals(Dot.class, FeatureMapOptions.withDefaults().score().getClass());
  }

  @Test
  void permutingThePlacesPermutesTheOutput() {
    FeatureMapAttention attention = FeatureMapAttention.create(parameters, 4);
    parameters.get("residual").assign(RESIDUAL);
    INDArray input = uniform(new Random(2), 2, 4, 3, 5);
    INDArray turned = attention.attend(input.permute(0, 1, 3, 2).dup('c')).output();
    assertClose(attention.attend(input).output().permute(0, 1, 3, 2), turned, "output");
  }

  /** Place 7 of a map 5 wide is row 1, column 2. */
  @Test
  void placesAreCountedRowByRow() {
    FeatureMapAttention attention = FeatureMapAttention.create(parameters, 1);
    parameters.get("query.weight").assign(1);
    parameters.get("key.weight").assign(50);
    INDArray input = Nd4j.ones(DataType.DOUBLE, 1, 1, 3, 5);
    input.putScalar(new long[] {0, 0, 1, 2}, 3);
    INDArray weights = attention.attend(input).weights();
    assertArrayEquals(new long[] {1, 15, 15}, weights.shape());
    for (int place = 0; place < 15; place++) {
      assertEquals(1, weights.getDouble(0, place, 7), 1e-9);
    }
  }

  /** By the fused path, and no other way: the same to the last digit. */
  @Test
  void theOutputAloneIsFused() {
    Parameters own = Parameters.seeded(DataType.FLOAT, 3);
    FeatureMapAttention attention = FeatureMapAttention.create(own, 8);
    own.get("residual").assign(RESIDUAL);
    INDArray input = uniform(new Random(4), 2, 8, 12, 12).castTo(DataType.FLOAT);
    FeatureMapLayers layers =
        new FeatureMapLayers(
            new Layer(own.get("query.weight"), null),
            new Layer(own.get("key.weight"), null),
            new Layer(own.get("value.weight"), null),
            null,
            (float) RESIDUAL,
            1);
    INDArray fused = FusedFeatureMap.of(input, () -> layers).orElseThrow().output();
    assertClose(fused, attention.output(input), 0, "output alone");
    INDArray defined = attention.attend(input).output();
    assertNotEquals(0, defined.sub(fused).amaxNumber().doubleValue());
    assertClose(defined, fused, Close.FUSED, "output");
  }

  @Test
  void refusesWhatMakesNoModule() {
    assertRefused(
        "channels is 0, expected at least 1", () -> FeatureMapAttention.create(parameters, 0));
    FeatureMapOptions options = FeatureMapOptions.withDefaults();
    assertRefused("keyReduction is 0, expected at least 1", () -> options.withKeyReduction(0));
    assertRefused(
        "valueReduction is -1, expected at least 0", () -> options.withValueReduction(-1));
    assertThrows(NullPointerException.class, () -> options.withScore(null));
    assertEquals(0, parameters.paths().size());
  }

  private static void assertRefused(String message, Runnable attempt) {
    assertEquals(
        "featureMapAttention: " + message,
        assertThrows(IllegalArgumentException.class, attempt::run).getMessage());
  }
}
