package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.ClutteredChannels;
import io.github.attention4j.datasets.Digits;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Parameters;
import io.github.attention4j.vision.Cbam;
import io.github.attention4j.vision.CbamOptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Holds what the text of lesson 10 says, of its experiment for the lesson's own seed. */
class CbamLessonTest {
  private static final SheetModel NONE = new SheetModel(false);
  private static final SheetModel CBAM = new SheetModel(true);

  @BeforeAll
  static void trains() {
    NONE.train();
    CBAM.train();
  }

  /** Noise is the darkest, then the digit's quarter; through all channels its lead is gone. */
  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8, 9})
  void placesAreEasyToFindOnceTheChannelsAre(long seed) {
    ClutteredChannels many = ClutteredChannels.of(Digits.load(), 1000, seed);
    INDArray averages = many.pictures().mean(2, 3);
    double noise = averages.mul(many.carriers().rsub(1)).sumNumber().doubleValue() / 4000;
    double sheet = averages.mul(many.carriers()).sumNumber().doubleValue() / 2000;
    assertTrue(noise > 2 * sheet, "noise " + noise + ", sheets " + sheet);

    INDArray carriers = many.carriers().reshape(1000, 6, 1, 1);
    double alone = lead(many, many.pictures().mul(carriers).sum(true, 1));
    double through = lead(many, many.pictures().mean(true, 1));
    assertTrue(alone > 2 && through < 1.3, "alone " + alone + ", through all " + through);
  }

  /** How many times as dark the digits' quarters are as the others. */
  private static double lead(ClutteredChannels many, INDArray maps) {
    double inside = maps.mul(many.boxes()).sumNumber().doubleValue();
    return inside / ((maps.sumNumber().doubleValue() - inside) / 3);
  }

  @Test
  void theGradientByHand() {
    Cbam cbam =
        cbam(
            2,
            1,
            Nd4j.create(new double[][] {{1, -1}}),
            Nd4j.create(new double[][] {{Math.log(3) / 2}, {-Math.log(3) / 2}}),
            Nd4j.create(new double[] {0, Math.log(3) / 2.25}, new int[] {1, 2, 1, 1}));
    TapeOps tape = TapeOps.create();
    Tensor input = tape.variable(Nd4j.create(new double[] {3, 1, 0, 2}, new int[] {1, 2, 1, 2}));
    Tensor output = cbam.output(tape, input);
    INDArray gradient = tape.backward(output, Nd4j.onesLike(output.array())).of(input);

    assertEquals(1.6875, output.array().getDouble(0), 1e-12);
    assertClose(new double[] {1.092, 0.678, 0.063, -0.227}, gradient);
  }

  /** What is missed by treating the gates as constants. */
  @Test
  void theMovingGatesAreMostOfTheGradient() {
    Nd4j.getRandom().setSeed(10);
    INDArray input = Nd4j.randn(DataType.DOUBLE, 4, 5, 4).reshape(1, 4, 5, 4);
    INDArray reduce = Nd4j.randn(DataType.DOUBLE, 2, 4);
    INDArray expand = Nd4j.randn(DataType.DOUBLE, 4, 2);
    INDArray window = Nd4j.randn(DataType.DOUBLE, 2, 3, 3).reshape(1, 2, 3, 3);
    INDArray last = Nd4j.randn(DataType.DOUBLE, 4, 5, 4).reshape(1, 4, 5, 4);
    Cbam cbam = cbam(4, 3, reduce, expand, window);
    TapeOps tape = TapeOps.create();
    Tensor given = tape.variable(input);
    INDArray gradient = tape.backward(cbam.output(tape, given), last).of(given);

    Cbam.Result<INDArray> result = cbam.attend(input);
    INDArray passing =
        last.mul(result.gates().get(Cbam.Part.SPATIAL)).mul(result.gates().get(Cbam.Part.CHANNEL));
    double missing =
        passing.sub(gradient).norm2Number().doubleValue() / gradient.norm2Number().doubleValue();
    assertEquals(0.62, missing, 0.005);
  }

  private static Cbam cbam(
      long channels, long window, INDArray reduce, INDArray expand, INDArray weight) {
    Parameters own = Parameters.seeded(DataType.DOUBLE, 1);
    CbamOptions paper = CbamOptions.ofPaper();
    Cbam cbam =
        Cbam.create(
            own,
            channels,
            paper
                .withChannel(paper.channel().withReduction(2))
                .withSpatial(paper.spatial().withWindow(window)));
    own.get("channel.reduce.weight").assign(reduce);
    own.get("channel.expand.weight").assign(expand);
    own.get("spatial.convolution.weight").assign(weight);
    return cbam;
  }

  @Test
  void bothGatesGainTwentyPoints() {
    double none = NONE.accuracy();
    double both = CBAM.accuracy();
    assertTrue(none > 0.3, "without gates: " + none);
    assertTrue(both >= none + 0.2, "with both: " + both + ", without: " + none);
  }

  @Test
  void theGatesFindWhatCarries() {
    double top = CBAM.carriersOnTop();
    double box = CBAM.weightInTheBox();
    assertTrue(top >= 0.25, "carriers on top: " + top);
    assertTrue(box >= 1.3, "weight in the box: " + box);
  }

  private static void assertClose(double[] expected, INDArray actual) {
    INDArray flat = actual.ravel();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], flat.getDouble(i), 5e-4, "number " + i);
    }
  }
}
