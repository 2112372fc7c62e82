package io.github.attention4j.kernel;

import static io.github.attention4j.contract.Close.assertClose;
import static io.github.attention4j.kernel.FusedAttentionTest.normal;
import static io.github.attention4j.kernel.FusedFeatureMapTest.assertAgrees;
import static io.github.attention4j.kernel.FusedFeatureMapTest.module;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.attention4j.contract.Close;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.score.Additive;
import io.github.attention4j.vision.FeatureMapAttention;
import io.github.attention4j.vision.FeatureMapOptions;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** How attention over feature maps in one go is chosen, and that it is a good neighbour. */
class FusedFeatureMapUseTest {
  private static final FeatureMapOptions OPTIONS = FeatureMapOptions.ofNonLocal().withBias();

  @Test
  void takesViewsInAnyLayoutAndLeavesThem() {
    Random random = new Random(2);
    INDArray input = normal(random, 2, 3, 5, 4);
    FeatureMapAttention module = module(random, DataType.FLOAT, 3, OPTIONS);
    INDArray expected = assertAgrees(module, input, "dense");
    for (INDArray view : FusedGatesUseTest.laidOut(input)) {
      assertClose(expected, module.output(view), 0, "view");
      assertEquals(input, view);
    }
  }

  @Test
  void takesParametersInAnyLayout() {
    Random random = new Random(3);
    INDArray input = normal(random, 2, 4, 5, 4);
    INDArray weight = normal(random, 4, 4);
    FeatureMapLayers.Layer layer = new FeatureMapLayers.Layer(weight, null);
    FeatureMapLayers.Layer turned = new FeatureMapLayers.Layer(weight.dup('f'), null);
    assertClose(
        FusedFeatureMap.of(input, () -> layers(layer)).orElseThrow().output(),
        FusedFeatureMap.of(input, () -> layers(turned)).orElseThrow().output(),
        0,
        "turned");
  }

  private static FeatureMapLayers layers(FeatureMapLayers.Layer layer) {
    return new FeatureMapLayers(layer, layer, layer, layer, 1, 1);
  }

  @Test
  void leavesToTheDefinitionWhatItCannotDo() {
    Random random = new Random(7);
    INDArray input = normal(random, 3, 4, 5, 6);
    INDArray precise = input.castTo(DataType.DOUBLE);
    assertFalse(FusedFeatureMap.take(precise));
    FeatureMapAttention precisely = module(random, DataType.DOUBLE, 4, OPTIONS);
    assertClose(precisely.attend(precise).output(), precisely.output(precise), "DOUBLE");
    assertFalse(FusedFeatureMap.take(Nd4j.create(DataType.FLOAT, 1, (1 << 17) + 1, 1, 1)));

    FeatureMapAttention additive =
        module(
            random,
            DataType.FLOAT,
            4,
            OPTIONS.withScore(Additive.create(Parameters.seeded(DataType.FLOAT, 7), 2, 2, 3)));
    assertClose(additive.attend(input).output(), additive.output(input), 0, "additive");
  }

  /** A tape asks for gradients. */
  @Test
  void leavesTapesToTheDefinition() {
    Random random = new Random(11);
    INDArray input = normal(random, 3, 4, 5, 6);
    FeatureMapAttention module = module(random, DataType.FLOAT, 4, OPTIONS);
    TapeOps tape = TapeOps.create();
    Tensor variable = tape.variable(input);
    Tensor output = module.output(tape, variable);
    TapeOps again = TapeOps.create();
    Tensor sameVariable = again.variable(input);
    Tensor defined = module.attend(again, sameVariable).output();
    assertClose(defined.array(), output.array(), Close.FUSED, "output");
    assertClose(
        again.backward(defined, input).of(sameVariable),
        tape.backward(output, input).of(variable),
        "gradient");
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("io.github.attention4j.kernel.FusedGatesUseTest#refused")
  void refusesWithTheDefinitionsWords(INDArray input) {
    FeatureMapAttention module = module(new Random(8), DataType.FLOAT, 4, OPTIONS);
    Exception expected = assertThrows(IllegalArgumentException.class, () -> module.attend(input));
    Exception refusal = assertThrows(IllegalArgumentException.class, () -> module.output(input));
    assertEquals(expected.getMessage(), refusal.getMessage());
    assertEquals(expected.getClass(), refusal.getClass());
  }

  @Test
  void eightThreadsAtOnceGetWhatOneGets() throws Exception {
    Random random = new Random(9);
    FeatureMapAttention module = module(random, DataType.FLOAT, 6, OPTIONS);
    List<INDArray> inputs =
        IntStream.range(0, 8)
            .mapToObj(i -> normal(random, i % 2 == 0 ? 9 : 1, 6, 10 + 3 * i, 11))
            .toList();
    InUse.assertThreadsGetWhatOneGets(inputs, module::output, 30);
  }

  @Test
  void outputsLieInTheWorkspace() {
    Random random = new Random(10);
    INDArray input = normal(random, 1, 6, 20, 20);
    FeatureMapAttention module = module(random, DataType.FLOAT, 6, OPTIONS);
    INDArray expected = module.attend(input).output();
    InUse.assertOutputsLieInTheWorkspace(expected, () -> module.output(input));
  }
}
