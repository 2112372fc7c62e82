package io.github.attention4j.solutions.lesson04;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RightAnswersTest {

  static Stream<ScaledDotProductTask> answers() {
    return Stream.of(
        new ScaledDotProduct(),
        new OtherWays.Loops(),
        new OtherWays.OtherOrder(),
        new OtherWays.Broadcast());
  }

  @ParameterizedTest
  @MethodSource("answers")
  void earnsEveryPoint(ScaledDotProductTask answer) {
    Grades grades = Grader.grade(answer);

    assertTrue(grades.complete(), grades::toString);
    assertEquals(20, grades.earned());
    assertEquals(20, grades.points());
  }
}
