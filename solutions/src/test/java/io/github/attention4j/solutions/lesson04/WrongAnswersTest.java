package io.github.attention4j.solutions.lesson04;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.solutions.Caught;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WrongAnswersTest {

  private static final List<Class<?>> CATALOGUE =
      List.of(
          WrongScores.class,
          WrongComparisons.class,
          WrongSoftmax.class,
          WrongNormalisation.class,
          WrongMaximum.class,
          WrongMask.class,
          WrongMasking.class,
          WrongOutput.class,
          WrongMixing.class,
          WrongGradients.class,
          WrongHabits.class,
          WrongTypes.class,
          WrongReaders.class);

  /** Different code with the very same numbers: no grader can tell these apart. */
  private static final Set<Set<Class<?>>> ALIKE =
      Set.of(
          Set.of(WrongReaders.AnotherMap.class, WrongReaders.AlwaysZero.class),
          Set.of(WrongMasking.Infinity.class, WrongMasking.Renormalised.class),
          Set.of(WrongMaximum.BegunAtZero.class, WrongMaximum.BegunAtMinValue.class));

  static Stream<Class<?>> catalogue() {
    return CATALOGUE.stream()
        .flatMap(catalogue -> Arrays.stream(catalogue.getDeclaredClasses()))
        .filter(wrong -> !Modifier.isAbstract(wrong.getModifiers()));
  }

  private static Grades grade(Class<?> wrong) throws ReflectiveOperationException {
    Constructor<?> constructor = wrong.getDeclaredConstructor();
    return Grader.grade(constructor.newInstance());
  }

  @ParameterizedTest
  @MethodSource("catalogue")
  void losesItsOwnChecksWithItsOwnDiagnosis(Class<?> wrong) throws ReflectiveOperationException {
    Caught caught = wrong.getAnnotation(Caught.class);

    Grades grades = grade(wrong);

    List<Grade> failed = grades.checks().stream().filter(grade -> !grade.passed()).toList();
    assertEquals(
        List.of(caught.in()),
        failed.stream().map(grade -> grade.check().id()).toList(),
        grades::toString);
    assertTrue(
        failed.stream().allMatch(grade -> grade.outcome() == Grade.Outcome.FAILED),
        grades::toString);
    assertTrue(failed.get(0).diagnosis().contains(caught.as()), grades::toString);
  }

  @Test
  void sharesNoDiagnosis() throws ReflectiveOperationException {
    Map<String, Set<Class<?>>> byDiagnosis = new TreeMap<>();
    for (Class<?> wrong : catalogue().toList()) {
      Grade first = grade(wrong).next().orElseThrow();
      String diagnosis = first.check().id() + first.diagnosis().lines().findFirst().orElseThrow();
      byDiagnosis.computeIfAbsent(diagnosis, key -> new HashSet<>()).add(wrong);
    }

    byDiagnosis.values().removeIf(alike -> alike.size() == 1);
    assertEquals(ALIKE, Set.copyOf(byDiagnosis.values()));
  }

  @Test
  void isAllMarked() {
    // A floor, so that an empty catalogue cannot pass.
    assertTrue(catalogue().count() >= 160, () -> "entries: " + catalogue().count());
    assertTrue(catalogue().allMatch(wrong -> wrong.isAnnotationPresent(Caught.class)));
  }
}
