package io.github.attention4j.solutions.hostile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.isolate.Grounds;
import io.github.attention4j.exercises.isolate.IsolatedSubmission;
import io.github.attention4j.exercises.isolate.Limits;
import io.github.attention4j.exercises.isolate.Sandbox;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Grades a hostile answer and holds it to its mark, and to what is asked of all of them. */
final class Containment {

  /** Where the catalogue is. */
  private static final List<Class<?>> HOLDERS =
      List.of(
          Loops.class,
          Ends.class,
          Hoards.class,
          Throws.class,
          Results.class,
          States.class,
          Litter.class,
          Strangers.class,
          Oracles.class);

  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final Path OUTSIDE = Path.of(Contained.OUTSIDE);
  private static final int POINTS = 20;

  /** A machine that is busy with other things needs more time for honest steps. */
  private static final int LEAST_SECONDS = Integer.getInteger("attention4j.hostile.seconds", 2);

  private Containment() {}

  /** Returns the whole catalogue. */
  static Stream<Class<?>> all() {
    return HOLDERS.stream()
        .flatMap(holder -> Arrays.stream(holder.getDeclaredClasses()))
        .filter(type -> type.isAnnotationPresent(Contained.class));
  }

  static Contained mark(Class<?> hostile) {
    return hostile.getAnnotation(Contained.class);
  }

  static void assertContained(Class<?> hostile, Sandbox sandbox) throws IOException {
    Files.createDirectories(OUTSIDE.getParent());
    Files.writeString(OUTSIDE, "mine");
    Limits limits = Limits.DEFAULT.withCheckTime(limit(hostile)).in(sandbox);
    Grades grades;
    try (IsolatedSubmission answer =
        new IsolatedSubmission(ScaledDotProductTask.class, hostile.getName(), CLASS_PATH, limits)) {
      grades = Grader.grade(ScaledDotProductTask.class, answer);
    }
    assertGraded(hostile, grades);
    assertFalse(grades.toString().contains(Contained.HARM), grades::toString);
    assertFalse(
        grades.toString().matches("(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]].*"),
        () -> "a control character in " + grades);
    assertEquals(List.of(), Grounds.changes());
    assertEquals("mine", Files.readString(OUTSIDE));
    try (Stream<Path> outside = Files.list(OUTSIDE.getParent())) {
      assertEquals(List.of(OUTSIDE), outside.toList());
    }
    assertEquals("", survivors());
    assertEquals(Set.of(), temporary(), "temporary files are left");
  }

  private static Duration limit(Class<?> hostile) {
    return Duration.ofSeconds(Math.max(LEAST_SECONDS, mark(hostile).seconds()));
  }

  private static void assertGraded(Class<?> hostile, Grades grades) {
    Contained mark = mark(hostile);
    List<Grade> failed = grades.checks().stream().filter(grade -> !grade.passed()).toList();
    List<String> ids = grades.checks().stream().map(grade -> grade.check().id()).toList();
    List<String> lost = List.of(mark.loses());
    assertEquals(
        lost.contains(Contained.ALL) ? ids : lost,
        failed.stream().map(grade -> grade.check().id()).toList(),
        grades::toString);
    int points = failed.stream().mapToInt(grade -> grade.check().points()).sum();
    assertEquals(POINTS - points, grades.earned());
    for (Grade grade : failed) {
      assertFalse(grade.outcome() == Grade.Outcome.GRADER_BROKEN, grades::toString);
      assertTrue(grade.diagnosis().contains(mark.says()), grades::toString);
    }
  }

  /** Returns what comes from an answer of this JVM, and what sleeps as long as only these do. */
  private static String survivors() {
    String mark = "ATTENTION4J_ANSWER=" + ProcessHandle.current().pid() + "-";
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .map(process -> Path.of("/proc", Long.toString(process.pid())))
        .filter(
            process ->
                read(process, "environ").contains(mark)
                    || read(process, "cmdline").equals("sleep\u0000271\u0000"))
        .map(process -> process + " " + read(process, "cmdline"))
        .collect(Collectors.joining("\n"));
  }

  private static String read(Path process, String file) {
    try {
      return new String(Files.readAllBytes(process.resolve(file)), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static Set<String> temporary() throws IOException {
    String mine = "attention4j-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(mine))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }
}
