package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Canvases;
import io.github.attention4j.datasets.Digits;
import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.SpatialAttention;
import io.github.attention4j.vision.SpatialOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds what the text of lesson 09 says, of its experiment for the lesson's own seed. */
class SpatialAttentionLessonTest {
  private static final Digits.Split SPLIT = Digits.load().split(360, 0);

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4, 5, 6})
  void threeQuartersOfTheInkOrMoreIsClutter(long seed) {
    Canvases many = Canvases.of(SPLIT.test(), 1000, seed);
    double ink = many.pictures().sumNumber().doubleValue();
    double ofDigits = many.digits().sumNumber().doubleValue() / ink;
    assertTrue(ofDigits > 0.2 && ofDigits < 0.25, "of the digits: " + ofDigits);
  }

  /** The gate that nobody trained: the wider it looks, the more of it is on the digit. */
  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4, 5, 6})
  void aWiderWindowTellsADigitFromAScrap(long seed) {
    Canvases many = Canvases.of(SPLIT.test(), 300, seed);
    double pinhole = timesItsShare(many, 1);
    double small = timesItsShare(many, 3);
    double wide = timesItsShare(many, 7);
    assertTrue(pinhole < small && small < wide, pinhole + ", " + small + ", " + wide);
    assertTrue(wide > 2.5, "7x7: " + wide);
  }

  private static double timesItsShare(Canvases canvases, int window) {
    Parameters own = Parameters.seeded(DataType.FLOAT, 1);
    SpatialOptions options =
        SpatialOptions.withDefaults().withWindow(window).withoutBatchNorm().withBias();
    SpatialAttention gate = SpatialAttention.create(own, options);
    own.get("convolution.weight").assign(0);
    own.get("convolution.weight").tensorAlongDimension(0, 2, 3).assign(40.0 / (window * window));
    own.get("convolution.bias").assign(-40 * 0.3);
    INDArray gates = gate.attend(canvases.pictures()).gate();
    INDArray inside = gates.mul(canvases.boxes()).sum(1, 2, 3).div(gates.sum(1, 2, 3));
    return inside.meanNumber().doubleValue() * 9; // the box is a ninth of the canvas
  }

  @Test
  void theGateFindsTheDigitAndReadsBetter() {
    Canvases test = Canvases.of(SPLIT.test(), 500, 24, 24, 7_000_001);
    CanvasModel reader = new CanvasModel(false).learnToRead();
    double before = reader.accuracy(test);
    double clean = reader.accuracy(Canvases.of(SPLIT.test(), 500, 16, 0, 7_000_000));
    assertTrue(before < clean / 2, "clean " + clean + ", cluttered " + before);

    CanvasModel gated = new CanvasModel(true).goOnFrom(reader);
    double without = new CanvasModel(false).goOnFrom(reader).accuracy(test);
    double with = gated.accuracy(test);
    assertTrue(with >= without + 0.03, "with the gate " + with + ", without " + without);
    double mass = gated.timesItsShare(test);
    assertTrue(mass >= 3, "in the box, times its share: " + mass);
  }

  @Test
  void theGradientByHand() {
    Parameters own = Parameters.seeded(DataType.DOUBLE, 1);
    SpatialOptions options = SpatialOptions.withDefaults().withWindow(3).withoutBatchNorm();
    SpatialAttention gate = SpatialAttention.create(own, options);
    INDArray window = own.get("convolution.weight").assign(0);
    window.putScalar(new int[] {0, 0, 1, 0}, 1); // the maximum to the left
    window.putScalar(new int[] {0, 1, 1, 1}, -1); // minus the average here
    TapeOps tape = TapeOps.create();
    Tensor input = tape.variable(Nd4j.create(new double[][][][] {{{{0, 4, 2}}, {{2, 0, 4}}}}));
    Tensor output = gate.attend(tape, input).output();
    Gradients gradients = tape.backward(output, Nd4j.onesLike(output.array()));

    assertClose(new double[] {0, 2, 1.462, 0.538, 0, 2.924}, output.array());
    assertClose(new double[] {0.072, 1.180, 0.141, 1.072, 0, 0.141}, gradients.of(input));
    INDArray byWindow = gradients.byPath().get("convolution.weight");
    assertClose(new double[] {6.719, 9.505, 5.573}, byWindow.slice(0).slice(0).getRow(1));
  }

  private static void assertClose(double[] expected, INDArray actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual.getDouble(i), 5e-4, "number " + i);
    }
  }
}
