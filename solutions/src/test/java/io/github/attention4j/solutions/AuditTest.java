package io.github.attention4j.solutions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.Exercises;
import io.github.attention4j.exercises.audit.Audit;
import io.github.attention4j.exercises.audit.Evidence;
import io.github.attention4j.exercises.audit.Evidence.Mutants;
import io.github.attention4j.exercises.audit.Evidence.Survivor;
import io.github.attention4j.exercises.check.Check;
import io.github.attention4j.exercises.check.Exercise;
import io.github.attention4j.exercises.command.GradeMain;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the author of every grader owes: each check tried on wrong answers and on mutants. */
class AuditTest {

  private static final double KILLED = 0.95;

  static final List<Class<?>> TASKS = Exercises.TASKS;

  private final Evidence evidence = Evidence.find().orElseThrow();

  static Stream<Class<?>> all() {
    return Stream.concat(TASKS.stream(), Exercises.EXPERIMENTS.stream());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyCheckIsFailedBySomeWrongAnswer(Class<?> task) {
    Audit audit = Audit.of(task, evidence);
    List<Set<String>> wrong = evidence.wrongAnswers(audit.exercise().lesson());

    List<String> untried =
        audit.steps().stream()
            .flatMap(step -> step.checks().stream())
            .map(Check::id)
            .filter(id -> wrong.stream().noneMatch(failed -> failed.contains(id)))
            .toList();
    assertEquals(List.of(), untried);
    assertTrue(audit.wrongAnswers() >= 8, () -> "wrong answers: " + audit.wrongAnswers());
  }

  @ParameterizedTest
  @FieldSource("TASKS")
  void nearlyEveryMutantIsNoticed(Class<?> task) {
    Audit audit = Audit.of(task, evidence);
    Mutants mutants = audit.mutants();

    assertTrue(
        audit.steps().stream().allMatch(step -> step.mutants().all() > 0),
        "a step is not measured: run mvn -Pmutants, see solutions/pom.xml");
    assertTrue(mutants.killed() >= KILLED * mutants.all(), mutants::toString);
  }

  @ParameterizedTest
  @FieldSource("TASKS")
  void everySurvivorIsExplained(Class<?> task) throws IOException {
    Exercise exercise = task.getAnnotation(Exercise.class);
    Audit audit = Audit.of(task, evidence);
    String source = Files.readString(reference(exercise));

    int survivors = audit.survivors().stream().mapToInt(Survivor::count).sum();
    assertEquals(audit.mutants().all() - audit.mutants().killed(), survivors);
    for (Survivor survivor : audit.survivors()) {
      assertFalse(survivor.reason().isBlank(), survivor::toString);
      assertTrue(
          source.contains(survivor.code()),
          () -> "the answer was changed since: run mvn -Pmutants again: " + survivor);
    }
  }

  private static Path reference(Exercise exercise) {
    String name = exercise.starter().getName().replace(".exercises.", ".solutions.");
    return Path.of("..", "solutions", "src/main/java", name.replace('.', '/') + ".java");
  }

  @Test
  void isReadAsATable() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    int code =
        GradeMain.run(
            new PrintStream(out, true, StandardCharsets.UTF_8), System.err, "04", "--audit");

    String text = out.toString(StandardCharsets.UTF_8);
    Audit.Step softmax = Audit.of(ScaledDotProductTask.class, evidence).steps().get(1);
    assertEquals(0, code);
    assertTrue(text.startsWith("Lesson 04: Scaled dot-product attention\n"), text);
    assertTrue(
        text.lines()
            .map(line -> line.strip().replaceAll(" +", " "))
            .anyMatch(
                line ->
                    line.equals(
                        "maskedSoftmax 5 8 15 %d %d of %d (100.0 %%)"
                            .formatted(
                                softmax.wrongAnswers(),
                                softmax.mutants().killed(),
                                softmax.mutants().all()))),
        text);
  }
}
