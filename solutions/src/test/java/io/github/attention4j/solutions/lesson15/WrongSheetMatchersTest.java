package io.github.attention4j.solutions.lesson15;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WrongSheetMatchersTest extends WrongAnswers {

  WrongSheetMatchersTest() {
    super(11, Set.of(), WrongSheetMatchers.class);
  }

  @Test
  void thePagesExperimentEarnsEveryPoint() {
    Grades grades = Grader.grade(WrongSheetMatchers.Trained.RIGHT);

    assertTrue(grades.complete(), grades::toString);
    assertEquals(10, grades.points());
  }
}
