package io.github.attention4j.solutions.lesson16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WrongWindowReadersTest extends WrongAnswers {

  WrongWindowReadersTest() {
    super(12, Set.of(), WrongWindowReaders.class);
  }

  @Test
  void thePagesExperimentEarnsEveryPoint() {
    Grades grades = Grader.grade(WrongWindowReaders.Trained.RIGHT);

    assertTrue(grades.complete(), grades::toString);
    assertEquals(10, grades.points());
  }
}
