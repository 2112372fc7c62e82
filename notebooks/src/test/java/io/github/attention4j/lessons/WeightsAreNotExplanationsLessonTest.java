package io.github.attention4j.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.datasets.Review;
import io.github.attention4j.datasets.Reviews;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Holds what the text of lesson 17 says, of its experiment for the lesson's own seed. */
class WeightsAreNotExplanationsLessonTest {
  private static final int STEPS = 350;
  private static final Reviews.Split REVIEWS = Reviews.generate(6400, 1).split(400);
  private static final Reviews TEST = REVIEWS.test();
  private static final NoteModel FAR = new NoteModel(false, 1);
  private static final NoteModel LIAR = new NoteModel(false, 101);

  @BeforeAll
  static void trains() {
    FAR.train(REVIEWS.train(), false, STEPS, 1);
    LIAR.train(REVIEWS.train(), true, STEPS, 1);
  }

  /** The theorem's ground: an exchanged word changes its own near state and the next, no other. */
  @Test
  void aNearStateKnowsItsWordAndTheOneToTheLeft() {
    NoteModel near = new NoteModel(true, 1);
    INDArray before = near.read(TEST).states();
    for (int at = 0; at < Reviews.LENGTH; at++) {
      int word = at;
      INDArray after = near.read(TEST.exchanged(any -> word)).states();
      for (int t = 0; t < Reviews.LENGTH; t++) {
        boolean same = column(before, t).equals(column(after, t));
        assertEquals(t != at && t != at + 1, same, "word " + at + " exchanged, state " + t);
      }
    }
  }

  @Test
  void aFarStateMayKnowEverything() {
    INDArray before = FAR.read(TEST).states();
    INDArray after = FAR.read(TEST.exchanged(any -> 5)).states();
    for (int t = 0; t < Reviews.LENGTH; t++) {
      assertFalse(column(before, t).equals(column(after, t)), "state " + t);
    }
  }

  private static INDArray column(INDArray states, int at) {
    return states.get(NDArrayIndex.all(), NDArrayIndex.point(at), NDArrayIndex.all()).dup('c');
  }

  @Test
  void theKnownReasonIsTheReadersReason() {
    assertTrue(FAR.right(TEST) > 0.95, "far: " + FAR.right(TEST));
    assertTrue(turned(FAR, TEST.exchanged(Review::judgement)) > 0.95);
    assertTrue(turned(FAR, TEST.exchanged(WeightsAreNotExplanationsLessonTest::another)) < 0.05);
    assertTrue(onReason(FAR) > 0.8, "weight on the reason: " + onReason(FAR));
  }

  private static int another(Review review) {
    return review.judgements().stream()
        .filter(at -> at != review.judgement())
        .findFirst()
        .orElseThrow();
  }

  private static double turned(NoteModel model, Reviews exchanged) {
    INDArray before = Transforms.sign(model.read(TEST).verdict());
    INDArray after = Transforms.sign(model.read(exchanged).verdict());
    return before.neq(after).castTo(DataType.DOUBLE).meanNumber().doubleValue();
  }

  @Test
  void theLiarAnswersRightlyAndLooksElsewhere() {
    assertTrue(LIAR.right(TEST) > 0.95, "right: " + LIAR.right(TEST));
    assertTrue(onReason(LIAR) < 0.05, "weight on the reason: " + onReason(LIAR));
  }

  @Test
  void anExchangeFindsItsReasonAllTheSame() {
    double byWeights = pointing(LIAR.read(TEST).weights());
    double byExchange = pointing(LIAR.byExchange(TEST));
    assertTrue(byWeights < 0.05, "by weights: " + byWeights);
    assertTrue(byExchange > 0.95, "by exchange: " + byExchange);
  }

  private static double onReason(NoteModel model) {
    return model.read(TEST).weights().mul(TEST.reasons()).sum(1).meanNumber().doubleValue();
  }

  private static double pointing(INDArray explanation) {
    int[] largest = explanation.argMax(1).toIntVector();
    INDArray reasons = TEST.reasons();
    return IntStream.range(0, largest.length)
        .map(i -> reasons.getInt(i, largest[i]))
        .average()
        .orElseThrow();
  }
}
