package io.github.attention4j.exercises.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.check.WrongAnswerError;
import io.github.attention4j.exercises.trial.Values;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AnswersTest {

  private static final INDArray LOGITS =
      Nd4j.createFromArray(new float[][] {{0, 2, 1}, {3, 3, -1}, {-5, -4, -3}, {1, 0, 0}});

  @Test
  void takesTheLargestNumberAndTheFirstOfEqualOnes() {
    Values likeliest = Answers.likeliest(Answers.of("read", LOGITS, "logits", 4, 3));
    assertArrayEquals(new int[] {4}, likeliest.shape());
    assertArrayEquals(new double[] {1, 0, 2, 0}, likeliest.numbers());
    assertEquals(0.75, Answers.accuracy(likeliest, new int[] {1, 0, 2, 2}));
  }

  @Test
  void keepsTheAxesBefore() {
    Values logits = Values.of(LOGITS.reshape(2, 2, 3));
    assertArrayEquals(new int[] {2, 2}, Answers.likeliest(logits).shape());
  }

  @Test
  void knowsOneAnswerForAll() {
    assertTrue(Answers.areOne(Values.of(Nd4j.ones(3))));
    assertFalse(Answers.areOne(Values.of(Nd4j.createFromArray(1f, 1f, 2f))));
  }

  @Test
  void refusesWhatIsNoAnswer() {
    assertEquals(
        "read returned null: return the levels, (Tq)",
        assertThrows(WrongAnswerError.class, () -> Answers.of("read", null, "the levels, (Tq)", 4))
            .getMessage());
    String message =
        assertThrows(
                WrongAnswerError.class, () -> Answers.of("read", LOGITS, "the levels, (Tq)", 4))
            .getMessage();
    assertTrue(message.startsWith("read returned shape "), message);
    assertTrue(message.endsWith(", expected [4]: the levels, (Tq)"), message);
  }
}
