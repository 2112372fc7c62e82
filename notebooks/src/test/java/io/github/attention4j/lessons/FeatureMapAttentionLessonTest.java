package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.FeatureMapAttention;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds what the text of lesson 11 says, of its experiment for the lesson's own seed. */
class FeatureMapAttentionLessonTest {
  private static final ChartModel ATTENDING = ChartModel.attending();
  private static final ChartModel CONVOLVING = ChartModel.convolving(2);

  @BeforeAll
  static void trains() {
    ATTENDING.train();
    CONVOLVING.train();
  }

  /** One convolution sees 9 cells of 36, two see 25, attention all. */
  @Test
  void howFarEachSees() {
    assertEquals(9, ChartModel.convolving(1).reach());
    assertEquals(25, ChartModel.convolving(2).reach());
    assertEquals(36, ChartModel.attending().reach());
  }

  /** The example by hand, by the library: output and gradients at γ = 1/2 and at γ = 0. */
  @Test
  void theExampleByHand() {
    Parameters own = Parameters.seeded(DataType.DOUBLE, 1);
    FeatureMapAttention attention = FeatureMapAttention.create(own, 1);
    own.get("query.weight").assign(1);
    own.get("key.weight").assign(Math.log(2));
    own.get("value.weight").assign(1);
    own.get("residual").assign(0.5);
    INDArray input = Nd4j.createFromArray(0.0, 1.0, 2.0).reshape(1, 1, 1, 3);
    INDArray output = attention.output(input).ravel();
    double[] expected = {0.5, 1.714, 2.857};
    for (int i = 0; i < 3; i++) {
      assertEquals(expected[i], output.getDouble(i), 5e-4);
    }
    Gradients gradients = gradients(attention, input);
    assertEquals(4.143, gradients.of("residual").getDouble(0), 5e-4);
    assertEquals(2.071, gradients.of("value.weight").getDouble(0), 5e-4);

    own.get("residual").assign(0);
    Gradients atStart = gradients(attention, input);
    assertEquals(4.143, atStart.of("residual").getDouble(0), 5e-4);
    for (String path : new String[] {"query.weight", "key.weight", "value.weight"}) {
      assertEquals(0, Math.abs(atStart.of(path).getDouble(0)), path);
    }
  }

  private static Gradients gradients(FeatureMapAttention attention, INDArray input) {
    TapeOps tape = TapeOps.create();
    return tape.backward(
        attention.output(tape, tape.variable(input)), Nd4j.ones(DataType.DOUBLE, 1, 1, 1, 3));
  }

  @Test
  void attentionAnswersNearAndFar() {
    assertTrue(ATTENDING.accuracy(1, 2) >= 0.95, "near: " + ATTENDING.accuracy(1, 2));
    assertTrue(ATTENDING.accuracy(3, 5) >= 0.95, "far: " + ATTENDING.accuracy(3, 5));
    assertTrue(Math.abs(ATTENDING.gamma()) >= 0.05, "gamma: " + ATTENDING.gamma());
  }

  @Test
  void itsMapJoinsShipAndHarbour() {
    double mass = ATTENDING.massOnTheHarbour();
    assertTrue(mass >= 0.8, "weight on the harbour: " + mass);
  }

  @Test
  void convolutionsAreAtChanceBeyondTheirReceptiveField() {
    assertEquals(0.5, CONVOLVING.accuracy(3, 5), 0.05);
    assertTrue(CONVOLVING.accuracy(1, 2) >= 0.56, "near: " + CONVOLVING.accuracy(1, 2));
  }
}
