package io.github.attention4j.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.check.ExerciseGrader;
import io.github.attention4j.exercises.check.LocalSubmission;
import io.github.attention4j.exercises.check.Submission;
import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the exercise of every lesson. */
class ExercisesTest {

  static final List<Class<?>> TASKS = Exercises.TASKS;
  static final List<Class<?>> EXPERIMENTS = Exercises.EXPERIMENTS;

  @Test
  void listsEachLessonOnce() {
    assertFalse(TASKS.isEmpty());
    assertEquals(
        TASKS.size(), TASKS.stream().map(task -> exercise(task).lesson()).distinct().count());
  }

  @ParameterizedTest
  @FieldSource("TASKS")
  void untouchedStarterEarnsNothingAndNamesTheFirstStep(Class<?> task) {
    Grades grades;
    try (LocalSubmission starter =
        new LocalSubmission(exercise(task).starter(), Submission.TIME_LIMIT)) {
      grades = Grader.grade(task, starter);
    }

    Starter.assumeUntouched(grades);
    assertEquals(0, grades.earned());
    assertEquals(checks(task).mapToInt(Check::points).sum(), grades.points());
    assertTrue(
        grades.checks().stream().allMatch(grade -> grade.outcome() == Grade.Outcome.NOT_DONE),
        grades::toString);
    assertTrue(grades.next().orElseThrow().diagnosis().startsWith("step 1 of "), grades::toString);
  }

  @ParameterizedTest
  @FieldSource("EXPERIMENTS")
  void experimentsEarnEveryPointAndShowWhatWasMeasured(Class<?> task) {
    Duration seconds = Duration.ofSeconds(exercise(task).seconds());
    try (LocalSubmission starter = new LocalSubmission(exercise(task).starter(), seconds)) {
      Grades grades = Grader.grade(task, starter);

      assertTrue(exercise(task).experiment());
      assertTrue(grades.complete(), grades::toString);
      assertTrue(grades.points() >= 5, grades::toString);
      assertTrue(grades.toString().contains(", asked: at "), grades::toString);
      assertTrue(grades.toString().contains("beside: "), "a baseline is missing\n" + grades);
    }
  }

  static Stream<Class<?>> all() {
    return Stream.concat(TASKS.stream(), EXPERIMENTS.stream());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyCheckIsComplete(Class<?> task) {
    assertTrue(exercise(task).grader().isAnnotationPresent(ExerciseGrader.class));
    Set<String> methods =
        Arrays.stream(task.getMethods()).map(Method::getName).collect(Collectors.toSet());
    Set<String> ids = new HashSet<>();
    Set<String> parts = new HashSet<>();
    checks(task)
        .forEach(
            check -> {
              assertTrue(ids.add(check.id()), () -> "twice: " + check.id());
              assertTrue(check.id().startsWith(exercise(task).lesson() + "."), check::id);
              assertTrue(check.points() > 0, check::id);
              assertTrue(check.demand().length() <= 66, () -> check.id() + " breaks the scorecard");
              assertEquals(Check.HINT_LEVELS, check.hints().length, check::id);
              assertEquals(
                  Check.HINT_LEVELS,
                  Arrays.stream(check.hints()).filter(hint -> !hint.isBlank()).distinct().count(),
                  check::id);
              parts.add(check.part());
            });
    assertTrue(methods.containsAll(parts), "a part is a method of the task");
    if (!exercise(task).experiment()) { // its model may hand over what is measured with the rest
      assertEquals(methods, parts, "each method of the task is a part");
    }
  }

  private static Exercise exercise(Class<?> task) {
    return task.getAnnotation(Exercise.class);
  }

  private static Stream<Check> checks(Class<?> task) {
    return Arrays.stream(exercise(task).grader().getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Check.class))
        .map(method -> method.getAnnotation(Check.class));
  }
}
