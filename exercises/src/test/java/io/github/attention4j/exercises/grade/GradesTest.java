package io.github.attention4j.exercises.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.FirstTry;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GradesTest {

  private static final Grades GRADES = Grader.grade(new FirstTry());

  @Test
  void readsAsAScorecard() {
    String expected =
        """
        Lesson 04: Scaled dot-product attention
        graded: io.github.attention4j.exercises.FirstTry

        scores
        FAIL 04.1    compare every query with every key, divided by sqrt(Dk)            0 of 3
                     these are the unscaled scores: divide by sqrt(Dk)
                       with query [3, 4, 7] = (B, Tq, Dk), key [3, 2, 7] = (B, Tk, Dk), DOUBLE
                       24 of 24 numbers are wrong; worst at [0, 3, 1]: got 6.3621, expected 2.4047
                       (2.646 times what is expected)
                       wrong in 9 of 11 trials: all but those with Dk = 1

        maskedSoftmax
        todo 04.2a   without a mask, turn each row into positive weights that sum to 1  0 of 2
                     step 2 of 5: the weights
        todo 04.2b   stay finite where scores reach 1e4                                 0 of 2
        todo 04.2c   with a mask, give weight to the allowed keys alone                 0 of 2
        todo 04.2d   give zeros to a query that may attend to nothing                   0 of 1
        todo 04.2e   let a masked score have no influence, however large it is          0 of 1
        """;
    assertEquals(expected, GRADES.toString().substring(0, expected.length()));
    assertTrue(
        GRADES
            .toString()
            .endsWith(
                """
                0 of 20 points
                Next: 04.1 scores: these are the unscaled scores: divide by sqrt(Dk)
                """),
        GRADES::toString);
  }

  @Test
  void revealsHintsLevelByLevel() {
    assertFalse(GRADES.toString().contains("hint 1"));
    Stream.of(1, 2, 3)
        .forEach(
            level -> {
              String card = GRADES.withHints(level).toString();
              assertTrue(card.contains("hint " + level + ": "), card);
              assertFalse(card.contains("hint " + (level + 1) + ": "), card);
              // Only the two checks that failed get hints, not the steps that are still ahead.
              assertEquals(2, card.split("hint 1: ", -1).length - 1, card);
            });
    assertThrows(IllegalArgumentException.class, () -> GRADES.withHints(4));
    // The first hint is to the mistake that was made, the next are the step's own.
    String card = GRADES.withHints(2).toString();
    assertTrue(card.contains("hint 1: Compute S[0, 1, 0] by hand"), card);
    assertTrue(card.contains("hint 2: For each example"), card);
  }

  @Test
  void showsAsHtmlWithNothingOfTheAnswerTakenAsMarkup() {
    assertTrue(html(GRADES).contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertFalse(html(GRADES).contains("<script>"));
    assertTrue(html(GRADES).contains("0 of 20 points"));
  }

  private static String html(Grades grades) {
    return grades.rendering().contents().get("text/html");
  }

  @Test
  void refusesAnObjectThatIsNoAnswer() {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Grader.grade("scores"));
    assertEquals(
        "java.lang.String implements no task: write 'implements ...Task' of the lesson",
        refusal.getMessage());
  }
}
