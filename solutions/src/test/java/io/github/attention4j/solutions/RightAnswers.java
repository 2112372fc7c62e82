package io.github.attention4j.solutions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the right answers to every lesson's exercise, however they are written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RightAnswers {

  /** Of a whole mechanism, or of what a system adds to it. */
  private static final Set<Integer> POINTS = Set.of(20, 10);

  private static final double SECONDS = 20;

  private final List<Object> answers;

  /**
   * Sets the answers.
   *
   * @param reference the one that is shown to learners
   * @param others the same, written differently: three at least
   */
  protected RightAnswers(Object reference, Object... others) {
    answers = Stream.concat(Stream.of(reference), Stream.of(others)).toList();
  }

  Stream<Object> answers() {
    return answers.stream();
  }

  @ParameterizedTest
  @MethodSource("answers")
  void earnsEveryPoint(Object answer) {
    Grades grades = Grader.grade(answer);

    assertTrue(grades.complete(), grades::toString);
    assertEquals(grades.points(), grades.earned());
    assertTrue(POINTS.contains(grades.points()), grades::toString);
    assertTrue(grades.checks().stream().mapToDouble(Grade::seconds).sum() < SECONDS);
  }

  @Test
  void areWrittenInManyWays() {
    assertTrue(answers.size() >= 4, () -> "answers: " + answers.size());
  }
}
