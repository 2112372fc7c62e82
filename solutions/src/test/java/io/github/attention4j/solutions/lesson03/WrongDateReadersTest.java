package io.github.attention4j.solutions.lesson03;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.solutions.WrongAnswers;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WrongDateReadersTest extends WrongAnswers {

  WrongDateReadersTest() {
    super(10, Set.of(), WrongDateReaders.class);
  }

  /** What the wrong ones are made from is right. */
  @Test
  void theirBaseEarnsEveryPoint() {
    Grades grades = Grader.grade(new WrongDateReaders.ByHeart() {});

    assertTrue(grades.complete(), grades::toString);
    assertEquals(10, grades.points());
  }
}
