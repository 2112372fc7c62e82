package io.github.attention4j.solutions.lesson04;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.command.GradeMain;
import io.github.attention4j.exercises.grade.Grade;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.isolate.IsolatedSubmission;
import io.github.attention4j.exercises.isolate.Limits;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grading as an instructor does it: each answer in a JVM of its own. */
class CommandLineTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return GradeMain.run(new PrintStream(out, true, StandardCharsets.UTF_8), System.err, arguments);
  }

  private String card() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void givesTheSolutionEveryPoint() {
    assertEquals(0, run("04", "--solution"), this::card);
    assertTrue(card().contains("\n20 of 20 points\n"), card());
  }

  @Test
  void gradesTheRestOfAnAnswerThatExits(@TempDir Path folder) throws IOException {
    Path json = folder.resolve("results.json");

    assertEquals(1, run("04", "--class", Hostile.Exits.class.getName(), "--json", json.toString()));

    assertTrue(card().contains("the submission's JVM ended (exit code 0) during output"), card());
    assertTrue(card().contains("\n  | 20 of 20 points\n"), card());
    assertTrue(card().contains("\n17 of 20 points\n"), card());
    String results = Files.readString(json);
    assertTrue(results.contains("\"score\": 17,"), results);
    assertEquals(9, results.split("\"max_score\": ", -1).length - 1, results);
    assertEquals(8, results.split("\"status\": \"passed\"", -1).length - 1, results);
  }

  @Test
  void gradesTheRestOfAnAnswerThatLoops() {
    Limits limits = Limits.DEFAULT.withCheckTime(Duration.ofSeconds(2));
    try (IsolatedSubmission loops =
        new IsolatedSubmission(
            ScaledDotProductTask.class, Hostile.Loops.class.getName(), CLASS_PATH, limits)) {
      Grades grades = Grader.grade(ScaledDotProductTask.class, loops);

      assertEquals(17, grades.earned(), grades::toString);
      Grade failed = grades.next().orElseThrow();
      assertEquals("04.1", failed.check().id());
      assertTrue(failed.diagnosis().startsWith("scores did not answer within 2 s"));
    }
  }

  @Test
  void keepsTheLearnersOwnPointsAlone(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("progress.txt");
    System.setProperty("attention4j.progress", file.toString());
    try {
      run("04", "--solution");
      run("04", "--class", ScaledDotProduct.class.getName());
      assertFalse(Files.exists(file));

      Grader.grade(new ScaledDotProduct()); // as in a cell
    } finally {
      System.clearProperty("attention4j.progress");
    }
    assertTrue(Files.readString(file).contains("\n04 20 of 20 "), Files.readString(file));
  }
}
