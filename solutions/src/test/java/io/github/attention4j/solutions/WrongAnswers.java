package io.github.attention4j.solutions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for the catalogue of every lesson. A lesson's test extends it, and says where its
 * catalogue is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class WrongAnswers {

  private final int floor;
  private final Set<Set<Class<?>>> alike;
  private final List<Class<?>> catalogue;
  private final Map<Class<?>, Grades> graded = new HashMap<>();

  /**
   * Sets what is in the catalogue.
   *
   * @param floor number of entries at least, so that a lost one is missed
   * @param alike different code with the very same numbers: no grader can tell these apart
   * @param holders classes whose nested classes are the wrong answers
   */
  protected WrongAnswers(int floor, Set<Set<Class<?>>> alike, Class<?>... holders) {
    this.floor = floor;
    this.alike = alike;
    catalogue =
        Arrays.stream(holders)
            .<Class<?>>flatMap(holder -> Arrays.stream(holder.getDeclaredClasses()))
            .filter(wrong -> !Modifier.isAbstract(wrong.getModifiers()))
            .toList();
  }

  Stream<Class<?>> catalogue() {
    return catalogue.stream();
  }

  private Grades grade(Class<?> wrong) throws ReflectiveOperationException {
    if (!graded.containsKey(wrong)) {
      Constructor<?> constructor = wrong.getDeclaredConstructor();
      constructor.setAccessible(true); // it may well be in another package
      graded.put(wrong, Grader.grade(constructor.newInstance()));
    }
    return graded.get(wrong);
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
    assertTrue(failed.get(failed.size() - 1).diagnosis().contains(caught.then()), grades::toString);
  }

  @Test
  void sharesNoDiagnosis() throws ReflectiveOperationException {
    Map<String, Set<Class<?>>> byDiagnosis = new TreeMap<>();
    for (Class<?> wrong : catalogue) {
      Grade first = grade(wrong).next().orElseThrow();
      String diagnosis = first.check().id() + first.diagnosis().lines().findFirst().orElseThrow();
      byDiagnosis.computeIfAbsent(diagnosis, key -> new HashSet<>()).add(wrong);
    }

    byDiagnosis.values().removeIf(same -> same.size() == 1);
    assertEquals(alike, Set.copyOf(byDiagnosis.values()));
  }

  @Test
  void isAllMarked() {
    assertTrue(catalogue.size() >= floor, () -> "entries: " + catalogue.size());
    assertTrue(catalogue.stream().allMatch(wrong -> wrong.isAnnotationPresent(Caught.class)));
  }
}
