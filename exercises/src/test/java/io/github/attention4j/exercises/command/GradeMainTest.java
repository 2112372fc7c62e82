package io.github.attention4j.exercises.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.attention4j.exercises.Starter;
import io.github.attention4j.exercises.grade.Grader;
import io.github.attention4j.exercises.lesson04.ScaledDotProduct;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradeMainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return GradeMain.run(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        arguments);
  }

  @Test
  void gradesTheUntouchedStarter() {
    Starter.assumeUntouched(Grader.grade(new ScaledDotProduct()));
    assertEquals(1, run("04"));

    String card = out.toString(StandardCharsets.UTF_8);
    assertTrue(
        card.endsWith(
            """
            0 of 20 points
            Next: 04.1 scores: step 1 of 5: compare every query with every key
            Edit: exercises/src/main/java/io/github/attention4j/exercises/lesson04/ScaledDotProduct.java
            Hint: add --hints 1

            """),
        card);
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "99 | no exercise for lesson 99: choose from LESSONS",
        "99 --experiment | no experiment for lesson 99: choose from LESSONS",
        "04 --experiment --solution | --experiment and --solution exclude each other",
        "--frobnicate | no option --frobnicate, see --help",
        "--hints | --hints needs a value, see --help",
        "--hints 4 | --hints 4: the level is 1, 2 or 3",
        "--class A | --class takes exactly one lesson, as in: grade 04 --class NAME",
        "04 --class A --solution | --class and --solution exclude each other",
        "04 --class no.such.Answer | the class no.such.Answer is not on the class path",
        "04 --submission /no/where | --submission /no/where: there is no such file or folder",
        "04 --all /no/where | --all /no/where: there is no such folder",
        "04 --all pom.xml | --all pom.xml: there is no such folder",
        "04 --all src --jobs 0 | --jobs 0: this is no number from 1 to 99",
        "04 --cells a.csv | --cells goes with --submission FILE.ipynb",
        "04 --jobs 2 | --out and --jobs go with --all",
        "04 --all src --json a.json | --all goes with neither --submission nor --solution, and writes"
            + " its own files",
        "04 --json /no/where/a.json | --json /no/where/a.json: no file can be written there",
        "--solution | the solution io.github.attention4j.solutions.lesson01.SoftDictionary is not"
            + " on the class path: add the module solutions",
      })
  void refusesAWrongCommandInOneLine(String command, String complaint) {
    assertEquals(2, run(command.split(" ")));

    assertEquals("grade: " + Lessons.named(complaint) + "\n", err.toString(StandardCharsets.UTF_8));
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void gradesALearnersSourcesAsTheyAreWhateverWasBuilt(@TempDir Path sources) throws IOException {
    Path file = sources.resolve("ScaledDotProduct.java");
    Files.writeString(
        file, "package io.github.attention4j.exercises.lesson04;\nclass ScaledDotProduct { oops }");
    System.setProperty(OwnAnswers.SOURCES, sources.toString());
    try {
      assertEquals(1, run("04"));
    } finally {
      System.clearProperty(OwnAnswers.SOURCES);
    }

    String card = out.toString(StandardCharsets.UTF_8);
    assertTrue(card.contains("it does not compile:\n  ScaledDotProduct.java:2: "), card);
    assertTrue(card.contains("Edit: exercises/src/main/java/"), card);
  }

  @Test
  void gradesAnExperimentInAJvmOfItsOwn() {
    assertEquals(0, run("04", "--experiment"));

    String card = out.toString(StandardCharsets.UTF_8);
    assertTrue(card.contains("10 of 10 points"), card);
    assertTrue(card.contains("beside: always the commonest class: 0.1"), card);
  }

  @Test
  void explainsItself() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("usage: grade"));
  }
}
