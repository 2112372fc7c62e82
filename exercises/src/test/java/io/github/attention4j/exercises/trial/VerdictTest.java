package io.github.attention4j.exercises.trial;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.check.NotDoneYetException;
import io.github.attention4j.exercises.check.SubmissionException;
import io.github.attention4j.exercises.check.WrongAnswerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class VerdictTest {

  private static final int[][] SHAPES = {{2, 3, 3}, {2, 3, 4}};

  /** The task of these tests is to double the numbers. */
  private static List<Trial> trials(DataType type, UnaryOperator<INDArray> answer) {
    Random random = new Random(1);
    return List.of(SHAPES).stream()
        .map(
            shape -> {
              Given x =
                  Given.of("x", "(A, B, C)", Values.gaussian(random, shape), type, Layout.ROWS);
              return new Trial("twice", Map.of("B", shape[1], "C", shape[2]), x)
                  .asks(() -> answer.apply(x.array()))
                  .expects("(A, B, C)", x.values().times(2))
                  .knows("by the root of B", x.values().times(2 * Math.sqrt(shape[1])))
                  .knows("by the root of C", x.values().times(2 * Math.sqrt(shape[2])));
            })
        .toList();
  }

  private static String diagnosis(DataType type, UnaryOperator<INDArray> answer) {
    List<Trial> trials = trials(type, answer);
    String message = assertThrows(WrongAnswerError.class, () -> Verdict.of(trials)).getMessage();
    return message;
  }

  private static void assertDiagnosis(String first, UnaryOperator<INDArray> answer) {
    assertEquals(first, diagnosis(DataType.DOUBLE, answer).lines().findFirst().orElse(""));
  }

  @Test
  void passesARightAnswerOfEitherType() {
    assertDoesNotThrow(() -> Verdict.of(trials(DataType.FLOAT, x -> x.mul(2))));
    assertDoesNotThrow(() -> Verdict.of(trials(DataType.DOUBLE, x -> x.add(x))));
  }

  @Test
  void namesTheMistakeThatExplainsEveryTrial() {
    // Both explain the first shape, where B = C; the second shape tells them apart.
    assertDiagnosis("by the root of C", x -> x.mul(2 * Math.sqrt(x.size(2))));
    assertDiagnosis("by the root of B", x -> x.mul(2 * Math.sqrt(x.size(1))));
  }

  @Test
  void namesNoMistakeThatExplainsOnlySomeTrials() {
    assertDiagnosis(
        "twice: wrong numbers",
        x -> x.mul(x.size(2) == 3 ? 2 * Math.sqrt(3) : 2 * Math.sqrt(4)).addi(x.size(2) - 3));
  }

  @Test
  void showsInputsCountAndWorstNumber() {
    String message = diagnosis(DataType.DOUBLE, x -> x.mul(2).putScalar(new int[] {1, 2, 0}, 99));

    assertEquals(
        List.of(
            "twice: wrong numbers",
            "  with x [2, 3, 3] = (A, B, C), DOUBLE",
            "  1 of 18 numbers are wrong; worst at [1, 2, 0]: got 99.000, expected 1.9144",
            "  wrong in all 2 trials"),
        message.lines().toList());
  }

  @Test
  void recognisesWhatIsCommonToAllLessons() {
    assertAll(
        () -> assertDiagnosis("twice returned null: return a new array (A, B, C)", x -> null),
        () -> assertDiagnosis("this is the input 'x', unchanged", x -> x),
        () -> assertDiagnosis("every number is 0", x -> x.mul(0)),
        () -> assertDiagnosis("the sign is the wrong way round", x -> x.mul(-2)),
        () ->
            assertDiagnosis(
                "the last two axes are swapped: this is the transpose of what is expected",
                x -> x.mul(2).permute(0, 2, 1)),
        () ->
            assertDiagnosis(
                "every number is the same multiple of the expected one (1.500): a factor is missing"
                    + " or too much",
                x -> x.mul(3)),
        () ->
            assertDiagnosis(
                "NaN or infinite numbers everywhere: look for 0/0, for exp of a large number and"
                    + " for infinity minus infinity",
                x -> x.mul(2).div(x.mul(0))),
        () ->
            assertDiagnosis(
                "what stands at the first index of A (axis 0) is repeated at every other",
                x -> {
                  INDArray result = x.mul(2);
                  result.slice(1).assign(result.slice(0));
                  return result;
                }),
        () ->
            assertDiagnosis(
                "the numbers are right to 7 digits only: somewhere on the way they pass through"
                    + " FLOAT",
                x -> x.castTo(DataType.FLOAT).mul(2).castTo(DataType.DOUBLE)),
        () ->
            assertDiagnosis(
                "twice returned FLOAT for DOUBLE inputs: keep the type of the inputs",
                x -> x.castTo(DataType.FLOAT).mul(2)),
        () -> assertDiagnosis("twice: wrong shape", x -> Nd4j.ones(DataType.DOUBLE, 7)),
        () -> assertDiagnosis("twice returned BOOL numbers", x -> x.gt(0)),
        () ->
            assertDiagnosis(
                "twice changed its input 'x' in place: work on a copy (an operation such as muli or"
                    + " subi writes into its array, mul and sub make a new one)",
                x -> x.muli(2).dup()));
  }

  @Test
  void namesNoMistakeThatWouldHaveFailedATrialThatPassed() {
    // By the root of B is wrong in both shapes, but here one is right.
    assertDiagnosis(
        "twice: wrong numbers",
        x ->
            x.size(2) == 4
                ? x.mul(2)
                : x.mul(2 * Math.sqrt(3)).putScalar(0, x.getDouble(0) * 2 * Math.sqrt(3) + 1));
    assertTrue(
        diagnosis(DataType.DOUBLE, x -> x.size(2) == 4 ? x.mul(2) : x.mul(2 * Math.sqrt(3)))
            .contains("wrong in 1 of 2 trials: number 1"));
  }

  @Test
  void tellsWhenAnAnswerIsWrongOnlyWhenAskedAgain() {
    List<Trial> twice = new ArrayList<>(trials(DataType.DOUBLE, AGAIN));
    twice.addAll(trials(DataType.DOUBLE, AGAIN));

    String told = assertThrows(WrongAnswerError.class, () -> Verdict.of(twice)).getMessage();

    assertTrue(told.startsWith("right at the first call, wrong when asked again"), told);
    assertTrue(
        told.endsWith(
            "wrong in 2 of 4 trials: just those that repeat the shapes of an" + " earlier call"),
        told);
  }

  /** Right twice, and then no longer. */
  private static final UnaryOperator<INDArray> AGAIN =
      new UnaryOperator<>() {
        private int calls;

        @Override
        public INDArray apply(INDArray x) {
          return calls++ < 2 ? x.mul(2) : x.mul(2).addi(Nd4j.rand(x.dataType(), x.shape()));
        }
      };

  @Test
  void doesNotTakeAMisreadViewForSomethingKept() {
    UnaryOperator<INDArray> misreads =
        x ->
            Layout.of(x) == Layout.VIEW && x.size(0) > 1 && x.size(1) > 1
                ? x.mul(2).addi(Nd4j.rand(x.dataType(), x.shape()))
                : x.mul(2);

    String told =
        assertThrows(
                WrongAnswerError.class, () -> Axes.of("A", "B").check(in -> twice(in, misreads)))
            .getMessage();

    assertTrue(told.startsWith("twice: wrong numbers, but only where the inputs are views"), told);
  }

  private static Trial twice(Inputs in, UnaryOperator<INDArray> answer) {
    Given x = in.random("x", "(A, B)");
    return in.trial("twice", x)
        .asks(() -> answer.apply(x.array()))
        .expects("(A, B)", x.values().times(2));
  }

  @Test
  void givesTheHintOfTheMistakeThatWasNamed() {
    Given x = Given.of("x", "(A)", Values.fill(i -> 1 + i[0], 3), DataType.DOUBLE, Layout.ROWS);
    Trial trial =
        new Trial("twice", Map.of("A", 3), x)
            .asks(() -> x.array().mul(3))
            .expects("(A)", x.values().times(2))
            .knows("thrice", x.values().times(3))
            .hint("count")
            .knows("once", x.values());

    WrongAnswerError error = assertThrows(WrongAnswerError.class, () -> Verdict.of(List.of(trial)));

    assertTrue(error.getMessage().startsWith("thrice\n"), error.getMessage());
    assertEquals("count", error.hint());
  }

  @Test
  void prefersANamedMistakeToATrialWithoutAResult() {
    assertDiagnosis(
        "the sign is the wrong way round",
        x -> {
          if (x.size(2) == 3) {
            throw SubmissionException.ofCall("twice threw an exception");
          }
          return x.mul(-2);
        });
  }

  @Test
  void asksNothingMoreAfterAFatalFailure() {
    int[] calls = {0};
    assertDiagnosis(
        "twice did not answer",
        x -> {
          calls[0]++;
          throw SubmissionException.fatal("twice did not answer");
        });
    assertEquals(1, calls[0]);
  }

  @Test
  void letsANotYetWrittenStepThrough() {
    assertThrows(
        NotDoneYetException.class,
        () ->
            Verdict.of(
                trials(
                    DataType.FLOAT,
                    x -> {
                      throw new NotDoneYetException("step 1 of 1");
                    })));
  }
}
