package io.github.attention4j.exercises.course;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.FirstTry;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.grade.Grades;
import io.github.attention4j.exercises.handin.Submitted;
import io.github.attention4j.exercises.lesson04.ScaledDotProductTask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of many submissions; the answer itself is the same for all, and graded once. */
class CourseTest {

  private static final Grades GRADES = Grader.grade(new FirstTry());

  @TempDir Path folder;
  private Path results;
  private final Set<String> asked = new ConcurrentSkipListSet<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void threeStudents() throws IOException {
    results = folder.resolve("results");
    for (String student : List.of("ann", "bob", "=carl")) {
      Path handedIn = Files.createDirectories(folder.resolve("in").resolve(student));
      Files.writeString(handedIn.resolve("Answer.java"), student);
    }
  }

  private boolean grade() throws IOException {
    asked.clear();
    Course.GradesOne grader =
        (submitted, task) -> {
          asked.add(submitted.student());
          return switch (Files.readString(submitted.files().get(0).resolve("Answer.java"))) {
            case "broken" -> throw new StackOverflowError("no such luck");
            default -> GRADES;
          };
        };
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    List<Class<?>> tasks = List.of(ScaledDotProductTask.class);
    return new Course(tasks, results, 2, 0, grader, printed)
        .grade(Submitted.in(folder.resolve("in")).all());
  }

  private void handIn(String student, String answer) throws IOException {
    Files.writeString(folder.resolve("in").resolve(student).resolve("Answer.java"), answer);
  }

  private List<String> csv() throws IOException {
    return Files.readAllLines(results.resolve("04/grades.csv"));
  }

  private Set<String> files(String of) throws IOException {
    try (Stream<Path> files = Files.list(results.resolve("04").resolve(of))) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  @Test
  void eachStudentGetsARowAndAPage() throws IOException {
    assertTrue(grade());

    assertEquals(4, csv().size());
    assertEquals(
        "student,points,possible,04.1,04.2a,04.2b,04.2c,04.2d,04.2e,04.3,04.4,04.5,note",
        csv().get(0));
    String row = ",0,20,0,0,0,0,0,0,0,0,0,these are the unscaled scores: divide by sqrt(Dk)";
    assertEquals("'=carl" + row, csv().get(1));
    assertEquals("ann" + row, csv().get(2));
    assertEquals(Set.of("=carl.html", "ann.html", "bob.html"), files("pages"));
    String printed = out.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("3 submissions graded"), printed);
    assertTrue(
        printed.contains("       3  04 scores: these are the unscaled scores: divide by sqrt(Dk)"),
        printed);
  }

  @Test
  void whatIsFinishedIsGradedAgainOnlyIfItsFilesChanged() throws IOException {
    grade();
    assertEquals(Set.of("=carl", "ann", "bob"), asked);
    grade();
    assertEquals(Set.of(), asked);

    handIn("bob", "another answer");
    Files.writeString(results.resolve("04/kept/ann.json"), "{ damaged");
    grade();
    assertEquals(Set.of("ann", "bob"), asked);
    grade();
    assertEquals(Set.of(), asked);
    assertEquals(4, csv().size());
  }

  @Test
  void aBrokenOneStopsNothingAndIsTriedAgain() throws IOException {
    handIn("ann", "broken");
    assertFalse(grade());

    String reason = "the grader failed: java.lang.StackOverflowError: no such luck";
    assertEquals("ann" + ",".repeat(12) + reason, csv().get(2));
    assertTrue(csv().get(3).startsWith("bob,0,20,"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("NOT GRADED: ann: " + reason));
    grade();
    assertEquals(Set.of("ann"), asked);
  }

  @Test
  void whatTheInstructorWroteIntoTheTableStays() throws IOException {
    grade();
    grade();
    assertEquals(Set.of("grades.csv", "kept", "pages", "summary.txt"), files(""));

    Files.writeString(results.resolve("04/grades.csv"), "bob,20,20,for the fine drawing");
    grade();

    assertTrue(csv().get(3).startsWith("bob,0,20,"));
    List<String> before = files("").stream().filter(name -> name.contains("csv.")).toList();
    assertEquals(1, before.size());
    assertEquals(
        "bob,20,20,for the fine drawing",
        Files.readString(results.resolve("04").resolve(before.get(0))));
  }
}
