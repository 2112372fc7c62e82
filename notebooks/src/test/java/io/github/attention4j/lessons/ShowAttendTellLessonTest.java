package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Shelves;
import io.github.attention4j.mask.Mask;
import io.github.attention4j.mechanism.Attention;
import io.github.attention4j.ops.Gradients;
import io.github.attention4j.ops.TapeOps;
import io.github.attention4j.ops.Tensor;
import io.github.attention4j.param.Linear;
import io.github.attention4j.param.Parameters;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Holds what lesson 12 says. */
class ShowAttendTellLessonTest {
  private static final int STEPS = 300;
  private static final int WIDTH = 48;
  private static final Shelves UNSEEN = Shelves.of(300, -1);

  /** Sections 2 and 5: the state's part cancels, and has no gradient; five seeds. */
  @Test
  void aLinearScoreIgnoresTheState() {
    for (int seed = 1; seed <= 5; seed++) {
      Nd4j.getRandom().setSeed(seed);
      Parameters parameters = Parameters.seeded(DataType.DOUBLE, seed);
      Attention attention =
          new Attention(
              new CaptionModel.LinearScore(Linear.create(parameters, 2 * WIDTH, 1, false)));
      INDArray locations = Nd4j.randn(DataType.DOUBLE, 1, 16, WIDTH);
      INDArray states = Nd4j.randn(DataType.DOUBLE, 1, 200, WIDTH);
      INDArray weights = attention.attend(states, locations, locations).weights().slice(0);
      assertEquals(0, weights.max(0).sub(weights.min(0)).maxNumber().doubleValue(), 1e-12);

      TapeOps tape = TapeOps.create();
      Tensor asks = tape.variable(states);
      Tensor is = tape.constant(locations);
      Tensor output = attention.output(tape, asks, is, is, Mask.all());
      Gradients gradients = tape.backward(output, Nd4j.randn(DataType.DOUBLE, 1, 200, WIDTH));
      assertEquals(0, gradients.of(asks).amaxNumber().doubleValue(), 1e-12);
      INDArray ofW = gradients.of("weight");
      INDArray ofStates = ofW.get(NDArrayIndex.all(), NDArrayIndex.interval(WIDTH, 2 * WIDTH));
      assertTrue(ofW.amaxNumber().doubleValue() > 0.1);
      assertEquals(0, ofStates.amaxNumber().doubleValue(), 1e-12);
    }
  }

  /** Section 3: 0.85, 0.12, 0.03 for the first shelf. */
  @Test
  void twoHiddenUnitsAreALampThatMoves() {
    for (int h = 1; h <= 3; h++) {
      double[] e = new double[3];
      for (int a = 1; a <= 3; a++) {
        e[a - 1] = Math.exp(4 * Math.tanh(a - h + 0.5) - 4 * Math.tanh(a - h - 0.5));
      }
      double sum = e[0] + e[1] + e[2];
      if (h == 1) {
        assertEquals(0.85, e[0] / sum, 0.005);
        assertEquals(0.12, e[1] / sum, 0.005);
        assertEquals(0.03, e[2] / sum, 0.005);
      }
      double largest = Math.max(e[0], Math.max(e[1], e[2]));
      assertEquals(largest, e[h - 1]);
    }
  }

  /** Sections 2 and 3: whatever the weights are, the square multiplied out is the same number. */
  @Test
  void thePenaltyIsTheSumOfSquaresAndAConstant() {
    for (int seed = 1; seed <= 5; seed++) {
      Nd4j.getRandom().setSeed(seed);
      INDArray weights = Nd4j.nn().softmax(Nd4j.randn(DataType.DOUBLE, 7, 16), 1);
      INDArray sums = weights.sum(0);
      double squares = Transforms.pow(sums.rsub(1), 2).sumNumber().doubleValue();
      double multipliedOut = 16 - 2 * 7 + sums.mul(sums).sumNumber().doubleValue();
      assertEquals(multipliedOut, squares, 1e-12);
    }
  }

  /** Section 7, seed 1: the additive score tells and points, the linear one does neither. */
  @Test
  void onlyTheAdditiveScoreFindsTheNextThing() {
    CaptionModel additive = trained(CaptionModel.Score.ADDITIVE);
    CaptionModel linear = trained(CaptionModel.Score.LINEAR);
    INDArray pictures = UNSEEN.pictures();
    assertTrue(exact(additive.tell(pictures)) >= 0.9);
    assertTrue(exact(linear.tell(pictures)) <= 0.75);
    assertTrue(pointing(additive.weights(pictures, UNSEEN.captions())) >= 0.9);
    INDArray weights = linear.weights(pictures, UNSEEN.captions());
    assertTrue(pointing(weights) <= 0.4);
    assertEquals(0, weights.max(1).sub(weights.min(1)).maxNumber().doubleValue(), 1e-5);
  }

  private static CaptionModel trained(CaptionModel.Score score) {
    CaptionModel model = new CaptionModel(score, 1);
    model.train(STEPS, 1);
    return model;
  }

  private static double exact(INDArray written) {
    return IntStream.range(0, UNSEEN.size())
            .filter(
                i -> {
                  List<String> words = Shelves.words(written.getRow(i).dup());
                  return words.equals(UNSEEN.caption(i));
                })
            .count()
        / (double) UNSEEN.size();
  }

  private static double pointing(INDArray weights) {
    INDArray known = UNSEEN.cells();
    INDArray heaviest = weights.sub(weights.max(true, 2)).gte(0).castTo(DataType.FLOAT);
    INDArray hits = heaviest.mul(known).sum(2).div(heaviest.sum(2));
    return hits.sumNumber().doubleValue() / known.sumNumber().doubleValue();
  }
}
